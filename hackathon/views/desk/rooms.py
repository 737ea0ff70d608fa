"""The rooms of an event; the page that shows them shows hours and slots too."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.desk_rooms import RemovalForm, RoomForm
from hackathon.models import Event, Room, Session
from hackathon.queries import timetable
from hackathon.services import rooms
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted, left_the_draft

bp = Blueprint("desk_rooms", __name__, url_prefix="/<event>/desk")


@bp.get("/rooms")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show opening hours, slots and rooms."""
    return render_template("desk/rooms.html", rooms=timetable.rooms(here(event).event))


@bp.get("/rooms/new")
@open_to(Access.ORGANIZER)
def new(event: str) -> ResponseReturnValue:
    """Ask for a new room."""
    return _page(None, RoomForm.about_room(here(event).event, None))


@bp.post("/rooms/new")
@open_to(Access.ORGANIZER)
def add(event: str) -> ResponseReturnValue:
    """Add a room."""
    place = here(event)
    form = RoomForm.about_room(place.event, None)
    if not accepted(
        form, lambda: rooms.add(event=place.event, fields=form.fields, by=me(), now=datetime.now(UTC))
    ):
        return _page(None, form), 422

    flash(f"{form.name.data} is added.")
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/rooms/room/<room>")
@open_to(Access.ORGANIZER)
def edit(event: str, room: str) -> ResponseReturnValue:
    """Show one room to be changed."""
    place = here(event)
    found = _find(place.event, room)
    return _page(found, RoomForm.about_room(place.event, found))


@bp.post("/rooms/room/<room>")
@open_to(Access.ORGANIZER)
def change(event: str, room: str) -> ResponseReturnValue:
    """Change one room."""
    place = here(event)
    found = _find(place.event, room)
    form = RoomForm.about_room(place.event, found)
    left: list[int] = []
    if not accepted(form, lambda: left.append(_change(found, form))):
        return _page(found, form), 422

    flash(f"{form.name.data} is changed.{left_the_draft(*left)}")
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/rooms/room/<room>/removal")
@open_to(Access.ORGANIZER)
def ask(event: str, room: str) -> ResponseReturnValue:
    """Say what goes with a room before it goes."""
    place = here(event)
    found = _find(place.event, room)
    return render_template(
        "desk/removal.html",
        form=RemovalForm(data={"version": found.version}),
        what=f"the room {found.name}",
        titles=timetable.drafted(place.event, Session.room_id == found.id),
    )


@bp.post("/rooms/room/<room>/removal")
@open_to(Access.ORGANIZER)
def remove(event: str, room: str) -> ResponseReturnValue:
    """Remove a room."""
    found, form = _find(here(event).event, room), RemovalForm()
    name = found.name
    if not form.validate_on_submit():
        abort(400)
    left = rooms.remove(room=found, seen=form.version.data, by=me(), now=datetime.now(UTC))
    flash(f"{name} is gone.{left_the_draft(left)}")
    return redirect(url_for(".show", event=event), code=303)


def _find(event: Event, slug: str) -> Room:
    return next((room for room in timetable.rooms(event) if room.slug == slug), None) or abort(404)


def _change(room: Room, form: RoomForm) -> int:
    return rooms.change(room=room, fields=form.fields, seen=form.version.data, by=me(), now=datetime.now(UTC))


def _page(room: Room | None, form: RoomForm) -> str:
    return render_template("desk/room.html", room=room, form=form)
