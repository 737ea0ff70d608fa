"""The files of a revision: made once, compressed once, and answered from the database ever after."""

import gzip
import hashlib
from collections.abc import Iterator
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from hackathon.config import beside_package
from hackathon.domain.agenda import Agenda, AgendaSession
from hackathon.exports import frab, ical
from hackathon.extensions import db, settings
from hackathon.models import Revision, RevisionFile
from hackathon.queries.agendas import PAPER
from hackathon.services.transactions import transaction

CALENDAR = "text/calendar; charset=utf-8"
PDF = "application/pdf"
XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"


@transaction
def make_feeds(*, revision: Revision, agenda: Agenda) -> None:
    """Make the calendars of the event, of each area, each room and each topic, and the schedules for apps."""
    for name, content in _calendars(agenda):
        _keep(revision, name, CALENDAR, content)
    url = _event_url(agenda)
    _keep(revision, "schedule.xml", XML, frab.schedule_xml(agenda, url))
    _keep(revision, "schedule.json", JSON, frab.schedule_json(agenda, url))


def make_paper(*, revision: Revision, now: datetime) -> None:
    """Make the printed agenda, unless it is there; slow, so it is done in the background."""
    if PAPER in _names(revision):
        return
    from hackathon.exports import pdf  # noqa: PLC0415 -- slow import

    sheet = pdf.agenda_sheet(
        revision.agenda,
        templates=current_app.jinja_env,
        assets=beside_package("static"),
        live_url=f"{settings().url}/{revision.event.slug}/agenda/",
        printed_at=now,
    )
    _keep_paper(revision=revision, content=sheet.content, notes="".join(sheet.missing))


@transaction
def _keep_paper(*, revision: Revision, content: bytes, notes: str) -> None:
    if PAPER not in _names(revision):
        _keep(revision, PAPER, PDF, content, notes)


def content(*, revision: Revision, name: str, now: datetime) -> bytes:
    """Return one file of the revision, making the printed agenda where it is still to be made."""
    if name == PAPER:
        make_paper(revision=revision, now=now)
    file = select(RevisionFile).where(RevisionFile.revision_id == revision.id, RevisionFile.name == name)
    return db.session.scalars(file).one().content


def topic_link(agenda: Agenda) -> ical.Link:
    """Return what makes the address of a session's topic, for the calendars of the agenda."""
    url = _event_url(agenda)

    def link(session: AgendaSession) -> str:
        return f"{url}/topics/{session.address}"

    return link


def _calendars(agenda: Agenda) -> Iterator[tuple[str, bytes]]:
    link = topic_link(agenda)
    yield "agenda.ics", ical.calendar(agenda, name=agenda.title, link=link)
    for area in agenda.areas:
        name = f"{agenda.title}: {area.name}"
        yield f"areas/{area.slug}.ics", ical.calendar(agenda.in_area(area.slug), name=name, link=link)
    for room in agenda.rooms:
        name = f"{agenda.title}: {room.name}"
        yield f"rooms/{room.slug}.ics", ical.calendar(agenda.in_room(room.slug), name=name, link=link)
    for number, title in {session.topic: session.title for session in agenda.sessions}.items():
        only = agenda.of_topics([number])
        yield f"topics/{number}.ics", ical.calendar(only, name=title, link=link)


def _keep(revision: Revision, name: str, media_type: str, content: bytes, notes: str = "") -> None:
    db.session.add(
        RevisionFile(
            revision_id=revision.id,
            name=name,
            media_type=media_type,
            etag=hashlib.sha256(content).hexdigest()[:32],
            content=content,
            zipped=gzip.compress(content, mtime=0),
            notes=notes,
        )
    )


def _names(revision: Revision) -> set[str]:
    return set(db.session.scalars(select(RevisionFile.name).where(RevisionFile.revision_id == revision.id)))


def _event_url(agenda: Agenda) -> str:
    return f"{settings().url}/{agenda.event}"
