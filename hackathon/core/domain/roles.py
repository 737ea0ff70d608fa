"""What somebody may do at an event.

Each role may do what those before it may. Being a contact is no role: it comes with a topic, and reaches
as far as that topic (`domain/review.py`). Who runs the server may do at every event what its organizers may.
"""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is at an event, from the least power to the most."""

    ATTENDEE = "attendee"
    REVIEWER = "reviewer"
    """Named to look at topics: moves them through their review, and sees how ready the list is."""
    HELPER = "helper"
    """Keeps topics and people with the organizers; publishes nothing, removes nothing, gives no roles."""
    ORGANIZER = "organizer"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)
