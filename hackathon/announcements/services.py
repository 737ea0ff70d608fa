"""Sending an announcement to everyone in a group who hasn't unsubscribed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.announcements import queries as announcements
from hackathon.announcements.domain import AnnouncementFields, filled, filled_markdown
from hackathon.announcements.models import Announcement, Unsubscription
from hackathon.attendance.invitations.services import invitation_links
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import SENT_BEFORE, transaction
from hackathon.core.database.upsert import insert_if_new, upsert
from hackathon.core.errors import BadEntry, LinkSpent, StaleForm
from hackathon.core.extensions import db, settings
from hackathon.core.text.emails import check_email
from hackathon.core.text.markdown import check_markup
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.exports.rendering import Letter
from hackathon.mail.models import Mail
from hackathon.mail.services import outbox

IN_PREVIEW = "…"
"""Replaces personal links in a preview, because only their owner may see them."""


def preview(*, event: Event, fields: AnnouncementFields, to: Person, by: Person) -> Letter:
    """Return the message as one recipient would get it; nothing is saved."""
    home = f"{settings().url}/{event.slug}"
    words = _words(event, fields, to, by, f"{home}/{IN_PREVIEW}")
    words["unsubscribe"] = f"{home}/announcements/{IN_PREVIEW}"
    language = outbox.language_of(event=event, person=to)
    return outbox.draw(kind=MailKind.ANNOUNCEMENT, words=words, event=event, language=language, name=to.name)


@transaction(takes=Lock.SHARED)
def try_out(*, event: Event, fields: AnnouncementFields, by: Person, now: datetime) -> Mail:
    """Send the message to the organizer only; raises BadEntry if they have no address."""
    if by.email is None:
        raise BadEntry(message("We don't have an email address for you. Please add one under People."))
    check_markup(fields.text)
    return _write(event, fields, by, by, f"{settings().url}/{event.slug}/", now)


@transaction
def announce(*, event: Event, fields: AnnouncementFields, form_key: str, by: Person, now: datetime) -> int:
    """Email all recipients and return their number; 0 if the same form was sent before.

    Raises BadEntry if there are no recipients, or the address for replies is invalid, and StaleForm if the
    form was sent before with something else.
    """
    check_markup(fields.text)
    if fields.reply_to:
        check_email(fields.reply_to)
    is_new = insert_if_new(
        Announcement,
        key=("event_id", "form_key"),
        values={
            "event_id": event.id,
            "form_key": form_key,
            "audience": fields.audience,
            "subject": fields.subject,
            "text": fields.text,
            "written_by_id": by.id,
            "written_at": now,
        },
    )
    kept = db.session.scalars(
        select(Announcement).where(Announcement.event_id == event.id, Announcement.form_key == form_key)
    ).one()
    if not is_new:
        if (kept.audience, kept.subject, kept.text) != (fields.audience, fields.subject, fields.text):
            raise StaleForm(SENT_BEFORE)
        return 0
    to = announcements.recipients(event, fields.audience, fields.part, fields.people)
    if fields.is_shown:
        event.notice = filled(fields.subject, name="", link="").strip(" ,")
    if not to:
        raise BadEntry(
            message("Nobody in this group both has an email address and is subscribed to announcements.")
        )
    links = _links(event, fields, to, now)
    for person in to:
        home = f"{settings().url}/{event.slug}/"
        mail = _write(event, fields, person, by, links.get(person.id, home), now)
        mail.announcement_id = kept.id
    activity.record(
        LogKind.WROTE_ANNOUNCEMENT, event=event, by=by, now=now, subject=fields.subject, number=len(to)
    )
    return len(to)


def unsubscribe_address(*, event: Event, person: Person) -> str:
    """Return the address of the person's unsubscribe link."""
    return f"{settings().url}/{event.slug}/announcements/{_signer().dumps([event.id, person.id])}"


def whose(*, event: Event, secret: str) -> Person:
    """Return the person and event of an unsubscribe link; raises LinkSpent if we never created it."""
    try:
        event_id, person_id = _signer().loads(secret)
    except (BadSignature, ValueError, TypeError):
        event_id = person_id = None
    person = db.session.get(Person, person_id) if event_id == event.id else None
    if person is None:
        raise LinkSpent(message("This link isn't valid. Open it from the email again."))
    return person


@transaction(takes=Lock.SHARED)
def unsubscribe(*, event: Event, person: Person, now: datetime) -> None:
    """Unsubscribe the person from the event's announcements; doing so twice changes nothing."""
    upsert(Unsubscription, key={"event_id": event.id, "person_id": person.id}, values={"at": now})


@transaction(takes=Lock.SHARED)
def subscribe(*, event: Event, person: Person) -> None:
    """Subscribe the person again."""
    db.session.execute(
        delete(Unsubscription).where(
            Unsubscription.event_id == event.id, Unsubscription.person_id == person.id
        )
    )


def _write(
    event: Event, fields: AnnouncementFields, to: Person, by: Person, link: str, now: datetime
) -> Mail:
    mail = outbox.write(
        kind=MailKind.ANNOUNCEMENT,
        to=to.email or "",
        name=to.name,
        words=_words(event, fields, to, by, link),
        event=event,
        person=to,
        now=now,
    )
    mail.reply_to = fields.reply_to
    return mail


def _words(event: Event, fields: AnnouncementFields, to: Person, by: Person, link: str) -> dict[str, Any]:
    return {
        "greeting": "",
        "subject": filled(fields.subject, name=to.name, link=link),
        "said": filled(fields.text, name=to.name, link=link),
        "marked": filled_markdown(fields.text, name=to.name, link=link),
        "by": by.name,
        "unsubscribe": unsubscribe_address(event=event, person=to),
    }


def _links(event: Event, fields: AnnouncementFields, to: Sequence[Person], now: datetime) -> dict[int, str]:
    """Return each invited person's link for answering, if the text contains its placeholder."""
    if "{link}" not in fields.text:
        return {}
    keys = [person.id for person in to]
    found = db.session.scalars(
        select(Attendance).where(Attendance.event_id == event.id, Attendance.person_id.in_(keys))
    ).all()
    secrets = invitation_links.make(to=found, now=now)
    return {each.person_id: invitation_links.address(event, secrets[each.id]) for each in found}


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="announcements")
