"""The desk's first page: what needs doing today."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain import chores
from hackathon.queries import chores as reading
from hackathon.views.access import Access, here, open_to, opens

bp = Blueprint("desk_overview", __name__, url_prefix="/<event>/desk")


@bp.get("/")
@open_to(Access.REVIEWER)
def show(event: str) -> ResponseReturnValue:
    """Show what needs doing today, in order, and how the event stands."""
    found = here(event).event
    numbers = reading.numbers(found)
    todo = chores.of(numbers, reading.window(found, datetime.now(UTC)))
    desk = url_for(".show", event=event)
    return render_template(
        "desk/overview.html", numbers=numbers, chores=[each for each in todo if opens(desk + each.page)]
    )
