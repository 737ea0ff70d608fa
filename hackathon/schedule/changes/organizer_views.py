"""Changing the schedule, undo and redo: JSON for the script, redirects for plain forms."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.events.models import Event
from hackathon.schedule.changes.answers import answer_change
from hackathon.schedule.changes.domain.changes import Change
from hackathon.schedule.changes.forms import ScheduleForm, read_block, read_changes
from hackathon.schedule.changes.queries.blocks import block_changes
from hackathon.schedule.changes.services import changing, undoing

bp = Blueprint("organize_schedule_changes", __name__, url_prefix="/<event>/organize/schedule")


@bp.post("/changes")
@open_to(Access.ORGANIZER)
def change(event: str) -> ResponseReturnValue:
    """Move, swap, pin, lengthen or leave out sessions."""
    found, person, form = here(event).event, me(), ScheduleForm()
    return answer_change(
        found,
        person,
        form,
        lambda now: changing.make_changes(
            event=found,
            changes=_changes(found),
            override=form.override.data,
            by=person,
            now=now,
        ),
    )


def _changes(event: Event) -> list[Change]:
    """Return the requested changes; ticked sessions move as a block, the first one to the given cell."""
    block = read_block(request.form)
    return block_changes(event, *block) if block else read_changes(request.form)


@bp.post("/undo")
@open_to(Access.ORGANIZER)
def undo(event: str) -> ResponseReturnValue:
    """Undo the organizer's last step."""
    found, person = here(event).event, me()
    return answer_change(found, person, BaseForm(), lambda now: undoing.undo(event=found, by=person, now=now))


@bp.post("/redo")
@open_to(Access.ORGANIZER)
def redo(event: str) -> ResponseReturnValue:
    """Redo the organizer's last undone step."""
    found, person = here(event).event, me()
    return answer_change(found, person, BaseForm(), lambda now: undoing.redo(event=found, by=person, now=now))
