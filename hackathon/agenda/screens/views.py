"""Screens for the hall and for each room's door; they need no sign-in."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.agenda import queries as agendas
from hackathon.agenda.domain import changes
from hackathon.agenda.domain.changes import AgendaChange
from hackathon.agenda.live.domain import LONGEST_NOTICE
from hackathon.agenda.now.messages import in_short
from hackathon.agenda.screens.domain import door_scenes, hall_scenes
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import settings
from hackathon.core.files import qr
from hackathon.core.text import markdown
from hackathon.core.text.shortening import shortened
from hackathon.core.web.access import Access, Here, here, open_to
from hackathon.core.web.clock import current_time

bp = Blueprint("screens", __name__)

LOOKS = ("dark", "light")
ROWS = 6
"""As many rooms are readable on the hall screen from ten metres away; if there are more, they take turns."""


@bp.get("/<event>/screen")
@open_to(Access.ANYONE)
def hall(event: str) -> ResponseReturnValue:
    """Show the current or next sessions in every room."""
    place, now = here(event), current_time()
    agenda, before = agendas.latest_two(place.event)
    scenes = hall_scenes(agenda, now) if agenda else ()
    address = f"{settings().url}/{place.event.slug}/now"
    return render_template(
        "agenda/screens/hall.html",
        **_frame(place, agenda),
        scenes=scenes,
        rows=ROWS,
        now=now,
        code=qr.drawn(address),
        address=address.partition("://")[2],
        news=_news(before, agenda) if agenda and before else None,
        message=shortened(markdown.plain(place.event.notice), LONGEST_NOTICE),
    )


@bp.get("/<event>/screen/<room>")
@open_to(Access.ANYONE)
def door(event: str, room: str) -> ResponseReturnValue:
    """Show the current or next session in one room, for a screen at its door."""
    place, now = here(event), current_time()
    agenda = agendas.latest(place.event)
    found = next((each for each in agenda.rooms if each.slug == room), None) if agenda else None
    if agenda is None or found is None:
        abort(404)
    return render_template(
        "agenda/screens/door.html",
        **_frame(place, agenda),
        room=found,
        scenes=door_scenes(agenda, room, now),
        now=now,
    )


def _frame(place: Here, agenda: Agenda | None) -> dict[str, object]:
    look = request.args.get("look")
    return {"event": place.event, "agenda": agenda, "look": look if look in LOOKS else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenChange:
    """The change that a screen shows: the first of a session still to come."""

    change: AgendaChange
    words: str


def _news(before: Agenda, agenda: Agenda) -> ScreenChange | None:
    now = current_time()
    told = changes.affecting(changes.between(before, agenda))
    coming = [change for change in told if change.session.ends > now]
    return ScreenChange(change=coming[0], words=in_short(coming[0], agenda)) if coming else None
