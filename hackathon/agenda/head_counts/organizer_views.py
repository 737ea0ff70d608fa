"""Entering a head count in two taps: session and number."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon.agenda import queries as agendas
from hackathon.agenda.head_counts import queries, services
from hackathon.agenda.head_counts.domain import numbers_to_tap
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.clock import current_time
from hackathon.events.models import Event

bp = Blueprint("organize_head_counts", __name__, url_prefix="/<event>/organize/on-the-day/heads")


@bp.get("/<int:topic>-<int:occurrence>")
@open_to(Access.HELPER)
def show(event: str, topic: int, occurrence: int) -> ResponseReturnValue:
    """Show a button for each likely count, and a field for any other."""
    agenda, session = _session(here(event).event, topic, occurrence)
    seats = agenda.room(session.room).capacity
    return render_template(
        "agenda/head_counts/count.html",
        session=session,
        agenda=agenda,
        seats=seats,
        numbers=numbers_to_tap(seats, session.expected),
        counted=queries.head_counts(here(event).event).get(session.key),
    )


@bp.post("/<int:topic>-<int:occurrence>")
@open_to(Access.HELPER)
def count(event: str, topic: int, occurrence: int) -> ResponseReturnValue:
    """Save the count."""
    place = here(event)
    agenda, session = _session(place.event, topic, occurrence)
    people = request.form.get("people", -1, type=int)
    services.count_heads(event=place.event, session=session, people=people, now=current_time())
    flash(
        ngettext(
            "%(num)s person counted in %(session)s.",
            "%(num)s people counted in %(session)s.",
            people,
            session=session.name,
        )
    )
    room = agenda.room(session.room)
    if people >= room.capacity:
        flash(_full(room.name, is_organizer=place.is_organizer), category="warning")  # not translated
    back = "organize_on_the_day.show" if place.is_organizer else "organize_check_in.show"
    return redirect(url_for(back, event=event), code=303)


def _full(room: str, *, is_organizer: bool) -> str:
    if is_organizer:
        return str(
            _(
                "%(room)s is full. You can tell people or offer a second run: see “Needs attention”.",
                room=room,
            )
        )
    return str(_("%(room)s is full. Please tell an organizer.", room=room))


def _session(event: Event, topic: int, occurrence: int) -> tuple[Agenda, AgendaSession]:
    agenda = agendas.latest(event) or abort(404)
    found = next((each for each in agenda.running if each.key == (topic, occurrence)), None)
    return agenda, found or abort(404)
