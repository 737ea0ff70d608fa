"""The problem and solution of a planner run, as files for anyone who wants to verify a plan."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, here, open_to
from hackathon.planning.drafts.queries import drafts

bp = Blueprint("organize_plan", __name__, url_prefix="/<event>/organize")


@bp.get("/plan/<int(max=2147483647):number>/<any(problem, solution):part>.json")
@open_to(Access.ORGANIZER)
def document(event: str, number: int, part: str) -> ResponseReturnValue:
    """Download the problem or the solution of a run."""
    run = drafts.find_run(here(event).event, number)
    text: str | None = getattr(run, part)
    if text is None:
        abort(404)
    name = f"{event}-{number}-{part}.json"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(text, mimetype="application/json", headers=headers)
