"""Delivering emails: a sender claims one, and the server's response decides its state."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import undefer

from hackathon.core.database import liveness
from hackathon.core.database.transactions import transaction
from hackathon.core.extensions import db, settings
from hackathon.core.text.messages import message
from hackathon.mail.domain import (
    HARMLESS_TWICE,
    KEPT_FOR,
    WHEN_CLOSED,
    Invite,
    MailState,
    Outgoing,
    ServerReply,
    Verdict,
    next_try,
)
from hackathon.mail.models import Mail

LOST = str(message("The server stopped while sending this email. It may or may not have arrived."))
TOO_LATE = str(message("It couldn't be sent in time."))
OVER = (MailState.SENT, MailState.FAILED, MailState.UNKNOWN, MailState.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryClaim:
    """One attempt to send one email, made by a single sender."""

    mail: int
    attempt: int
    worker: int
    outgoing: Outgoing


def is_due(now: datetime) -> bool:
    """Whether an email is due."""
    return db.session.scalar(select(Mail.id).where(_due(now)).limit(1)) is not None


@transaction
def claim(*, worker: int, now: datetime) -> DeliveryClaim | None:
    """Claim the next due email, so that no other sender sends it; None if none is due.

    The claim lasts as long as the worker is alive; after that, the email waits again.
    """
    return _claim(worker, now)


@transaction
def hand_over(*, claim: DeliveryClaim, now: datetime) -> bool:
    """Record that the email is about to be completed; return False if this sender no longer holds it.

    From now on, only the mail server's response tells whether it arrived. So if the sender is killed now, the
    email is not sent again automatically.
    """
    mine = (Mail.state == MailState.SENDING) & (Mail.claimed_by == claim.worker)
    marked = db.session.connection().execute(
        update(Mail)
        .where(Mail.id == claim.mail, Mail.attempts == claim.attempt, mine)
        .values(handed_over_at=now)
    )
    return bool(marked.rowcount)


@transaction
def record_outcome(
    *, claim: DeliveryClaim, answer: ServerReply, claims_next: bool, now: datetime
) -> DeliveryClaim | None:
    """Record the outcome of an attempt and, in the same commit, claim the next email if requested."""
    mail = db.session.scalar(
        select(Mail)
        .where(Mail.id == claim.mail, Mail.attempts == claim.attempt, Mail.claimed_by == claim.worker)
        .where(Mail.state.in_((MailState.SENDING, MailState.UNKNOWN)))
        .with_for_update()
    )
    if mail is not None:  # An organizer may have decided meanwhile.
        _settle(mail, answer, now)
    return _claim(claim.worker, now) if claims_next else None


@transaction
def put_off(*, words: str, now: datetime) -> None:
    """Postpone all due email, because the server accepts none."""
    db.session.execute(update(Mail).where(_due(now)).values(next_try_at=now + WHEN_CLOSED, last_error=words))


@transaction
def tidy(*, now: datetime) -> None:
    """Release emails of killed senders, give up late ones, and delete old ones."""
    _free()
    is_late = and_(Mail.state == MailState.WAITING, Mail.good_until <= now, ~Mail.is_held)
    db.session.execute(update(Mail).where(is_late).values(state=MailState.FAILED, last_error=TOO_LATE))
    db.session.execute(delete(Mail).where(Mail.state.in_(OVER), Mail.made_at < now - KEPT_FOR))


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(Mail.state == MailState.WAITING, Mail.next_try_at <= now, ~Mail.is_held)


def _free() -> None:
    """Release the emails of dead senders: those that were not completed wait again."""
    sending = db.session.scalars(select(Mail.claimed_by).where(Mail.state == MailState.SENDING).distinct())
    if not (claimants := set(sending)):
        return
    dead = claimants - liveness.alive()
    is_lost = and_(Mail.state == MailState.SENDING, or_(Mail.claimed_by.in_(dead), Mail.claimed_by.is_(None)))
    is_ended = Mail.handed_over_at.is_not(None) & Mail.kind.not_in(HARMLESS_TWICE)
    db.session.execute(update(Mail).where(is_lost, is_ended).values(state=MailState.UNKNOWN, last_error=LOST))
    db.session.execute(update(Mail).where(is_lost).values(state=MailState.WAITING))


def _claim(worker: int, now: datetime) -> DeliveryClaim | None:
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
    mail.claimed_by, mail.handed_over_at = worker, None
    return DeliveryClaim(mail=mail.id, attempt=mail.attempts, worker=worker, outgoing=_outgoing(mail))


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


def _settle(mail: Mail, answer: ServerReply, now: datetime) -> None:
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
