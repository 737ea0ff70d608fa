"""Closing a room, or ending a day early, from the schedule."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.schedule.changes.answers import answer_change
from hackathon.schedule.closing import services

bp = Blueprint("organize_schedule_fitting", __name__, url_prefix="/<event>/organize/schedule")


@bp.post("/closures")
@open_to(Access.ORGANIZER)
def close(event: str) -> ResponseReturnValue:
    """Close a room from a slot to the end of its day; without a room, all rooms."""
    found, person = here(event).event, me()
    slot_key, room_key = request.form.get("slot", type=int), request.form.get("room", type=int)
    slot = next((slot for slot in found.slots if slot.id == slot_key), None) or abort(404)
    room = next((room for room in found.rooms if room.id == room_key), None)
    if room is None and request.form.get("room"):
        abort(404)
    return answer_change(
        found,
        person,
        BaseForm(),
        lambda now: services.close_from(event=found, slot=slot, room=room, by=person, now=now),
    )
