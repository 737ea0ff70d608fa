"""Pages for opening hours, slots and breaks."""

from contextlib import suppress
from datetime import date
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon.core.database.transactions import refuse_stale
from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import LongDay
from hackathon.core.translation import shown
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.confirmations import left_the_draft
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Session
from hackathon.planning.rooms.forms import HoursForm, RemovalForm, SlotForm
from hackathon.planning.timetable import queries as reading
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.forms import GenerateSlotsForm
from hackathon.planning.timetable.models import Slot

bp = Blueprint("organize_timetable", __name__, url_prefix="/<event>/organize/rooms")


@bp.get("/hours")
@open_to(Access.ORGANIZER)
def hours(event: str) -> ResponseReturnValue:
    """Show the form for opening hours."""
    return render_template("planning/timetable/hours.html", form=HoursForm.about_event(here(event).event))


@bp.post("/hours")
@open_to(Access.ORGANIZER)
def set_hours(event: str) -> ResponseReturnValue:
    """Change the opening hours."""
    place = here(event)
    form = HoursForm.about_event(place.event)
    saved = submit(
        form, lambda: _set_hours(place.event, form), now_is=lambda: HoursForm.about_event(place.event)
    )
    if saved is None:
        return render_template("planning/timetable/hours.html", form=form), form.answer_status

    flash(_("Opening hours saved."))
    return redirect(url_for("organize_rooms.show", event=event), code=303)


@bp.get("/layout")
@open_to(Access.ORGANIZER)
def layout(event: str) -> ResponseReturnValue:
    """Show the form for generating slots, with a preview of its defaults."""
    place = here(event)
    form = GenerateSlotsForm.about_event(place.event, _day(request.args.get("day", "")))
    with suppress(BadEntry):
        return _layout_page(place.event, form, reading.generate(place.event, form.request))
    return _layout_page(place.event, form)


@bp.post("/layout")
@open_to(Access.ORGANIZER)
def lay_out(event: str) -> ResponseReturnValue:
    """Generate the slots of some days, or preview them."""
    place = here(event)
    form = GenerateSlotsForm.about_event(place.event)
    if "preview" in request.form:
        return _preview(place.event, form)
    saved = submit(
        form,
        lambda: _generate(place.event, form),
        now_is=lambda: GenerateSlotsForm.about_event(place.event),
    )
    if saved is None:
        return _layout_page(place.event, form), form.answer_status

    flash(f"{_generated(place.event)}{left_the_draft(saved.result)}")
    return redirect(url_for("organize_rooms.show", event=event), code=303)


@bp.get("/slots/new")
@open_to(Access.ORGANIZER)
def new(event: str) -> ResponseReturnValue:
    """Show the form for a new slot or break."""
    return _page(None, SlotForm.about_slot(here(event).event, None))


@bp.post("/slots/new")
@open_to(Access.ORGANIZER)
def add(event: str) -> ResponseReturnValue:
    """Add a slot or a break."""
    place = here(event)
    form = SlotForm.about_slot(place.event, None)
    now_is = partial(SlotForm.about_slot, place.event, None)
    if submit(form, lambda: _add(place.event, form), now_is=now_is) is None:
        return _page(None, form), form.answer_status

    flash(_("Break added.") if form.is_break.data else _("Slot added."))
    return redirect(url_for("organize_rooms.show", event=event), code=303)


@bp.get("/slots/<int:key>")
@open_to(Access.ORGANIZER)
def edit(event: str, key: int) -> ResponseReturnValue:
    """Show the form for editing a slot."""
    place = here(event)
    slot = _find(place.event, key)
    return _page(slot, SlotForm.about_slot(place.event, slot))


@bp.post("/slots/<int:key>")
@open_to(Access.ORGANIZER)
def change(event: str, key: int) -> ResponseReturnValue:
    """Change one slot."""
    place = here(event)
    slot = _find(place.event, key)
    form = SlotForm.about_slot(place.event, slot)
    now_is = partial(SlotForm.about_slot, place.event, slot)
    saved = submit(form, lambda: _change(slot, form), now_is=now_is)
    if saved is None:
        return _page(slot, form), form.answer_status

    words = _("Break saved.") if form.is_break.data else _("Slot saved.")
    flash(f"{words}{left_the_draft(saved.result)}")
    return redirect(url_for("organize_rooms.show", event=event), code=303)


@bp.get("/slots/<int:key>/removal")
@open_to(Access.ORGANIZER)
def ask(event: str, key: int) -> ResponseReturnValue:
    """Ask for confirmation, listing the affected draft sessions."""
    place = here(event)
    return _removal_page(place.event, _find(place.event, key))


@bp.post("/slots/<int:key>/removal")
@open_to(Access.ORGANIZER)
def remove(event: str, key: int) -> ResponseReturnValue:
    """Remove a slot."""
    place, form = here(event), RemovalForm()
    slot = _find(place.event, key)
    is_break = slot.is_break
    removed = submit(
        form,
        lambda: timetable.remove_slot(slot=slot, seen=form.version.data, by=me(), now=current_time()),
        now_is=lambda: place.event.version,
    )
    if removed is None:
        return _removal_page(place.event, slot, form), form.answer_status

    words = _("Break removed.") if is_break else _("Slot removed.")
    flash(f"{words}{left_the_draft(removed.result)}")
    return redirect(url_for("organize_rooms.show", event=event), code=303)


def _removal_page(event: Event, slot: Slot, form: RemovalForm | None = None) -> str:
    return render_template(
        "planning/removal.html",
        back=url_for("organize_rooms.show", event=event.slug),
        form=form or RemovalForm(data={"version": event.version}),
        title=_removal_title(slot),
        titles=reading.drafted(event, Session.slot_id == slot.id),
    )


def _removal_title(slot: Slot) -> str:
    day, times = shown(LongDay(slot.day)), shown(slot.row.in_words)
    if slot.is_break:
        return str(_("Remove the break on %(day)s, %(times)s?", day=day, times=times))
    return str(_("Remove the slot on %(day)s, %(times)s?", day=day, times=times))


def _find(event: Event, key: int) -> Slot:
    return next((slot for slot in event.slots if slot.id == key), None) or abort(404)


def _set_hours(event: Event, form: HoursForm) -> None:
    timetable.set_hours(event=event, hours=form.hours, seen=form.version.data, by=me(), now=current_time())


def _preview(event: Event, form: GenerateSlotsForm) -> ResponseReturnValue:
    generated = submit(
        form, lambda: _looked_at(event, form), now_is=lambda: GenerateSlotsForm.about_event(event)
    )
    if generated is None:
        return _layout_page(event, form), form.answer_status
    return _layout_page(event, form, generated.result)


def _looked_at(event: Event, form: GenerateSlotsForm) -> reading.GeneratedSlots:
    refuse_stale(form.version.data, event.version)
    return reading.generate(event, form.request)


def _generate(event: Event, form: GenerateSlotsForm) -> int:
    return timetable.generate_slots(
        event=event, request=form.request, seen=form.version.data, by=me(), now=current_time()
    )


def _generated(event: Event) -> str:
    number = sum(not slot.is_break for slot in event.slots)
    words: str = ngettext(
        "Slots generated: the event has %(num)s slot now.",
        "Slots generated: the event has %(num)s slots now.",
        number,
    )
    return words


def _layout_page(
    event: Event, form: GenerateSlotsForm, generated: reading.GeneratedSlots | None = None
) -> str:
    return render_template(
        "planning/timetable/generate_slots.html",
        form=form,
        generated=generated,
        titles=reading.drafted(event, generated.sessions) if generated else (),
        names={room.id: room.name for room in event.rooms},
    )


def _day(value: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(value)
    return None


def _add(event: Event, form: SlotForm) -> None:
    timetable.add_slot(
        event=event,
        day=form.day.data,
        row=form.row,
        seen=form.version.data,
        by=me(),
        now=current_time(),
    )


def _change(slot: Slot, form: SlotForm) -> int:
    return timetable.change_slot(slot=slot, row=form.row, seen=form.version.data, by=me(), now=current_time())


def _page(slot: Slot | None, form: SlotForm) -> str:
    return render_template("planning/timetable/slot.html", slot=slot, form=form)
