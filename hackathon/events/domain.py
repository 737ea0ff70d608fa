"""Checking an event's address, days, time zone and numbers."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import available_timezones

from hackathon.core.domain import clocks
from hackathon.core.domain.attendance import Registration
from hackathon.core.domain.votes import UnlistedVotes, Weights
from hackathon.core.errors import BadEntry
from hackathon.core.text.characters import clean_name
from hackathon.core.text.languages import ENGLISH, check_language
from hackathon.core.text.messages import Message, message

# Reserved as first path segments of the site; an event with such a slug would hide a page, or be hidden by
# it.
TAKEN_BY_THE_SITE = frozenset(
    {
        "sign-in",
        "sign-out",
        "account",
        "calendars",
        "api",
        "static",
        "stylesheets",
        "health",
        "events",
        "offline",
        "service-worker",
        "manifest",
    }
)
LONGEST_SLUG = 60
LONGEST_EVENT = timedelta(days=366)
YEARS = range(1990, 2100)
OPENS, CLOSES = time(9), time(17)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFields:
    """All settings of an event.

    The voting window and the end of proposals are in local time, on the clocks of `zone`; `percent_*` weigh
    the votes of people who have not confirmed, `cost_*` are the multipliers of an agenda's cost, `hue` is in
    degrees. Calendars and paper are in `language`. A contact runs at most `most_in_a_row` sessions without a
    break (0: any number). Without a `capacity`, everyone has a place; an offered place is held for
    `offer_hours`.
    """

    title: str
    zone: str
    first_day: date
    last_day: date
    place: str | None = None
    about: str = ""
    notice: str = ""
    language: str = ENGLISH
    votes_open: datetime | None = None
    votes_close: datetime | None = None
    proposals_open: datetime | None = None
    proposals_close: datetime | None = None
    weights: Weights = field(default_factory=Weights)
    percent_invited: int = 50
    percent_maybe: int = 50
    cost_loss: int = 10
    cost_seat: int = 1
    cost_change: int = 20
    most_in_a_row: int = 0
    room_change_minutes: int = 0
    is_open_space: bool = False
    hue: int = 250
    registration: Registration = Registration.CLOSED
    unlisted_votes: UnlistedVotes = UnlistedVotes.REGISTRATION
    capacity: int | None = None
    offer_hours: int = 48

    def __post_init__(self) -> None:
        check_title(self.title)
        check_zone(self.zone)
        check_days(self.first_day, self.last_day)
        check_language(self.language)
        self._check_window(
            message("Voting closes before it opens. Please choose a later closing time, or leave one empty."),
            self.votes_open,
            self.votes_close,
        )
        self._check_window(
            message(
                "Proposals close before they open. Please choose a later closing time, or leave one empty."
            ),
            self.proposals_open,
            self.proposals_close,
        )
        _check_range(message("Vote weight"), (self.percent_invited, self.percent_maybe), 0, 100)
        _check_range(message("Multiplier"), (self.cost_loss, self.cost_seat, self.cost_change), 0, 1000)
        _check_range(message("Sessions in a row"), (self.most_in_a_row,), 0, 20)
        _check_range(message("Minutes to change rooms"), (self.room_change_minutes,), 0, 240)
        _check_range(message("Hue"), (self.hue,), 0, 359)
        _check_range(message("Number of places"), (self.capacity or 0,), 0, 100_000)
        _check_range(message("Hours to hold a place"), (self.offer_hours,), 1, 720)

    def _check_window(self, words: Message, opens: datetime | None, closes: datetime | None) -> None:
        for local in (opens, closes):
            if local:
                check_year(local)
        first, last = self.moment(opens), self.moment(closes)
        if first and last and last <= first:
            raise BadEntry(words)

    def moment(self, local: datetime | None) -> datetime | None:
        """Return a local time of the event in UTC.

        Raises BadEntry for a time that the clocks skip there or that occurs twice.
        """
        return local and clocks.checked_moment(local, self.zone)


def check_slug(slug: str) -> None:
    """Raise BadEntry for a slug that can't be the first part of a path."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > LONGEST_SLUG:
        raise BadEntry(
            message(
                "“%(slug)s” can't be used as an address. Please use up to %(longest)s lowercase letters, "
                "digits and single hyphens, as in dublin-2013.",
                slug=slug,
                longest=LONGEST_SLUG,
            ),
            at="slug",
        )
    if slug in TAKEN_BY_THE_SITE:
        raise BadEntry(
            message("“%(slug)s” is reserved. Please add a place or a year, as in %(slug)s-2013.", slug=slug),
            at="slug",
        )


def check_title(title: str) -> None:
    """Raise BadEntry for an event without a name."""
    if not clean_name(title).strip():
        raise BadEntry(message("Please enter a title."))


def check_zone(zone: str) -> None:
    """Raise BadEntry for a time zone that doesn't exist."""
    if zone not in zones():
        raise BadEntry(
            message(
                "“%(zone)s” is not a time zone. Please enter one such as Europe/Dublin or America/New_York.",
                zone=zone,
            ),
            at="zone",
        )


def check_days(first_day: date, last_day: date) -> None:
    """Raise BadEntry for days in the wrong order, or for too many of them."""
    check_year(first_day)
    check_year(last_day)
    if last_day < first_day:
        raise BadEntry(
            message("The last day is before the first day. Please choose a later one."), at="last_day"
        )
    if last_day - first_day >= LONGEST_EVENT:
        raise BadEntry(
            message(
                "An event can last at most %(days)s days. Please choose an earlier last day.",
                days=LONGEST_EVENT.days,
            ),
            at="last_day",
        )


def check_year(day: date) -> None:
    """Raise BadEntry for a year that can only be a typo."""
    if day.year not in YEARS:
        raise BadEntry(
            message(
                "%(year)s is not a valid year. Please enter four digits, from %(first)s to %(last)s.",
                year=day.year,
                first=YEARS.start,
                last=YEARS.stop - 1,
            )
        )


def days_of(first_day: date, last_day: date) -> tuple[date, ...]:
    """Return every day from the first to the last."""
    return tuple(first_day + timedelta(days=each) for each in range((last_day - first_day).days + 1))


@cache
def zones() -> frozenset[str]:
    """Return the names of the IANA time zones, without aliases for this machine's own zone."""
    return frozenset(available_timezones() - {"localtime", "Factory", "build/etc/localtime"})


def _check_range(what: Message, numbers: tuple[int, ...], least: int, most: int) -> None:
    for number in numbers:
        if not least <= number <= most:
            raise BadEntry(
                message(
                    "%(name)s: please enter a whole number from %(least)s to %(most)s, not %(number)s.",
                    name=what,
                    least=least,
                    most=most,
                    number=number,
                )
            )
