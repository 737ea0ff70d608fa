"""How ready the topics are, as a page and as JSON."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.domain.readiness import readiness
from hackathon.queries import readiness as queries
from hackathon.views.access import Access, here, open_to

bp = Blueprint("desk_readiness", __name__, url_prefix="/<event>/desk")


@bp.get("/readiness")
@open_to(Access.REVIEWER)
def show(event: str) -> ResponseReturnValue:
    """Show how many topics are reviewed and complete, and how they spread."""
    return render_template("desk/readiness.html", ready=readiness(queries.facts(here(event).event)))


@bp.get("/readiness.json")
@open_to(Access.REVIEWER)
def as_json(event: str) -> ResponseReturnValue:
    """Hand the same numbers to a program."""
    return readiness(queries.facts(here(event).event)).as_json()
