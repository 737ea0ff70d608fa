"""Adding and changing rooms, slots and breaks in the grid."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.planning.rooms import services as rooms
from hackathon.planning.rooms.domain import rooms_of_lines
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.page.forms import GridSlotForm, RoomsForm, SlotEndForm
from hackathon.schedule.page.organizer_views.rendering import schedule_page
from hackathon.schedule.page.organizer_views.schedule import bp


@bp.post("/rooms")
@open_to(Access.ORGANIZER)
def add_rooms(event: str) -> ResponseReturnValue:
    """Add rooms, one per line, typed or pasted from a spreadsheet."""
    place, form = here(event), RoomsForm()
    added = submit(
        form,
        lambda: rooms.add_several(
            event=place.event, rooms=rooms_of_lines(form.rooms.data), by=me(), now=current_time()
        ),
    )
    if added is None:
        return schedule_page(place, panel="adding", rooms_form=form), form.answer_status

    number = len(added.result)
    flash(ngettext("%(num)s room added.", "%(num)s rooms added.", number))
    return redirect(url_for(".show", event=event, panel="adding"), code=303)


@bp.post("/slots")
@open_to(Access.ORGANIZER)
def add_slot(event: str) -> ResponseReturnValue:
    """Add a slot or a break."""
    place = here(event)
    form = GridSlotForm.of_event(place.event)
    added = submit(
        form,
        lambda: timetable.add_slot(
            event=place.event,
            day=form.day.data,
            row=form.row,
            seen=form.version.data,
            by=me(),
            now=current_time(),
        ),
    )
    if added is None:
        return schedule_page(place, panel="adding", slot_form=form), form.answer_status

    flash(_("Break added.") if form.is_break.data else _("Slot added."))
    day = form.day.data.isoformat()
    return redirect(url_for(".show", event=event, panel="adding", day=day), code=303)


@bp.post("/slots/<int(max=2147483647):key>/end")
@open_to(Access.ORGANIZER)
def move_end(event: str, key: int) -> ResponseReturnValue:
    """Move the end of a slot; slots in the way start later."""
    place = here(event)
    slot = _find(place, key)
    form = SlotEndForm.about(slot)
    moved = submit(
        form,
        lambda: timetable.move_end(
            slot=slot, ends=form.ends.data, was=form.was.data, seen=None, by=me(), now=current_time()
        ),
    )
    if moved is None:
        return schedule_page(place, panel="slot", chosen_slot=slot, end_form=form), form.answer_status

    number = moved.result
    later = ngettext("%(num)s later slot moved too.", "%(num)s later slots moved too.", number)
    flash(f"{_('Slot saved.')} {later}" if number else _("Slot saved."))
    return redirect(url_for(".show", event=event, day=slot.day.isoformat()), code=303)


def _find(place: Here, key: int) -> Slot:
    return next((slot for slot in place.event.slots if slot.id == key), None) or abort(404)
