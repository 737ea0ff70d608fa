"""The events on this server."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.database import schema
from hackathon.core.domain.phases import Phase
from hackathon.core.web.access import Access, open_to, speaker
from hackathon.core.web.clock import current_time
from hackathon.core.web.visitors import same_for_visitors
from hackathon.events.queries import events

bp = Blueprint("site", __name__)


@bp.get("/")
@open_to(Access.ANYONE)
@same_for_visitors
def index() -> ResponseReturnValue:
    """List the events: running, coming, past."""
    person, now = speaker(), current_time()
    every = [(event, event.phase(now)) for event in events.all_by_day()]
    return render_template(
        "events/index.html",
        running=[event for event, phase in every if phase is Phase.RUNNING],
        coming=[event for event, phase in reversed(every) if Phase.RUNNING.is_after(phase)],
        past=[event for event, phase in every if phase is Phase.ENDED],
        may_create=person is not None and events.may_create(person),
    )


@bp.get("/health")
@open_to(Access.ANYONE)
def health() -> ResponseReturnValue:
    """Answer a load balancer: the application runs, and its database can be read and written."""
    if not schema.is_writable():
        return {"status": "the database cannot be written"}, 503  # not translated
    return {"status": "ok"}
