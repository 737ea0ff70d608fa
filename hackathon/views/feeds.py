"""Calendars, schedules for apps and the agenda on paper: made at publication, sent from the database."""

import hashlib

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from hackathon.exports import ical
from hackathon.exports.dates import calendar_of_dates
from hackathon.extensions import settings
from hackathon.queries import agendas, feeds, timeline, wishes
from hackathon.queries.agendas import StoredFile
from hackathon.services.revision_files import CALENDAR, topic_link
from hackathon.views import limits
from hackathon.views.access import Access, here, open_to
from hackathon.views.answers import PRIVATE, PUBLIC, prepared

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
    """Send when one topic runs; its words in the address may be those of an older title."""
    return _file(event, f"topics/{number}.ics")


@bp.get("/<event>/dates.ics")
@open_to(Access.ANYONE)
def dates_calendar(event: str) -> ResponseReturnValue:
    """Send the named dates of the event, published or not."""
    found = here(event).event
    entries = timeline.entries(found) or abort(404)
    address = f"{settings().url}/{found.slug}/"
    content = calendar_of_dates(entries, name=f"{found.title}, dates", url=address)
    etag = hashlib.sha256(content).hexdigest()[:32]
    return prepared(lambda _zipped: content, etag=etag, media_type=CALENDAR, cache=PUBLIC, can_zip=False)


@bp.get("/<event>/schedule.xml")
@open_to(Access.ANYONE)
def schedule_xml(event: str) -> ResponseReturnValue:
    """Send the agenda as conference apps read it, in the form of frab and Pentabarf."""
    return _file(event, "schedule.xml")


@bp.get("/<event>/schedule.json")
@open_to(Access.ANYONE)
def schedule_json(event: str) -> ResponseReturnValue:
    """Send the same as JSON."""
    return _file(event, "schedule.json")


@bp.get("/<event>/agenda.pdf")
@open_to(Access.ANYONE)
def paper(event: str) -> ResponseReturnValue:
    """Send the agenda as it is printed."""
    stored = agendas.file(event, agendas.PAPER)
    if stored.etag is None:
        return _being_made(event)
    answer = _send(stored)
    answer.headers["Content-Disposition"] = f'inline; filename="{event}-agenda-{stored.number}.pdf"'
    return answer


@bp.get("/<event>/subscribe")
@open_to(Access.ANYONE)
def subscribe(event: str) -> ResponseReturnValue:
    """Explain the calendars and name their addresses."""
    agenda = agendas.latest(here(event).event)
    return render_template("agenda/subscribe.html", agenda=agenda, url=settings().url)


@bp.get("/calendars/<secret>.ics")
@open_to(Access.ANYONE)
@limits.secrets
def personal_calendar(secret: str) -> ResponseReturnValue:
    """Send what one person wants or runs, to whoever knows their secret address."""
    owner = feeds.owner(secret)
    topics = wishes.topics(event_id=owner.event_id, person_id=owner.person_id)
    digest = hashlib.sha256(repr(topics).encode()).hexdigest()[:16]

    def content(_zipped: bool) -> bytes:
        agenda = feeds.agenda_of(owner).of_topics(topics)
        return ical.calendar(
            agenda, name=f"{agenda.title}, mine", link=topic_link(agenda), marks_overlaps=True
        )

    return prepared(
        content, etag=f"{owner.revision}-{digest}", media_type=CALENDAR, cache=PRIVATE, can_zip=False
    )


def _file(event: str, name: str) -> ResponseReturnValue:
    stored = agendas.file(event, name)
    return _send(stored) if stored.etag else abort(404)


def _send(stored: StoredFile) -> Response:
    # A PDF is compressed inside; doing it again costs time and saves nothing.
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
