"""The roles at an event, and what each may do.

Each role includes the permissions of those before it. Being a contact is not a role: it belongs to a topic,
and only applies to that topic (`domain/review.py`). Administrators of the server have the permissions of an
organizer at every event.
"""

from enum import StrEnum


class Role(StrEnum):
    """A person's role at an event, in order of increasing permissions."""

    ATTENDEE = "attendee"
    REVIEWER = "reviewer"
    """Reviews topics and sees how complete the list is."""
    HELPER = "helper"
    """Edits topics and people like organizers; can't publish, delete or assign roles."""
    ORGANIZER = "organizer"

    def includes(self, other: "Role") -> bool:
        """Whether this role has the permissions of the other."""
        order = list(Role)
        return order.index(self) >= order.index(other)
