"""The outbox: a mail is written in the transaction of what causes it, and sent once that is kept."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app

from hackathon.domain.mail import Invite, MailKind
from hackathon.exports import letters
from hackathon.exports.text import one_line
from hackathon.extensions import db, settings
from hackathon.models import Event, Mail, Person
from hackathon.services.transactions import afterwards, transaction

SITE = "Hackathons"
"""Who writes where no event does."""


@transaction
def write(
    *,
    kind: MailKind,
    to: str,
    name: str,
    words: Mapping[str, Any],
    event: Event | None = None,
    person: Person | None = None,
    calendar: Invite | None = None,
    now: datetime,
) -> Mail:
    """Put a mail into the outbox; it goes out as soon as the transaction is committed, and not without it.

    The template of the kind, in `templates/mail/`, is given the words, the event, the greeting (the name; ""
    for none) and the title and address of where it comes from. The caller may still set `reply_to` and
    `good_until` on what is returned: a mail that could not be sent by then is given up.
    """
    context = _context(event, name) | dict(words)
    hue = event.hue if event else None
    letter = letters.draw(kind.value, context, hue=hue, templates=current_app.jinja_env)
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
        unsubscribe=words.get("unsubscribe"),
        message_id=f"<{uuid.uuid4()}@{settings().mail_from.rpartition('@')[2]}>",
        made_at=now,
        next_try_at=now,
    )
    db.session.add(mail)
    afterwards("send_mail")
    return mail


def _context(event: Event | None, name: str) -> dict[str, Any]:
    """Return what every letter's frame asks for."""
    return {
        "event": event,
        "title": event.title if event else SITE,
        "address": f"{settings().url}/{event.slug}/" if event else "",
        "greeting": one_line(name),
        "unsubscribe": None,
    }
