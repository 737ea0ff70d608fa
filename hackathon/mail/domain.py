"""Kinds and states of emails, and when to retry."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class MailKind(StrEnum):
    """The kind of an email; `templates/mail/` has a template for each."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    INVITATION_REMINDER = "reminder"
    WITHDRAWAL = "withdrawal"
    ANSWER = "answer"
    """Confirms the person's answer, for them and their calendar."""
    PLACE = "place"
    """Offers a free place to someone on the waitlist."""
    ANNOUNCEMENT = "announcement"
    """A message from an organizer to many people."""
    NOTICE = "notice"
    """Tells someone about a change to the agenda that affects them."""
    ADDRESS = "address"
    """A link to confirm a new address."""
    ADDRESS_CHANGED = "address_changed"
    """Tells the previous address that the account has a new one."""
    SESSION_REMINDER = "session"
    """Reminds someone of a session, as they requested."""
    MINUTES = "minutes"
    """Reminds the hosts of a session that its minutes are missing."""

    @property
    def is_bulk(self) -> bool:
        """Whether many are sent at once, so that more urgent emails go first."""
        return self in (MailKind.INVITATION, MailKind.INVITATION_REMINDER, MailKind.ANNOUNCEMENT)


class MailState(StrEnum):
    """The state of an email."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    """The mail server accepted it."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may or may not have arrived. Only a person can find out, so it is never sent again automatically."""
    DROPPED = "dropped"
    """An organizer decided not to send it, or a newer email replaced it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A calendar attached to an email, which the recipient's calendar can import."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An email ready for sending."""

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
    """The outcome of handing an email to the mail server."""

    TAKEN = "taken"
    LATER = "later"
    """The server doesn't accept this email now."""
    NEVER = "never"
    CLOSED = "closed"
    """The server accepts no email at all now, so this one was not really tried."""
    UNKNOWN = "unknown"
    """The complete email was sent, but there was no response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerReply:
    """The verdict on an email, with the server's message unless the email was simply accepted."""

    verdict: Verdict
    words: str = ""


DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""How long an email waits after each failed attempt; after the last one it is given up."""

WHEN_CLOSED = timedelta(minutes=1)
"""How long all mail waits while the server accepts none; this is retried forever."""

HARMLESS_TWICE = frozenset({MailKind.SIGN_IN})
"""Email that is better sent twice than not at all: someone waits for it, and no page shows it."""

KEPT_FOR = timedelta(days=90)
"""How long records of sent or failed emails are kept."""


def next_try(*, attempts: int, now: datetime) -> datetime | None:
    """Return when an email is retried after that many attempts; None if it is given up."""
    return now + DELAYS[attempts - 1] if attempts <= len(DELAYS) else None
