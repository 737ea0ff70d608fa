"""The rooms page, which also shows opening hours and slots."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.confirmations import left_the_draft
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Session
from hackathon.planning.rooms import services as rooms
from hackathon.planning.rooms.forms import RemovalForm, RoomForm
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable import queries as timetable

bp = Blueprint("organize_rooms", __name__, url_prefix="/<event>/organize")


@bp.get("/rooms")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show opening hours, slots and rooms."""
    return render_template("planning/rooms/rooms.html", rooms=timetable.rooms(here(event).event))


@bp.get("/rooms/new")
@open_to(Access.ORGANIZER)
def new(event: str) -> ResponseReturnValue:
    """Show the form for a new room."""
    return _page(None, RoomForm.about_room(here(event).event, None))


@bp.post("/rooms/new")
@open_to(Access.ORGANIZER)
def add(event: str) -> ResponseReturnValue:
    """Add a room."""
    place = here(event)
    form = RoomForm.about_room(place.event, None)
    added = submit(
        form, lambda: rooms.add(event=place.event, fields=form.fields, by=me(), now=current_time())
    )
    if added is None:
        return _page(None, form), form.answer_status

    flash(_("%(room)s added.", room=form.name.data))
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/rooms/room/<room>")
@open_to(Access.ORGANIZER)
def edit(event: str, room: str) -> ResponseReturnValue:
    """Show the form for editing a room."""
    place = here(event)
    room_row = _find(place.event, room)
    return _page(room_row, RoomForm.about_room(place.event, room_row))


@bp.post("/rooms/room/<room>")
@open_to(Access.ORGANIZER)
def change(event: str, room: str) -> ResponseReturnValue:
    """Change one room."""
    place = here(event)
    room_row = _find(place.event, room)
    form = RoomForm.about_room(place.event, room_row)
    saved = submit(
        form, lambda: _change(room_row, form), now_is=lambda: RoomForm.about_room(place.event, room_row)
    )
    if saved is None:
        return _page(room_row, form), form.answer_status

    words = _("%(room)s saved.", room=form.name.data)
    flash(f"{words}{left_the_draft(saved.result)}")
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/rooms/room/<room>/removal")
@open_to(Access.ORGANIZER)
def ask(event: str, room: str) -> ResponseReturnValue:
    """Ask for confirmation, listing the affected draft sessions."""
    place = here(event)
    return _removal_page(place.event, _find(place.event, room))


@bp.post("/rooms/room/<room>/removal")
@open_to(Access.ORGANIZER)
def remove(event: str, room: str) -> ResponseReturnValue:
    """Remove a room."""
    place, form = here(event), RemovalForm()
    room_row = _find(place.event, room)
    name = room_row.name
    removed = submit(
        form,
        lambda: rooms.remove(room=room_row, seen=form.version.data, by=me(), now=current_time()),
        now_is=lambda: room_row.version,
    )
    if removed is None:
        return _removal_page(place.event, room_row, form), form.answer_status

    words = _("%(room)s removed.", room=name)
    flash(f"{words}{left_the_draft(removed.result)}")
    return redirect(url_for(".show", event=event), code=303)


def _find(event: Event, slug: str) -> Room:
    return next((room for room in timetable.rooms(event) if room.slug == slug), None) or abort(404)


def _change(room: Room, form: RoomForm) -> int:
    return rooms.change(room=room, fields=form.fields, seen=form.version.data, by=me(), now=current_time())


def _removal_page(event: Event, room: Room, form: RemovalForm | None = None) -> str:
    return render_template(
        "planning/removal.html",
        back=url_for("organize_rooms.show", event=event.slug),
        form=form or RemovalForm(data={"version": room.version}),
        title=_("Remove the room %(room)s?", room=room.name),
        titles=timetable.drafted(event, Session.room_id == room.id),
    )


def _page(room: Room | None, form: RoomForm) -> str:
    return render_template("planning/rooms/room.html", room=room, form=form)
