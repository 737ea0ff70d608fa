"""Calendars, schedule files and the PDF: generated at publication, sent from the database."""

import hashlib
from functools import lru_cache

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Gone, NotFound

from hackathon.agenda import published_responses
from hackathon.agenda import queries as agendas
from hackathon.agenda.feeds import queries as feeds
from hackathon.agenda.feeds.exports import ical
from hackathon.agenda.feeds.queries import Owner
from hackathon.agenda.feeds.services import revision_files
from hackathon.agenda.feeds.services.revision_files import CALENDAR, topic_link
from hackathon.agenda.my_agenda import queries as wishes
from hackathon.agenda.queries import StoredFile
from hackathon.core.database.reads import reads_less_next_time
from hackathon.core.extensions import settings
from hackathon.core.text.messages import message
from hackathon.core.translation import in_language, translated
from hackathon.core.web import limits
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.caching.prepared_responses import PRIVATE, PUBLIC, prepared
from hackathon.core.web.errors import failed
from hackathon.events.milestones.exports import calendar_of_dates
from hackathon.events.queries import timeline

bp = Blueprint("feeds", __name__)

SECONDS_TO_WAIT = 5


@bp.get("/<event>/agenda.ics")
@open_to(Access.ANYONE)
def event_calendar(event: str) -> ResponseReturnValue:
    """Send every session of the event."""
    return _file(event, "agenda.ics")


@bp.get("/<event>/areas/<area>.ics")
@open_to(Access.ANYONE)
def area_calendar(event: str, area: str) -> ResponseReturnValue:
    """Send the sessions of one area."""
    return _file(event, f"areas/{area}.ics")


@bp.get("/<event>/rooms/<room>.ics")
@open_to(Access.ANYONE)
def room_calendar(event: str, room: str) -> ResponseReturnValue:
    """Send the sessions in one room."""
    return _file(event, f"rooms/{room}.ics")


@bp.get("/<event>/topics/<int:number>.ics", defaults={"slug": ""})
@bp.get("/<event>/topics/<int:number>-<slug>.ics")
@open_to(Access.ANYONE)
def topic_calendar(event: str, number: int, slug: str) -> ResponseReturnValue:  # noqa: ARG001 -- the number names it
    """Send the sessions of one topic; the address may contain an earlier title."""
    return _file(event, f"topics/{number}.ics")


@bp.get("/<event>/dates.ics")
@open_to(Access.ANYONE)
def dates_calendar(event: str) -> ResponseReturnValue:
    """Send the named dates of the event, published or not; if empty, programs drop their entries."""
    found = here(event).event
    entries = timeline.entries(found)
    address = f"{settings().url}/{found.slug}/"
    with in_language(found.language):
        name = translated(message("%(event)s, dates", event=found.title))
    content = calendar_of_dates(entries, name=name, url=address)
    etag = hashlib.sha256(content).hexdigest()[:32]
    return prepared(lambda _zipped: content, etag=etag, media_type=CALENDAR, cache=PUBLIC, can_zip=False)


@bp.get("/<event>/schedule.xml")
@open_to(Access.ANYONE)
def schedule_xml(event: str) -> ResponseReturnValue:
    """Send the agenda for conference apps, in the format of frab and Pentabarf."""
    return _file(event, "schedule.xml")


@bp.get("/<event>/schedule.json")
@open_to(Access.ANYONE)
def schedule_json(event: str) -> ResponseReturnValue:
    """Send the same as JSON."""
    return _file(event, "schedule.json")


@bp.get("/<event>/agenda.pdf")
@open_to(Access.ANYONE)
def paper(event: str) -> ResponseReturnValue:
    """Send the PDF of the agenda."""
    stored = agendas.file(event, agendas.PAPER)
    if stored.etag is None:
        return _being_made(event)
    answer = _send(stored)
    answer.headers["Content-Disposition"] = f'inline; filename="{event}-agenda-{stored.number}.pdf"'
    return answer


@bp.get("/<event>/subscribe")
@open_to(Access.ANYONE)
def subscribe(event: str) -> ResponseReturnValue:
    """Explain the calendars and list their addresses."""
    agenda = agendas.latest(here(event).event)
    return render_template("agenda/subscribe.html", agenda=agenda, url=settings().url)


@bp.get("/calendars/<secret>.ics")
@open_to(Access.ANYONE)
@limits.secrets
@cached_until_changed
def personal_calendar(secret: str) -> ResponseReturnValue:
    """Send the sessions that a person wants or runs, at a secret address."""
    owner = feeds.owner(secret)
    topics = wishes.topics(event_id=owner.event_id, person_id=owner.person_id)
    digest = hashlib.sha256(repr(topics).encode()).hexdigest()[:16]

    # Before the first publication, it depends on the event's row, which may change.
    drawn = _drawn if owner.revision else _drawn.__wrapped__
    return prepared(
        lambda _zipped: drawn(secret, owner, tuple(topics)),
        etag=f"{owner.revision}-{owner.language}-{digest}{_alarm(owner)}",
        media_type=CALENDAR,
        cache=PRIVATE,
        can_zip=False,
    )


# Programs ask every hour. A secret always belongs to the same person and event, and a revision never changes.
@lru_cache(maxsize=256)
def _drawn(_secret: str, owner: Owner, topics: tuple[int, ...]) -> bytes:
    """Return a person's calendar from the published agenda."""
    reads_less_next_time()
    agenda = feeds.agenda_of(owner).of_topics(topics)
    with in_language(owner.language):
        name = translated(message("%(event)s, mine", event=agenda.title))
        return ical.calendar(
            agenda, name=name, link=topic_link(agenda), marks_overlaps=True, alarm_minutes=owner.alarm_minutes
        )


def _alarm(owner: Owner) -> str:
    return "" if owner.alarm_minutes is None else f"-{owner.alarm_minutes}"


@bp.errorhandler(NotFound)
def missing(error: NotFound) -> ResponseReturnValue:
    """Answer 410 for a calendar that was deleted, so that programs stop asking for it."""
    return failed(Gone() if feeds.is_gone(request.path) else error)


def _file(event: str, name: str) -> ResponseReturnValue:
    published_responses.offer()
    stored = agendas.file(event, name)
    return _send(stored) if stored.etag else _continued(event, name)


def _continued(event: str, name: str) -> ResponseReturnValue:
    """Send a calendar that was once published but is no longer part of the current agenda."""
    place = here(event)
    agenda, last = agendas.latest(place.event), agendas.last_with(place.event, name)
    with in_language(place.event.language):
        content = revision_files.continued(name=name, agenda=agenda, last=last) if agenda and last else None
    if content is None:
        abort(404)
    etag = hashlib.sha256(content).hexdigest()[:32]
    return prepared(lambda _zipped: content, etag=etag, media_type=CALENDAR, cache=PUBLIC, can_zip=False)


def _send(stored: StoredFile) -> Response:
    # A PDF is already compressed; compressing it again takes time and saves nothing.
    return prepared(
        lambda zipped: agendas.content(stored, zipped=zipped),
        etag=stored.etag or "",
        media_type=stored.media_type or "",
        cache=PUBLIC,
        can_zip=stored.name != agendas.PAPER,
    )


def _being_made(event: str) -> ResponseReturnValue:
    here(event)
    headers = {"Retry-After": str(SECONDS_TO_WAIT), "Refresh": str(SECONDS_TO_WAIT)}
    return render_template("agenda/being_made.html"), 503, headers
