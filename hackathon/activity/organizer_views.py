"""The activity log of an event."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.activity import queries as activity_queries
from hackathon.core.extensions import settings
from hackathon.core.web.access import Access, here, open_to, row_number

bp = Blueprint("organize_activity", __name__, url_prefix="/<event>/organize")

PER_PAGE = 50


@bp.get("/activity")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the log, newest first."""
    page = request.args.get("page", default=1, type=row_number)
    lines, pages = activity_queries.happened(here(event).event, page=page, per_page=PER_PAGE)
    return render_template(
        "activity/log.html", lines=lines, page=page, pages=pages, kept=settings().log_kept_for.days
    )
