"""What happened at an event."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.extensions import settings
from hackathon.queries import desk
from hackathon.views.access import Access, here, open_to, row_number

bp = Blueprint("desk_log", __name__, url_prefix="/<event>/desk")

PER_PAGE = 50


@bp.get("/log")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show what happened, the latest first."""
    page = request.args.get("page", default=1, type=row_number)
    lines, pages = desk.happened(here(event).event, page=page, per_page=PER_PAGE)
    return render_template(
        "desk/log.html", lines=lines, page=page, pages=pages, kept=settings().log_kept_for.days
    )
