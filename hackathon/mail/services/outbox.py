"""The outbox: an email is written in the transaction that causes it, and sent after the commit."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import or_, update

from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core import translation
from hackathon.core.background import BackgroundTask
from hackathon.core.database.transactions import afterwards, transaction
from hackathon.core.domain.server_clocks import TOLERANCE
from hackathon.core.errors import MailSettled
from hackathon.core.extensions import db, settings
from hackathon.core.text.files import one_line
from hackathon.core.text.messages import message
from hackathon.mail.domain import Invite, MailKind, MailState
from hackathon.mail.exports import rendering
from hackathon.mail.models import Mail

if TYPE_CHECKING:
    from hackathon.accounts.models import Person
    from hackathon.events.models import Event

SEND_MAIL: BackgroundTask[()] = BackgroundTask("send_mail")
"""Sends due emails."""

SITE = "Hackathons"
"""The sender's name for emails without an event."""


@transaction
def write(
    *,
    kind: MailKind,
    to: str,
    name: str,
    words: Mapping[str, Any] | rendering.Letter,
    event: "Event | None" = None,
    person: "Person | None" = None,
    calendar: Invite | None = None,
    now: datetime,
) -> Mail:
    """Put an email into the outbox; it is sent once the transaction is committed, and not otherwise.

    The template of its kind, in `templates/mail/`, gets the values, the event, the greeting (the name; "" for
    none), and the sender's title and address. The caller may set `reply_to` and `good_until` on the result:
    an email that can't be sent by then is given up. A letter rendered earlier replaces the template.
    """
    if isinstance(words, rendering.Letter):
        letter, unsubscribe = words, None
    else:
        language = language_of(event=event, person=person)
        letter = draw(kind=kind, words=words, event=event, language=language, name=name)
        unsubscribe = words.get("unsubscribe")
    mail = Mail(
        event_id=event.id if event else None,
        person_id=person.id if person else None,
        kind=kind,
        is_bulk=kind.is_bulk,
        to_address=to.strip(),
        to_name=one_line(name),
        sender_name=one_line(event.title if event else SITE),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        calendar=calendar.content if calendar else None,
        calendar_method=calendar.method if calendar else None,
        unsubscribe=unsubscribe,
        message_id=f"<{uuid.uuid4()}@{settings().mail_from.rpartition('@')[2]}>",
        made_at=now,
        # So that a worker whose clock is behind still sends it at once.
        next_try_at=now - TOLERANCE,
    )
    db.session.add(mail)
    afterwards(SEND_MAIL)
    return mail


def draw(
    *, kind: MailKind, words: Mapping[str, Any], event: "Event | None", language: str, name: str
) -> rendering.Letter:
    """Return the text of an email, as `write` does, without saving it."""
    context = _context(event, name) | dict(words)
    hue = event.hue if event else None
    with translation.in_language(language):
        return rendering.draw(kind.value, context, hue=hue, templates=current_app.jinja_env)


def language_of(*, event: "Event | None", person: "Person | None") -> str:
    """Return the language of an email: the recipient's, else the event's, else the current reader's.

    An email without an event, such as a sign-in link, goes to the person who has just requested it.
    """
    if person is not None and person.language:
        return person.language
    return event.language if event is not None else translation.current_language()


@transaction
def try_again(*, mail: Mail, by: "Person | None", now: datetime) -> None:
    """Send an email again that is waiting, failed, was dropped or may not have arrived.

    Raises MailSettled if it has been sent meanwhile, is being sent, or is no longer useful.
    """
    _lock(mail, MailState.WAITING, MailState.FAILED, MailState.UNKNOWN, MailState.DROPPED)
    if mail.good_until is not None and mail.good_until <= now:
        raise MailSettled(message("This email is out of date, so it won't be sent again."))
    mail.state, mail.next_try_at = MailState.WAITING, now - TOLERANCE
    _note(mail, LogKind.SENT_MAIL_AGAIN, by, now)
    afterwards(SEND_MAIL)


@transaction
def try_all_again(*, event: "Event", by: "Person | None", now: datetime) -> int:
    """Retry all failed emails of the event now, and return their number."""
    is_useful = or_(Mail.good_until.is_(None), Mail.good_until > now)
    again = db.session.connection().execute(
        update(Mail)
        .where(Mail.event_id == event.id, Mail.state == MailState.FAILED, is_useful)
        .values(state=MailState.WAITING, next_try_at=now - TOLERANCE)
    )
    if again.rowcount:
        activity.record(LogKind.SENT_FAILED_MAILS_AGAIN, event=event, by=by, now=now, number=again.rowcount)
        afterwards(SEND_MAIL)
    return again.rowcount


@transaction
def arrived(*, mail: Mail, by: "Person | None", now: datetime) -> None:
    """Record that an email with unknown outcome arrived; raises MailSettled for any other."""
    _lock(mail, MailState.UNKNOWN)
    mail.be_sent(mail.claimed_at or now)
    _note(mail, LogKind.MARKED_MAIL_DELIVERED, by, now)


@transaction
def drop(*, mail: Mail, by: "Person | None", now: datetime) -> None:
    """Give up an unsent email; raises MailSettled if it was sent or is being sent."""
    _lock(mail, MailState.WAITING, MailState.FAILED, MailState.UNKNOWN)
    mail.state = MailState.DROPPED
    _note(mail, LogKind.GAVE_MAIL_UP, by, now)


def _lock(mail: Mail, *states: MailState) -> None:
    """Lock the email while its fate is decided; raises MailSettled if somebody has decided it already."""
    db.session.refresh(mail, with_for_update=True)
    if mail.state not in states:
        raise MailSettled(
            message("This email has been sent, or is being sent right now. Please check the list again.")
        )


def _note(mail: Mail, kind: LogKind, by: "Person | None", now: datetime) -> None:
    if mail.event is not None:
        activity.record(
            kind,
            event=mail.event,
            by=by,
            now=now,
            subject=mail.subject,
            recipient=mail.to_name or mail.to_address,
        )


def _context(event: "Event | None", name: str) -> dict[str, Any]:
    """Return what the frame of every email needs."""
    return {
        "event": event,
        "title": event.title if event else SITE,
        "address": f"{settings().url}/{event.slug}/" if event else "",
        "greeting": one_line(name),
        "unsubscribe": None,
    }
