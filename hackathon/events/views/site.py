"""The events on this server."""

from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.database import schema
from hackathon.core.domain.phases import Phase
from hackathon.core.web.access import Access, open_to, row_number, speaker
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.clock import current_time
from hackathon.events.models import Event
from hackathon.events.queries import events

bp = Blueprint("site", __name__)


@bp.get("/")
@open_to(Access.ANYONE)
@cached_until_changed
def index() -> ResponseReturnValue:
    """List the events: running, upcoming, and a page of past ones."""
    person, now = speaker(), current_time()
    page = request.args.get("page", 1, type=row_number)
    every = [(event, _listed_as(event, now)) for event in events.lately(now.date())] if page == 1 else []
    long_over, pages = events.long_over(now.date(), page=page)
    return render_template(
        "events/index.html",
        running=[event for event, phase in every if phase is Phase.RUNNING],
        coming=[event for event, phase in reversed(every) if Phase.RUNNING.is_after(phase)],
        past=[*(event for event, phase in every if phase is Phase.ENDED), *long_over],
        page=page,
        pages=pages,
        may_create=person is not None and events.may_create(person),
    )


def _listed_as(event: Event, now: datetime) -> Phase:
    """Return the phase, but on its days "running" even if an organizer keeps it in an earlier one."""
    phase = event.phase(now)
    is_today = event.lifecycle.phase_by_dates(now) is Phase.RUNNING
    return Phase.RUNNING if is_today and phase is not Phase.ENDED else phase


@bp.get("/health")
@open_to(Access.ANYONE)
def health() -> ResponseReturnValue:
    """Answer a load balancer: the application runs, and its database can be read and written."""
    if not schema.is_writable():
        return {"status": "the database cannot be written"}, 503  # not translated
    return {"status": "ok"}
