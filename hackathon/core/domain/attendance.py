"""The statuses of an attendance, and how an answer changes it."""

from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.errors import BadEntry, NotInvited
from hackathon.core.text.messages import Message, message


class EventKind(StrEnum):
    """The kind of event: a meeting in rooms, or a list of ideas."""

    HACKATHON = "hackathon"
    IDEA_LIST = "idea_list"


class Registration(StrEnum):
    """Whether people may register themselves, and whether an organizer has to approve it."""

    CLOSED = "closed"
    OPEN = "open"
    APPROVED = "approved"


class Status(StrEnum):
    """How certain it is that someone attends."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    MAYBE = "maybe"
    DECLINED = "declined"
    WAITLISTED = "waitlisted"
    CANCELLED = "cancelled"

    @property
    def is_gone(self) -> bool:
        """Whether the person's votes and contact roles don't count."""
        return self in (Status.DECLINED, Status.CANCELLED)


NOW = {
    Status.INVITED: message("You're invited and haven't answered yet"),
    Status.CONFIRMED: message("You're coming"),
    Status.MAYBE: message("You might come"),
    Status.DECLINED: message("You're not coming"),
    Status.WAITLISTED: message("You're on the waitlist"),
    Status.CANCELLED: message("Your place was cancelled"),
}
THEN = {
    Status.INVITED: message("You were invited and didn't answer"),
    Status.CONFIRMED: message("You planned to attend"),
    Status.MAYBE: message("You weren't sure about coming"),
    Status.DECLINED: message("You declined"),
    Status.WAITLISTED: message("You were on the waitlist"),
    Status.CANCELLED: message("Your place was cancelled"),
}
"""The statuses as shown to the person after the event."""


def in_words(status: Status, *, is_over: bool, was_there: bool = False) -> Message:
    """Describe the person's status at an event to them; in the past tense if it `is_over`."""
    if is_over and was_there:
        return message("You were there")
    return (THEN if is_over else NOW)[status]


ANSWERS = (Status.CONFIRMED, Status.MAYBE, Status.DECLINED)
"""The statuses that people can choose themselves; the others are set by organizers and the waitlist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The places in the rooms: their number (None: no limit), and how many are taken or offered.

    People who attend remotely, are only invited, or may come don't take a place.
    """

    capacity: int | None
    taken: int

    @property
    def free(self) -> int | None:
        """The number of places left; None if there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether no places are left."""
        return self.free == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSituation:
    """A person's situation when they answer."""

    status: Status
    is_remote: bool = False
    is_approved: bool = True
    has_offer: bool = False

    @property
    def has_place(self) -> bool:
        """Whether the person has one of the places in the rooms, or one is held for them."""
        return self.has_offer or (self.status is Status.CONFIRMED and not self.is_remote)


def after_answer(answer: Status, *, before: AttendanceSituation, is_remote: bool, places: Capacity) -> Status:
    """Return a person's status after their answer.

    If the event is full, or no organizer has approved them yet, they wait; they go on waiting until they are
    offered a place, choose to attend remotely, or decline. Raises NotInvited if their place was cancelled,
    and BadEntry if they switch from remote to in person and no place is left.
    """
    if answer not in ANSWERS:
        raise ValueError(f"'{answer}' is no answer that a person gives")
    if answer is Status.DECLINED:
        return answer
    if before.status is Status.CANCELLED:
        raise NotInvited(
            message("Your place was cancelled. Please ask an organizer if there is a place for you.")
        )
    if not before.is_approved:
        return Status.WAITLISTED
    if answer is Status.CONFIRMED and (is_remote or before.has_place):
        return answer
    if before.status is Status.WAITLISTED:
        return before.status
    if answer is Status.CONFIRMED and places.is_full:
        if before.status is Status.CONFIRMED:
            raise BadEntry(
                message(
                    "All places are taken, so you are still attending remotely. Please ask an organizer "
                    "for a place."
                )
            )
        return Status.WAITLISTED
    return answer


def after_decision(
    decision: Status, *, before: AttendanceSituation | None, is_remote: bool, places: Capacity
) -> Status:
    """Return a person's status after an organizer's decision.

    Raises BadEntry if no place is left: even an organizer can't put two people in one place.
    """
    has_place = is_remote or (before is not None and before.has_place)
    if decision is Status.CONFIRMED and not has_place and places.is_full:
        raise BadEntry(
            message(
                "All %(capacity)s places are taken. Put them on the waitlist, or raise the number of "
                "places in the settings first.",
                capacity=places.capacity,
            )
        )
    return decision


def as_named(status: Status, *, places: Capacity) -> Status:
    """Return the status for a person named on a page or by a command; if no place is left, they wait."""
    return Status.WAITLISTED if status is Status.CONFIRMED and places.is_full else status


def at_the_door(before: AttendanceSituation, *, places: Capacity) -> Status:
    """Return the status for a person who checks in: being there means attending.

    Raises BadEntry if their place was cancelled, if they have not been approved, or if no place is left.
    """
    if before.status is Status.CANCELLED:
        raise BadEntry(message("Their place was cancelled. Please invite them again first."))
    if not before.is_approved:
        raise BadEntry(message("Their registration has not been approved yet. Please approve it first."))
    if not before.has_place and places.is_full:
        raise BadEntry(message("All %(capacity)s places are taken.", capacity=places.capacity))
    return Status.CONFIRMED
