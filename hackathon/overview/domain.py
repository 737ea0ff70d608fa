"""The organizers' to-do list, derived from a few counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hackathon.core.domain.phases import Phase
from hackathon.core.text.messages import Message, message, plural_message

WEEKDAYS = (
    message("Monday"),
    message("Tuesday"),
    message("Wednesday"),
    message("Thursday"),
    message("Friday"),
    message("Saturday"),
    message("Sunday"),
)


class Urgency(StrEnum):
    """How urgent a task is: blocking everything else, soon, or some time."""

    FIRST = "first"
    SOON = "soon"
    SOMETIME = "sometime"


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoItem:
    """A task in words, and the organizer page for it (the end of its address, with query)."""

    words: Message
    page: str
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNumbers:
    """The state of an event in numbers.

    Times are in UTC; `changed_at` is that of the latest vote or change of draft.
    """

    rooms: int
    open_days: int
    slots: int
    topics: int
    without_contact: int
    to_review: int
    people: int
    confirmed: int
    declined: int
    invited: int
    duplicates: int
    unknown_votes: int
    unapproved: int
    mails_failed: int
    mails_unknown: int
    voters: int
    votes: int
    has_draft: bool
    revision: int | None
    published_at: datetime | None
    changed_at: datetime | None
    open_actions: int = 0
    checked_in: int = 0
    """Of the confirmed people."""
    with_results: int = 0
    """Topics with minutes, a decision, an action, a link, a file, or an assessed promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The phase, the voting period, and the event's local time; None means no limit."""

    phase: Phase
    today: datetime
    opens: datetime | None
    closes: datetime | None
    zone: str = ""
    published_zone: str = ""
    """The time zone of the published agenda."""


def todo_list(numbers: EventNumbers, window: Window) -> tuple[TodoItem, ...]:
    """Return the tasks of this phase, the most urgent first."""
    items = _records(numbers)
    if window.phase is Phase.ENDED:
        items += _afterwards(numbers)
    else:
        items += [*groundwork(numbers), *_questions(numbers), *_agenda(numbers, window)]
    if not window.phase.is_after(Phase.SCHEDULED):
        items += [*_voting(numbers, window), *_invitations(numbers)]
    order = list(Urgency)
    return tuple(sorted(items, key=lambda each: order.index(each.urgency)))


def groundwork(numbers: EventNumbers) -> list[TodoItem]:
    """Return what is missing before the event can be planned."""
    items = []
    if not numbers.topics:
        items.append(_first(message("No topics yet. Import a wiki page or add one"), "import"))
    if not numbers.rooms:
        items.append(_first(message("No rooms yet. Add them with their seats"), "rooms/new"))
    if not numbers.open_days:
        items.append(_first(message("No opening hours yet. Set them"), "rooms/hours"))
    elif not numbers.slots:
        items.append(_first(message("No slots yet. Generate them"), "rooms/layout"))
    return items


def _voting(numbers: EventNumbers, window: Window) -> list[TodoItem]:
    if window.opens and window.today < window.opens:
        return [
            _soon(
                message("Voting opens on %(day)s at %(time)s", **_when(window.opens, window.today)),
                "settings",
            )
        ]
    if window.closes is None:
        if numbers.topics:
            return [_sometime(message("Voting has no closing date. Set one"), "settings")]
        return []
    if window.today < window.closes:
        return [
            _soon(
                message("Voting closes on %(day)s at %(time)s", **_when(window.closes, window.today)),
                "settings",
            )
        ]
    return []


def _records(numbers: EventNumbers) -> list[TodoItem]:
    """Return tasks that are useful in every phase, even after the event."""
    items = []
    if numbers.duplicates:
        words = plural_message(
            "%(number)s possible duplicate person. Check it",
            "%(number)s possible duplicate people. Check them",
            numbers.duplicates,
        )
        items.append(_soon(words, "merge-people"))
    if numbers.mails_failed:
        words = plural_message(
            "%(number)s email could not be sent. See why",
            "%(number)s emails could not be sent. See why",
            numbers.mails_failed,
        )
        items.append(_soon(words, "messages?state=failed"))
    if numbers.mails_unknown:
        words = plural_message(
            "%(number)s email may not have arrived. Check it",
            "%(number)s emails may not have arrived. Check them",
            numbers.mails_unknown,
        )
        items.append(_soon(words, "messages?state=unknown"))
    return items


def _afterwards(numbers: EventNumbers) -> list[TodoItem]:
    """Return the tasks after the event."""
    items = []
    if numbers.open_actions:
        words = plural_message(
            "%(number)s open action. Carry it over to the next event",
            "%(number)s open actions. Carry them over to the next event",
            numbers.open_actions,
        )
        items.append(_soon(words, "next"))
    return items


def _invitations(numbers: EventNumbers) -> list[TodoItem]:
    """Return the tasks about asking people before the event begins."""
    if not numbers.invited:
        return []
    words = plural_message(
        "%(number)s invited person hasn't answered yet",
        "%(number)s invited people haven't answered yet",
        numbers.invited,
    )
    return [_soon(words, "people?status=invited")]


def _questions(numbers: EventNumbers) -> list[TodoItem]:
    items = []
    if numbers.unknown_votes:
        words = plural_message(
            "%(number)s vote from someone who is not on the list",
            "%(number)s votes from people who are not on the list",
            numbers.unknown_votes,
        )
        items.append(_soon(words, "people"))
    if numbers.without_contact:
        words = plural_message(
            "%(number)s topic has no contact", "%(number)s topics have no contact", numbers.without_contact
        )
        items.append(_soon(words, "topics"))
    if numbers.unapproved:
        words = plural_message(
            "%(number)s registration is waiting for approval",
            "%(number)s registrations are waiting for approval",
            numbers.unapproved,
        )
        items.append(_soon(words, "people?status=waitlisted"))
    if numbers.to_review:
        words = plural_message(
            "%(number)s topic is waiting for review",
            "%(number)s topics are waiting for review",
            numbers.to_review,
        )
        items.append(_sometime(words, "topics"))
    return items


def _agenda(numbers: EventNumbers, window: Window) -> list[TodoItem]:
    if window.published_zone != window.zone:
        words = message(
            "The published agenda uses %(old)s time, the event %(new)s time. Publish again",
            old=window.published_zone,
            new=window.zone,
        )
        return [_soon(words, "publish")]
    can_plan = numbers.topics and numbers.rooms and numbers.slots
    voting_is_over = window.closes is not None and window.closes <= window.today
    if not can_plan:
        return []
    if not numbers.has_draft:
        words = (
            message("Voting has closed. Plan the agenda")
            if voting_is_over
            else message("No draft yet. Plan one")
        )
        return [_soon(words, "plan")]
    if numbers.revision is None or numbers.published_at is None:
        return [_soon(message("The draft is not published yet. Preview and publish it"), "publish")]
    if numbers.changed_at and numbers.published_at < numbers.changed_at:
        words = message(
            "Votes or the draft have changed since revision %(revision)s", revision=numbers.revision
        )
        return [_soon(words, "publish")]
    return []


def _first(words: Message, page: str) -> TodoItem:
    return TodoItem(words=words, page=page, urgency=Urgency.FIRST)


def _soon(words: Message, page: str) -> TodoItem:
    return TodoItem(words=words, page=page, urgency=Urgency.SOON)


def _sometime(words: Message, page: str) -> TodoItem:
    return TodoItem(words=words, page=page, urgency=Urgency.SOMETIME)


def _when(moment: datetime, today: datetime) -> dict[str, object]:
    """Return the day of the week if it is within a week, otherwise the date, with the time."""
    days = (moment.date() - today.date()).days
    day = WEEKDAYS[moment.weekday()] if 0 < days < 7 else moment.date()
    return {"day": day, "time": moment.time()}
