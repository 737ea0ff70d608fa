"""What an event must be before it can be kept: its address, its days, its zone, its numbers."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from hackathon.domain.attendance import Registration
from hackathon.domain.errors import BadEntry
from hackathon.domain.votes import Weights

# The site's own first words; an event of that name would hide them, or be hidden by them.
TAKEN_BY_THE_SITE = frozenset(
    {"sign-in", "sign-out", "account", "calendars", "api", "static", "health", "events"}
)
LONGEST_SLUG = 60
LONGEST_EVENT = timedelta(days=366)
YEARS = range(1990, 2100)
OPENS, CLOSES = time(9), time(17)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFields:
    """Everything about an event that an organizer may change, whole.

    The voting window and the end of proposals are in local time, on the clocks of `zone`; `percent_*`
    weigh the votes of people who have not confirmed, `cost_*` multiply what an agenda costs, `hue` is in
    degrees. A contact runs at most `most_in_a_row` sessions without a break (0: any number). No
    `capacity` means that everybody has a place; one that is offered is held for `offer_hours`.
    """

    title: str
    zone: str
    first_day: date
    last_day: date
    place: str | None = None
    about: str = ""
    notice: str = ""
    votes_open: datetime | None = None
    votes_close: datetime | None = None
    proposals_close: datetime | None = None
    weights: Weights = field(default_factory=Weights)
    percent_invited: int = 50
    percent_maybe: int = 50
    cost_loss: int = 10
    cost_seat: int = 1
    cost_change: int = 20
    most_in_a_row: int = 0
    room_change_minutes: int = 0
    hue: int = 250
    registration: Registration = Registration.CLOSED
    capacity: int | None = None
    offer_hours: int = 48

    def __post_init__(self) -> None:
        check_title(self.title)
        check_zone(self.zone)
        check_days(self.first_day, self.last_day)
        for moment in (self.votes_open, self.votes_close, self.proposals_close):
            if moment:
                check_year(moment)
        if self.votes_open and self.votes_close and self.votes_close <= self.votes_open:
            raise BadEntry("Voting closes before it opens. Choose a later closing time, or leave one empty.")
        _check_range("A status weighs", (self.percent_invited, self.percent_maybe), 0, 100)
        _check_range("A multiplier is", (self.cost_loss, self.cost_seat, self.cost_change), 0, 1000)
        _check_range("The number of sessions in a row is", (self.most_in_a_row,), 0, 20)
        _check_range("The time to change rooms is, in minutes,", (self.room_change_minutes,), 0, 240)
        _check_range("The hue is", (self.hue,), 0, 359)
        _check_range("The number of places is", (self.capacity or 0,), 0, 100_000)
        _check_range("A place is held, in hours,", (self.offer_hours,), 1, 720)

    def moment(self, local: datetime | None) -> datetime | None:
        """Return a local time of the event as a moment in UTC."""
        return local and local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)


def check_slug(slug: str) -> None:
    """Raise BadEntry for a slug that cannot stand first in an address."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > LONGEST_SLUG:
        raise BadEntry(
            f"“{slug}” cannot be an address. Use lower case letters, digits and single hyphens, "
            f"at most {LONGEST_SLUG} of them, as in dublin-2013."
        )
    if slug in TAKEN_BY_THE_SITE:
        raise BadEntry(
            f"“{slug}” is an address of the site itself. Add a place or a year, as in {slug}-2013."
        )


def check_title(title: str) -> None:
    """Raise BadEntry for an event without a name."""
    if not title.strip():
        raise BadEntry("An event needs a title. Write the name that people know it by.")


def check_zone(zone: str) -> None:
    """Raise BadEntry for a time zone that nobody keeps."""
    if zone not in zones():
        raise BadEntry(f"“{zone}” is not a time zone. Write one such as Europe/Dublin or America/New_York.")


def check_days(first_day: date, last_day: date) -> None:
    """Raise BadEntry for days in the wrong order, or for more of them than an event can have."""
    check_year(first_day)
    check_year(last_day)
    if last_day < first_day:
        raise BadEntry("The last day is before the first. Choose a later last day.")
    if last_day - first_day >= LONGEST_EVENT:
        raise BadEntry(f"An event has at most {LONGEST_EVENT.days} days. Choose an earlier last day.")


def check_year(day: date) -> None:
    """Raise BadEntry for a year that can only be a slip of the finger."""
    if day.year not in YEARS:
        raise BadEntry(
            f"{day.year} cannot be the year. Write four digits, from {YEARS.start} to {YEARS.stop - 1}."
        )


def days_of(first_day: date, last_day: date) -> tuple[date, ...]:
    """Return every day from the first to the last."""
    return tuple(first_day + timedelta(days=each) for each in range((last_day - first_day).days + 1))


@cache
def zones() -> frozenset[str]:
    """Return the names of the IANA time zones, without those that mean "this machine's own"."""
    return frozenset(available_timezones() - {"localtime", "Factory", "build/etc/localtime"})


def _check_range(what: str, numbers: tuple[int, ...], least: int, most: int) -> None:
    for number in numbers:
        if not least <= number <= most:
            raise BadEntry(
                f"{what} a whole number from {least} to {most}, not {number}. Choose one of those."
            )
