"""The readiness report as a page and as JSON."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, here, open_to
from hackathon.topics.labels import FIELDS
from hackathon.topics.readiness import queries
from hackathon.topics.readiness.domain import readiness

bp = Blueprint("organize_readiness", __name__, url_prefix="/<event>/organize")

MOST_LISTED = 100
"""The maximum number of rows in each list of the page; the JSON lists everything."""


@bp.get("/readiness")
@open_to(Access.REVIEWER)
def show(event: str) -> ResponseReturnValue:
    """Show the readiness report."""
    return render_template(
        "topics/readiness/readiness.html",
        ready=readiness(queries.facts(here(event).event)),
        labels=FIELDS,
        most=MOST_LISTED,
    )


@bp.get("/readiness.json")
@open_to(Access.REVIEWER)
def as_json(event: str) -> ResponseReturnValue:
    """Return the readiness report as JSON."""
    return readiness(queries.facts(here(event).event)).as_json()
