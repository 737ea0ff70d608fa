"""What an organizer has to do today, worked out from a few numbers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Urgency(StrEnum):
    """How much a chore matters: nothing goes on without it, soon, or some time."""

    FIRST = "first"
    SOON = "soon"
    SOMETIME = "sometime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """One thing to do: in words, and the page of the desk (its last part and query) that does it."""

    words: str
    page: str
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How an event stands. Counts, and moments in UTC; `changed_at` is the latest vote or change of draft."""

    rooms: int
    open_days: int
    slots: int
    topics: int
    without_contact: int
    to_review: int
    people: int
    invited: int
    joins: int
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When votes count, and what day it is, all on the clocks of the place; None is no limit."""

    today: datetime
    opens: datetime | None
    closes: datetime | None
    first_day: date
    last_day: date


def of(numbers: Numbers, window: Window) -> tuple[Chore, ...]:
    """Return what needs doing, the most urgent first."""
    is_over = window.last_day < window.today.date()
    chores = [
        *groundwork(numbers),
        *([] if is_over else _voting(numbers, window)),
        *_questions(numbers),
        *_agenda(numbers, window),
    ]
    order = list(Urgency)
    return tuple(sorted(chores, key=lambda each: order.index(each.urgency)))


def groundwork(numbers: Numbers) -> list[Chore]:
    """Return what has to be there before anything can be planned."""
    chores = []
    if not numbers.topics:
        chores.append(_first("There are no topics yet. Import the wiki page, or add one", "import"))
    if not numbers.rooms:
        chores.append(_first("There are no rooms yet. Add each with its seats", "rooms/new"))
    if not numbers.open_days:
        chores.append(_first("No day has opening hours. Set them", "rooms/hours"))
    elif not numbers.slots:
        chores.append(_first("There are no slots yet. Lay out the days", "rooms/layout"))
    return chores


def _voting(numbers: Numbers, window: Window) -> list[Chore]:
    if window.opens and window.today < window.opens:
        return [_soon(f"Voting opens on {_when(window.opens, window.today)}", "settings")]
    if window.closes is None:
        if window.today.date() < window.first_day and numbers.topics:
            return [_sometime("Voting has no end. Choose when it closes", "settings")]
        return []
    if window.today < window.closes:
        return [_soon(f"Voting closes on {_when(window.closes, window.today)}", "settings")]
    return []


def _questions(numbers: Numbers) -> list[Chore]:
    chores = []
    if numbers.joins:
        entries = (
            "Two entries may be" if numbers.joins == 1 else f"{numbers.joins} pairs of entries may each be"
        )
        chores.append(_soon(f"{entries} one person. Decide", "joins"))
    if numbers.unknown_votes:
        chores.append(
            _soon(f"{_count(numbers.unknown_votes, 'vote')} from handles that nobody claimed", "people")
        )
    if numbers.without_contact:
        has = "has" if numbers.without_contact == 1 else "have"
        chores.append(_soon(f"{_count(numbers.without_contact, 'topic')} {has} no contact", "topics"))
    if numbers.invited:
        has = "person is invited and has" if numbers.invited == 1 else "people are invited and have"
        chores.append(_soon(f"{numbers.invited} {has} not answered", "people?status=invited"))
    if numbers.unapproved:
        waits = (
            "person has registered and waits"
            if numbers.unapproved == 1
            else "people have registered and wait"
        )
        chores.append(_soon(f"{numbers.unapproved} {waits} for your yes", "people?status=waitlisted"))
    if numbers.mails_failed:
        words = f"{_count(numbers.mails_failed, 'mail')} could not be sent. See why"
        chores.append(_soon(words, "mail?state=failed"))
    if numbers.mails_unknown:
        words = f"{_count(numbers.mails_unknown, 'mail')} may not have arrived. Decide"
        chores.append(_soon(words, "mail?state=unknown"))
    if numbers.to_review:
        wait = "waits" if numbers.to_review == 1 else "wait"
        chores.append(_sometime(f"{_count(numbers.to_review, 'topic')} {wait} for review", "topics"))
    return chores


def _agenda(numbers: Numbers, window: Window) -> list[Chore]:
    can_plan = numbers.topics and numbers.rooms and numbers.slots
    voting_is_over = window.closes is not None and window.closes <= window.today
    if not can_plan:
        return []
    if not numbers.has_draft:
        words = "Voting has closed. Plan the agenda" if voting_is_over else "There is no draft yet. Plan one"
        return [_soon(words, "plan")]
    if numbers.revision is None or numbers.published_at is None:
        return [_soon("The draft is not published yet. Look at it and publish", "publish")]
    if numbers.changed_at and numbers.published_at < numbers.changed_at:
        return [_soon(f"Votes or the draft changed since revision {numbers.revision}", "publish")]
    return []


def _first(words: str, page: str) -> Chore:
    return Chore(words=words, page=page, urgency=Urgency.FIRST)


def _soon(words: str, page: str) -> Chore:
    return Chore(words=words, page=page, urgency=Urgency.SOON)


def _sometime(words: str, page: str) -> Chore:
    return Chore(words=words, page=page, urgency=Urgency.SOMETIME)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _when(moment: datetime, today: datetime) -> str:
    """Name the day of the week within a week, and its date otherwise."""
    days = (moment.date() - today.date()).days
    day = f"{moment:%A}" if 0 < days < 7 else f"{moment.day} {moment:%B %Y}"
    return f"{day} at {moment:%H:%M}"
