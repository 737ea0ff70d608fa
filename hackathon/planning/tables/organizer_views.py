"""The tables of rooms and slots, for typing, pasting, editing and removing many rows at once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon.core.web.access import Access, here, me, open_to, row_number
from hackathon.core.web.clock import current_time
from hackathon.core.web.confirmations import left_the_draft
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Session
from hackathon.planning.tables import queries as tables
from hackathon.planning.tables import services
from hackathon.planning.tables.forms import RemovalsForm, RoomsTableForm, SlotsTableForm
from hackathon.planning.timetable import queries as timetable

bp = Blueprint("organize_tables", __name__, url_prefix="/<event>/organize/tables")


@bp.get("/rooms")
@open_to(Access.ORGANIZER)
def rooms(event: str) -> ResponseReturnValue:
    """Show all rooms as an editable table."""
    return _rooms_page(here(event).event)


@bp.post("/rooms")
@open_to(Access.ORGANIZER)
def change_rooms(event: str) -> ResponseReturnValue:
    """Change rooms, and add new ones."""
    place = here(event)
    form = _rooms_form(place.event)
    saved = submit(
        form,
        lambda: services.change_rooms(event=place.event, lines=form.lines, by=me(), now=current_time()),
        now_is=lambda: _rooms_form(place.event),
    )
    if saved is None:
        return _rooms_page(place.event, form), form.answer_status

    if saved.result:
        flash(ngettext("%(num)s room saved.", "%(num)s rooms saved.", saved.result))
    if "remove" in request.form and form.chosen:
        return redirect(url_for(".ask_rooms", event=event, row=form.chosen), code=303)
    return redirect(url_for(".rooms", event=event, sort=request.args.get("sort")), code=303)


@bp.get("/rooms/removal")
@open_to(Access.ORGANIZER)
def ask_rooms(event: str) -> ResponseReturnValue:
    """Ask for confirmation, listing the affected draft sessions."""
    return _rooms_removal(here(event).event, RemovalsForm())


@bp.post("/rooms/removal")
@open_to(Access.ORGANIZER)
def remove_rooms(event: str) -> ResponseReturnValue:
    """Remove the selected rooms."""
    place, form = here(event), RemovalsForm()
    chosen = tables.chosen_rooms(place.event, request.form.getlist("row"))
    removed = submit(form, lambda: services.remove_rooms(removed=chosen, by=me(), now=current_time()))
    if removed is None:
        return _rooms_removal(place.event, form), form.answer_status

    words = ngettext("%(num)s room removed.", "%(num)s rooms removed.", len(chosen))
    flash(f"{words}{left_the_draft(removed.result)}")
    return redirect(url_for(".rooms", event=event), code=303)


@bp.get("/slots")
@open_to(Access.ORGANIZER)
def slots(event: str) -> ResponseReturnValue:
    """Show all slots and breaks as an editable table."""
    return _slots_page(SlotsTableForm.about(here(event).event))


@bp.post("/slots")
@open_to(Access.ORGANIZER)
def change_slots(event: str) -> ResponseReturnValue:
    """Change slots and breaks, and add new ones."""
    place = here(event)
    form = SlotsTableForm.about(place.event)
    saved = submit(
        form, lambda: _change_slots(place.event, form), now_is=lambda: SlotsTableForm.about(place.event)
    )
    if saved is None:
        return _slots_page(form), form.answer_status

    if "remove" in request.form and form.chosen:
        return redirect(url_for(".ask_slots", event=event, row=form.chosen), code=303)
    flash(f"{_('Slots and breaks saved.')}{left_the_draft(saved.result)}")
    return redirect(url_for(".slots", event=event), code=303)


@bp.get("/slots/removal")
@open_to(Access.ORGANIZER)
def ask_slots(event: str) -> ResponseReturnValue:
    """Ask for confirmation, listing the affected draft sessions."""
    return _slots_removal(here(event).event, RemovalsForm())


@bp.post("/slots/removal")
@open_to(Access.ORGANIZER)
def remove_slots(event: str) -> ResponseReturnValue:
    """Remove the selected slots and breaks."""
    place, form = here(event), RemovalsForm()
    chosen = tables.chosen_slots(place.event, _keys())
    removed = submit(
        form,
        lambda: services.remove_slots(
            event=place.event, removed=chosen, seen=form.version.data, by=me(), now=current_time()
        ),
        now_is=lambda: place.event.version,
    )
    if removed is None:
        return _slots_removal(place.event, form), form.answer_status

    words = ngettext("%(num)s slot or break removed.", "%(num)s slots and breaks removed.", len(chosen))
    flash(f"{words}{left_the_draft(removed.result)}")
    return redirect(url_for(".slots", event=event), code=303)


def _change_slots(event: Event, form: SlotsTableForm) -> int:
    lines = form.lines(event.zone)
    return services.change_slots(
        event=event, lines=lines, seen=form.version.data, by=me(), now=current_time()
    )


def _rooms_form(event: Event) -> RoomsTableForm:
    return RoomsTableForm.about(tables.rooms_in_order(event, request.args.get("sort", "")))


def _rooms_page(event: Event, form: RoomsTableForm | None = None) -> str:
    return render_template("planning/tables/rooms.html", form=form or _rooms_form(event))


def _slots_page(form: SlotsTableForm) -> str:
    return render_template("planning/tables/slots.html", form=form)


def _rooms_removal(event: Event, form: RemovalsForm) -> str:
    chosen = tables.chosen_rooms(event, request.values.getlist("row"))
    return _removal(
        event,
        form,
        title=ngettext("Remove %(num)s room?", "Remove %(num)s rooms?", len(chosen)),
        rows=[(room.slug, room.name) for room in chosen],
        titles=timetable.drafted(event, Session.room_id.in_([room.id for room in chosen])),
        back=url_for(".rooms", event=event.slug),
    )


def _slots_removal(event: Event, form: RemovalsForm) -> str:
    chosen = tables.chosen_slots(event, _keys())
    return _removal(
        event,
        form,
        title=ngettext("Remove %(num)s slot or break?", "Remove %(num)s slots and breaks?", len(chosen)),
        rows=[(slot.id, slot.in_words) for slot in chosen],
        titles=timetable.drafted(event, Session.slot_id.in_([slot.id for slot in chosen])),
        back=url_for(".slots", event=event.slug),
    )


def _removal(event: Event, form: RemovalsForm, **context: object) -> str:
    if form.version.data is None:
        form.version.data = event.version
    return render_template("planning/removal.html", form=form, **context)


def _keys() -> set[int]:
    return set(request.values.getlist("row", type=row_number))
