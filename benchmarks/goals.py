"""What each page may cost, as a multiple of a Flask hello world under the same server in the same run."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The most that something may cost; None where nothing is asked.

    `ratio` is its processor time over that of hello, `kilobytes` what is sent, `p99` in milliseconds,
    `amount` a figure of its own unit: seconds or MiB.
    """

    ratio: float | None = None
    kilobytes: float | None = None
    p99: float | None = None
    amount: float | None = None


PUBLISHED = Goal(ratio=1.0)
UNCHANGED = Goal(ratio=0.7)

PAGES: Mapping[str, Goal] = {
    "agenda page": PUBLISHED,
    "agenda page (304)": UNCHANGED,
    "agenda.ics": PUBLISHED,
    "agenda.ics (304)": UNCHANGED,
    "schedule.xml": PUBLISHED,
    "schedule.xml (304)": UNCHANGED,
    "one topic": Goal(ratio=8),
    "topic list": Goal(ratio=20, kilobytes=15),
    "my agenda": Goal(ratio=6),
    "personal feed": Goal(ratio=6),
    "organizer: people": Goal(ratio=25),
    "organizer: topics": Goal(ratio=25),
    "organizer: schedule": Goal(ratio=30),
    "vote, 200 people at once": Goal(p99=1500),
}
"""The goals for 500 sessions and 400 people, by the page's name."""

FIRST_ANSWER = Goal(amount=0.6)
"""Seconds from the start of Python to the first answer."""
WORKER_MEMORY = Goal(amount=80)
"""MiB of a web worker (RSS)."""
PAPER = Goal(amount=1.5)
"""Seconds for the agenda of 500 sessions as PDF."""

MOST_GROWTH = 1.5
"""How many times as long a page may take at ten times the size."""
MOST_SLOWER = 1.15
"""How many times as much something may cost as in an earlier run before it is named."""
