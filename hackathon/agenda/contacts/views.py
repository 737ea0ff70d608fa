"""The sessions of one contact, as a page and as a calendar."""

import hashlib

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from hackathon.agenda import queries as agendas
from hackathon.agenda.domain.filters import contacts_of, sessions_of_contact
from hackathon.agenda.feeds.exports import ical
from hackathon.agenda.feeds.services.revision_files import CALENDAR, topic_link
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import settings
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.prepared_responses import PUBLIC, prepared
from hackathon.events.models import Event

bp = Blueprint("contacts", __name__)

REVISIONS_LOOKED_AT = 20
"""A contact who was last in the agenda more revisions ago is not found."""


@bp.get("/<event>/people/<name>")
@open_to(Access.ANYONE)
def show(event: str, name: str) -> ResponseReturnValue:
    """Show the sessions that a contact runs."""
    agenda = agendas.latest(here(event).event)
    names = contacts_of(agenda) if agenda else {}
    if agenda is None or name not in names:
        abort(404)
    return render_template(
        "agenda/contacts/show.html",
        contact=names[name],
        name=name,
        agenda=agenda,
        sessions=sessions_of_contact(agenda, name).sessions,
        url=settings().url,
    )


@bp.get("/<event>/people/<name>.ics")
@open_to(Access.ANYONE)
def calendar(event: str, name: str) -> ResponseReturnValue:
    """Send the sessions that a contact runs; if there are none any more, an empty calendar."""
    place = here(event).event
    agenda = agendas.latest(place)
    called = _called(place, agenda, name) if agenda else None
    if agenda is None or called is None:
        abort(404)
    content = ical.calendar(
        sessions_of_contact(agenda, name), name=f"{agenda.title}, {called}", link=topic_link(agenda)
    )
    etag = hashlib.sha256(content).hexdigest()[:32]
    return prepared(lambda _zipped: content, etag=etag, media_type=CALENDAR, cache=PUBLIC, can_zip=False)


def _called(event: Event, agenda: Agenda, name: str) -> str | None:
    """Return the name of a contact of the current agenda, or of one of the previous ones."""
    if name in (names := contacts_of(agenda)):
        return names[name]
    earlier = agendas.agendas_of(agendas.editions(event, limit=REVISIONS_LOOKED_AT))
    return next((names[name] for each in earlier.values() if name in (names := contacts_of(each))), None)
