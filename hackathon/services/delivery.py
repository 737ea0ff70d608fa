"""What becomes of the mails in the outbox: claimed by one sender, then settled by the server's answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import undefer

from hackathon.domain.mail import (
    KEPT_FOR,
    LOST_AFTER,
    WHEN_CLOSED,
    Answer,
    Invite,
    MailState,
    Outgoing,
    Verdict,
    next_try,
)
from hackathon.extensions import db, settings
from hackathon.models import Mail
from hackathon.services.transactions import transaction

LOST = "The program was stopped while it handed this mail over. It may have arrived or not."
TOO_LATE = "It could not be sent while it was of use."
OVER = (MailState.SENT, MailState.FAILED, MailState.UNKNOWN, MailState.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One attempt to send one mail, which nobody else makes."""

    mail: int
    attempt: int
    outgoing: Outgoing


def is_due(now: datetime) -> bool:
    """Whether any mail waits to be sent."""
    return db.session.scalar(select(Mail.id).where(_due(now)).limit(1)) is not None


@transaction
def claim(*, now: datetime) -> Claim | None:
    """Take the next mail that is due, so that no other sender does; None if none is.

    It is written down before anything is sent: a sender that is killed leaves a mail of which is not known
    whether it arrived, never one that is sent again by itself.
    """
    return _claim(now)


@transaction
def settle(*, claim: Claim, answer: Answer, claims_next: bool, now: datetime) -> Claim | None:
    """Write down what became of an attempt and, in the same commit, claim the next mail where asked to."""
    mail = db.session.scalar(
        select(Mail)
        .where(Mail.id == claim.mail, Mail.attempts == claim.attempt)
        .where(Mail.state.in_((MailState.SENDING, MailState.UNKNOWN)))
        .with_for_update()
    )
    if mail is not None:  # an organizer may have decided meanwhile
        _settle(mail, answer, now)
    return _claim(now) if claims_next else None


@transaction
def put_off(*, words: str, now: datetime) -> None:
    """Let all mail that is due wait for a server that takes none."""
    db.session.execute(update(Mail).where(_due(now)).values(next_try_at=now + WHEN_CLOSED, last_error=words))


@transaction
def tidy(*, now: datetime) -> None:
    """Settle what a killed sender left, give up what comes too late, and forget what was long ago."""
    is_lost = and_(Mail.state == MailState.SENDING, Mail.claimed_at < now - LOST_AFTER)
    db.session.execute(update(Mail).where(is_lost).values(state=MailState.UNKNOWN, last_error=LOST))
    is_late = and_(Mail.state == MailState.WAITING, Mail.good_until <= now)
    db.session.execute(update(Mail).where(is_late).values(state=MailState.FAILED, last_error=TOO_LATE))
    db.session.execute(delete(Mail).where(Mail.state.in_(OVER), Mail.made_at < now - KEPT_FOR))


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(Mail.state == MailState.WAITING, Mail.next_try_at <= now)


def _claim(now: datetime) -> Claim | None:
    mail = db.session.scalar(
        select(Mail)
        .where(_due(now))
        .order_by(Mail.is_bulk, Mail.next_try_at, Mail.id)
        .limit(1)
        .options(undefer(Mail.text), undefer(Mail.html), undefer(Mail.calendar))
        .with_for_update(skip_locked=True)
    )
    if mail is None:
        return None
    mail.state, mail.claimed_at, mail.attempts = MailState.SENDING, now, mail.attempts + 1
    return Claim(mail=mail.id, attempt=mail.attempts, outgoing=_outgoing(mail))


def _outgoing(mail: Mail) -> Outgoing:
    return Outgoing(
        sender=settings().mail_from,
        sender_name=mail.sender_name,
        to=mail.to_address,
        to_name=mail.to_name,
        reply_to=mail.reply_to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        calendar=Invite(method=mail.calendar_method or "", content=mail.calendar) if mail.calendar else None,
        unsubscribe=mail.unsubscribe,
        message_id=mail.message_id,
        written_at=mail.made_at,
    )


def _settle(mail: Mail, answer: Answer, now: datetime) -> None:
    mail.last_error = answer.words
    if answer.verdict is Verdict.TAKEN:
        mail.be_sent(now)
    elif answer.verdict is Verdict.UNKNOWN:
        mail.state = MailState.UNKNOWN
    elif answer.verdict is Verdict.CLOSED:
        mail.state, mail.next_try_at, mail.attempts = MailState.WAITING, now + WHEN_CLOSED, mail.attempts - 1
    else:
        again = next_try(attempts=mail.attempts, now=now) if answer.verdict is Verdict.LATER else None
        mail.state = MailState.WAITING if again else MailState.FAILED
        mail.next_try_at = again or mail.next_try_at
