"""The files of a revision: generated and compressed once, then sent from the database."""

import gzip
import hashlib
from collections.abc import Iterator
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from hackathon.agenda.feeds.exports import frab, ical
from hackathon.agenda.models import Revision, RevisionFile
from hackathon.agenda.queries import PAPER
from hackathon.config import beside_package
from hackathon.core.background import BackgroundTask
from hackathon.core.database.transactions import end_reading, transaction
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.extensions import db, settings
from hackathon.core.translation import in_language

MAKE_PAPER = BackgroundTask[int]("make_paper")
"""Renders the PDF of a revision, by its key."""

CALENDAR = "text/calendar; charset=utf-8"
PDF = "application/pdf"
XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"


@transaction
def make_feeds(*, revision: Revision, agenda: Agenda) -> None:
    """Generate the calendars of the event, its areas, rooms and topics, and the schedules for apps."""
    with in_language(revision.event.language):
        for name, content in _calendars(agenda):
            _keep(revision, name, CALENDAR, content)
    url = _event_url(agenda)
    _keep(revision, "schedule.xml", XML, frab.schedule_xml(agenda, url))
    _keep(revision, "schedule.json", JSON, frab.schedule_json(agenda, url))


def make_paper(*, revision: Revision, now: datetime) -> None:
    """Render the PDF unless it exists; slow, so it runs in the background."""
    if PAPER in _names(revision):
        return
    from hackathon.agenda.paper.exports import pdf  # noqa: PLC0415 -- slow import

    agenda, live_url = revision.agenda, f"{settings().url}/{revision.event.slug}/agenda/"
    language = revision.event.language
    end_reading()
    with in_language(language):
        sheet = pdf.agenda_sheet(
            agenda,
            templates=current_app.jinja_env,
            assets=beside_package("static"),
            live_url=live_url,
            printed_at=now,
        )
    _keep_paper(revision=revision, content=sheet.content, notes="".join(sheet.missing))


@transaction
def _keep_paper(*, revision: Revision, content: bytes, notes: str) -> None:
    if PAPER not in _names(revision):
        _keep(revision, PAPER, PDF, content, notes)


def content(*, revision: Revision, name: str, now: datetime) -> bytes:
    """Return one file of the revision, rendering the PDF first if it doesn't exist yet."""
    if name == PAPER:
        make_paper(revision=revision, now=now)
    file = select(RevisionFile).where(RevisionFile.revision_id == revision.id, RevisionFile.name == name)
    return db.session.scalars(file).one().content


def continued(*, name: str, agenda: Agenda, last: Agenda) -> bytes | None:
    """Return the last sessions of a calendar that the agenda no longer names, in their current state.

    Subscribers see each session move or be cancelled; if nothing were sent, programs would keep the old
    entries.
    """
    titled, held = next(((titled, held) for at, titled, held in _named(last) if at == name), (None, None))
    if titled is None or held is None:
        return None
    keys = {session.key for session in held.sessions}
    only = agenda.only(lambda session: session.key in keys)
    return ical.calendar(only, name=titled, link=topic_link(agenda))


def topic_link(agenda: Agenda) -> ical.Link:
    """Return a function that builds the address of a session's topic, for the agenda's calendars."""
    url = _event_url(agenda)

    def link(session: AgendaSession) -> str:
        return f"{url}/topics/{session.address}"

    return link


def _calendars(agenda: Agenda) -> Iterator[tuple[str, bytes]]:
    link = topic_link(agenda)
    for path, name, part in _named(agenda):
        yield path, ical.calendar(part, name=name, link=link)


def _named(agenda: Agenda) -> Iterator[tuple[str, str, Agenda]]:
    """Yield the path of each calendar, its name, and its part of the agenda."""
    yield "agenda.ics", agenda.title, agenda
    for area in agenda.areas:
        yield f"areas/{area.slug}.ics", f"{agenda.title}: {area.name}", agenda.in_area(area.slug)
    for room in agenda.rooms:
        yield f"rooms/{room.slug}.ics", f"{agenda.title}: {room.name}", agenda.in_room(room.slug)
    for number, title in {session.topic: session.title for session in agenda.sessions}.items():
        yield f"topics/{number}.ics", title, agenda.of_topics([number])


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
