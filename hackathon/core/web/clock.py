"""The clock of the event's pages: the current time, or the time of a rehearsal."""

from datetime import UTC, datetime, timedelta

from flask import Flask, current_app

from hackathon.config import BadSetting

AHEAD = "CLOCK_AHEAD"
"""The configuration key for how far the application's clock is ahead of the real one."""


def init_app(app: Flask, starts_at: str) -> None:
    """Let the clock start at a date and time with a zone; an empty string means now.

    Raises BadSetting for an invalid text.
    """
    app.config[AHEAD] = _moment(starts_at) - datetime.now(UTC) if starts_at else timedelta(0)


def current_time() -> datetime:
    """Return the current time in UTC. No request can change it."""
    return time_of(current_app)


def time_of(app: Flask) -> datetime:
    """Return the current time in UTC by an application's clock."""
    ahead: timedelta = app.config[AHEAD]
    return datetime.now(UTC) + ahead


def seconds_ahead() -> int:
    """Return how far the clock is ahead of the real one, for scripts that show the time in a browser."""
    ahead: timedelta = current_app.config[AHEAD]
    return round(ahead.total_seconds())


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadSetting(
            f"HACKATHON_CLOCK is '{text}'. Write a date and time with its zone, "
            "such as 2013-05-16T12:30+01:00."
        )
    return moment
