"""The page "Now": current and next sessions, and where the reader needs to be."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.agenda import queries as agendas
from hackathon.agenda.domain import changes
from hackathon.agenda.domain.changes import AgendaChange
from hackathon.agenda.my_agenda.domain import AttendedSession
from hackathon.agenda.now import queries
from hackathon.agenda.now.domain import is_on_its_days
from hackathon.agenda.now.messages import in_short
from hackathon.core.domain.agenda import Agenda
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.clock import current_time

bp = Blueprint("now", __name__)


@bp.get("/<event>/now")
@open_to(Access.ANYONE)
@cached_until_changed
def show(event: str) -> ResponseReturnValue:
    """Show current and next sessions and, to signed-in people, where they need to be."""
    place, now = here(event), current_time()
    agenda, before = agendas.latest_two(place.event)
    if agenda is None:
        return render_template("agenda/now/unpublished.html")
    kept = queries.kept_sessions(place, agenda)
    is_strip = request.args.get("part") == "strip"
    return render_template(
        "agenda/now/strip_only.html" if is_strip else "agenda/now/show.html",
        agenda=agenda,
        whereabouts=queries.whereabouts_of(agenda, kept, now),
        is_on=is_on_its_days(agenda, now),
        news=_news(before, agenda, kept) if before else [],
        today=agenda.local(now).date(),
    )


def _news(
    before: Agenda, agenda: Agenda, kept: tuple[AttendedSession, ...]
) -> list[tuple[AgendaChange, str]]:
    """Return short notes about the latest changes to the person's own sessions that are not over."""
    topics = {each.session.topic for each in kept}
    return [
        (change, in_short(change, agenda))
        for change in changes.affecting(changes.between(before, agenda))
        if change.session.topic in topics
    ]
