"""The events on this server."""

from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from hackathon.extensions import db
from hackathon.queries import events
from hackathon.views.access import Access, open_to, speaker

bp = Blueprint("site", __name__)


@bp.get("/")
@open_to(Access.ANYONE)
def index() -> ResponseReturnValue:
    """List the events: running, coming, past."""
    person = speaker()
    return render_template(
        "site/index.html",
        events=events.all_by_day(),
        today=datetime.now(UTC).date(),
        may_create=person is not None and events.may_create(person),
    )


@bp.get("/health")
@open_to(Access.ANYONE)
def health() -> ResponseReturnValue:
    """Answer a load balancer: the application runs and reaches its database."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}
