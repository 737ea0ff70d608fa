"""What a person's part in an event can be."""

from enum import StrEnum


class EventKind(StrEnum):
    """What an event gathers: people in rooms, or ideas in lists."""

    HACKATHON = "hackathon"
    IDEA_LIST = "idea_list"


class Status(StrEnum):
    """How sure it is that somebody comes."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    MAYBE = "maybe"
    DECLINED = "declined"
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"

    @property
    def is_gone(self) -> bool:
        """Whether the person's votes and contact roles count for nothing."""
        return self in (Status.DECLINED, Status.CANCELLED)
