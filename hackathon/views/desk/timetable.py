"""Opening hours, slots and breaks: each with a form of its own."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.desk_rooms import HoursForm, LayoutForm, RemovalForm, SlotForm
from hackathon.models import Event, Session, Slot
from hackathon.queries import timetable as reading
from hackathon.services import timetable
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted, left_the_draft

bp = Blueprint("desk_timetable", __name__, url_prefix="/<event>/desk/rooms")


@bp.get("/hours")
@open_to(Access.ORGANIZER)
def hours(event: str) -> ResponseReturnValue:
    """Show the opening hours to be changed."""
    return render_template("desk/hours.html", form=HoursForm.about_event(here(event).event))


@bp.post("/hours")
@open_to(Access.ORGANIZER)
def set_hours(event: str) -> ResponseReturnValue:
    """Change the opening hours."""
    place = here(event)
    form = HoursForm.about_event(place.event)
    if not accepted(form, lambda: _set_hours(place.event, form)):
        return render_template("desk/hours.html", form=form), 422

    flash("The opening hours are changed.")
    return redirect(url_for("desk_rooms.show", event=event), code=303)


@bp.get("/layout")
@open_to(Access.ORGANIZER)
def layout(event: str) -> ResponseReturnValue:
    """Ask how every day is laid out."""
    return render_template("desk/layout.html", form=LayoutForm.about_event(here(event).event))


@bp.post("/layout")
@open_to(Access.ORGANIZER)
def lay_out(event: str) -> ResponseReturnValue:
    """Lay out every day anew."""
    place = here(event)
    form = LayoutForm.about_event(place.event)
    left: list[int] = []
    if not accepted(form, lambda: left.append(_lay_out(place.event, form))):
        return render_template("desk/layout.html", form=form), 422

    flash(f"Every open day has {form.slots.data} slots.{left_the_draft(*left)}")
    return redirect(url_for("desk_rooms.show", event=event), code=303)


@bp.get("/slots/new")
@open_to(Access.ORGANIZER)
def new(event: str) -> ResponseReturnValue:
    """Ask for a new slot or break."""
    return _page(None, SlotForm.about_slot(here(event).event, None))


@bp.post("/slots/new")
@open_to(Access.ORGANIZER)
def add(event: str) -> ResponseReturnValue:
    """Add a slot or a break."""
    place = here(event)
    form = SlotForm.about_slot(place.event, None)
    if not accepted(form, lambda: _add(place.event, form)):
        return _page(None, form), 422

    flash("It is in the timetable.")
    return redirect(url_for("desk_rooms.show", event=event), code=303)


@bp.get("/slots/<int:key>")
@open_to(Access.ORGANIZER)
def edit(event: str, key: int) -> ResponseReturnValue:
    """Show one slot to be changed."""
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
    left: list[int] = []
    if not accepted(form, lambda: left.append(_change(slot, form))):
        return _page(slot, form), 422

    flash(f"The slot is changed.{left_the_draft(*left)}")
    return redirect(url_for("desk_rooms.show", event=event), code=303)


@bp.get("/slots/<int:key>/removal")
@open_to(Access.ORGANIZER)
def ask(event: str, key: int) -> ResponseReturnValue:
    """Say what goes with a slot before it goes."""
    place = here(event)
    slot = _find(place.event, key)
    return render_template(
        "desk/removal.html",
        form=RemovalForm(data={"version": place.event.version}),
        what=f"the {slot.in_words}",
        titles=reading.drafted(place.event, Session.slot_id == slot.id),
    )


@bp.post("/slots/<int:key>/removal")
@open_to(Access.ORGANIZER)
def remove(event: str, key: int) -> ResponseReturnValue:
    """Remove a slot."""
    slot, form = _find(here(event).event, key), RemovalForm()
    if not form.validate_on_submit():
        abort(400)
    left = timetable.remove_slot(slot=slot, seen=form.version.data, by=me(), now=datetime.now(UTC))
    flash(f"It is gone from the timetable.{left_the_draft(left)}")
    return redirect(url_for("desk_rooms.show", event=event), code=303)


def _find(event: Event, key: int) -> Slot:
    return next((slot for slot in event.slots if slot.id == key), None) or abort(404)


def _set_hours(event: Event, form: HoursForm) -> None:
    timetable.set_hours(event=event, hours=form.hours, seen=form.version.data, by=me(), now=datetime.now(UTC))


def _lay_out(event: Event, form: LayoutForm) -> int:
    return timetable.lay_out(
        event=event,
        slots=form.slots.data,
        breaks=form.rows,
        seen=form.version.data,
        by=me(),
        now=datetime.now(UTC),
    )


def _add(event: Event, form: SlotForm) -> None:
    timetable.add_slot(
        event=event,
        day=form.day.data,
        row=form.row,
        seen=form.version.data,
        by=me(),
        now=datetime.now(UTC),
    )


def _change(slot: Slot, form: SlotForm) -> int:
    return timetable.change_slot(
        slot=slot, row=form.row, seen=form.version.data, by=me(), now=datetime.now(UTC)
    )


def _page(slot: Slot | None, form: SlotForm) -> str:
    return render_template("desk/slot.html", slot=slot, form=form)
