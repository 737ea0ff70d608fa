"""What a mail is for, where it stands, and when it is tried again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class MailKind(StrEnum):
    """What a mail is for; `templates/mail/` has the words of each."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    REMINDER = "reminder"
    WITHDRAWAL = "withdrawal"
    ANSWER = "answer"
    """What somebody answered, for them to keep."""
    PLACE = "place"
    """A place that has become free for somebody who waits for one."""
    ANNOUNCEMENT = "announcement"
    """What an organizer writes to many."""
    NOTICE = "notice"
    """A change of the agenda that concerns somebody."""


class MailState(StrEnum):
    """Where a mail stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    """The mail server took it."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may have arrived or not; only a person can find out, so it is never sent again by itself."""
    DROPPED = "dropped"
    """An organizer decided not to send it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A calendar as part of a mail, which the reader's calendar offers to take in."""

    method: str
    content: bytes


DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""How long a mail that was put off waits, after each attempt; after the last one it is given up."""


def next_try(*, attempts: int, now: datetime) -> datetime | None:
    """Return when a mail that was tried that often is tried again; None if it is given up."""
    return now + DELAYS[attempts - 1] if attempts <= len(DELAYS) else None
