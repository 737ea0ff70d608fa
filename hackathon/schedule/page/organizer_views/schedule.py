"""The schedule page."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.schedule.page.organizer_views.rendering import schedule_page

bp = Blueprint("organize_schedule", __name__, url_prefix="/<event>/organize/schedule")


@bp.get("")
@open_to(Access.ORGANIZER)
@cached_until_changed
def show(event: str) -> ResponseReturnValue:
    """Show the schedule with the requested panel and day."""
    return schedule_page(here(event))
