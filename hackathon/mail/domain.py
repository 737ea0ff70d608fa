"""Kinds and states of emails, and when to retry."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class MailKind(StrEnum):
    """The kind of an email; `templates/mail/` has a template for each."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    REMINDER = "reminder"
    WITHDRAWAL = "withdrawal"
    ANSWER = "answer"
    """That someone comes or does not, as they answered, for them and their calendar to keep."""
    PLACE = "place"
    """A place that has become free for someone who waits for one."""
    ANNOUNCEMENT = "announcement"
    """What an organizer writes to many."""
    NOTICE = "notice"
    """A change of the agenda that concerns someone."""
    ADDRESS = "address"
    """A link by which someone shows that they read their new address."""
    ADDRESS_CHANGED = "address_changed"
    """That an account has another address from now on, for whoever reads the old one."""
    SESSION = "session"
    """A session that someone asked to be reminded of."""
    MINUTES = "minutes"
    """That the minutes of a session are still to be written, for those who ran it."""

    @property
    def is_bulk(self) -> bool:
        """Whether many are sent at once, so that more urgent emails go first."""
        return self in (MailKind.INVITATION, MailKind.REMINDER, MailKind.ANNOUNCEMENT)


class MailState(StrEnum):
    """Where an email stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    """The mail server took it."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may have arrived or not; only a person can find out, so it is never sent again by itself."""
    DROPPED = "dropped"
    """An organizer decided not to send it, or the next one took its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A calendar as part of an email, which the reader's calendar offers to take in."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An email as it goes out."""

    sender: str
    sender_name: str
    to: str
    to_name: str
    reply_to: str | None = None
    subject: str
    text: str
    html: str
    calendar: Invite | None = None
    unsubscribe: str | None = None
    message_id: str
    written_at: datetime


class Verdict(StrEnum):
    """What became of handing an email to the mail server."""

    TAKEN = "taken"
    LATER = "later"
    """The server does not take this mail now."""
    NEVER = "never"
    CLOSED = "closed"
    """The server takes no mail at all now, so this one was not really tried."""
    UNKNOWN = "unknown"
    """All of the email was handed over, and no answer came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerReply:
    """The verdict on an email, with the server's words where it is not simply taken."""

    verdict: Verdict
    words: str = ""


DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""How long an email that was put off waits, after each attempt; after the last one it is given up."""

WHEN_CLOSED = timedelta(minutes=1)
"""How long all mail waits for a server that takes none; that is asked once for all, and forever."""

HARMLESS_TWICE = frozenset({MailKind.SIGN_IN})
"""Mail that is better sent twice than not at all, since someone waits for it and no page shows it."""

KEPT_FOR = timedelta(days=90)
"""How long is known that an email was sent, or came to nothing."""


def next_try(*, attempts: int, now: datetime) -> datetime | None:
    """Return when an email that was tried that often is tried again; None if it is given up."""
    return now + DELAYS[attempts - 1] if attempts <= len(DELAYS) else None
