"""Public pages for pitches: the list, the projector page, and open slots."""

import hashlib

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.agenda import queries as agendas
from hackathon.agenda.models import Revision
from hackathon.core.extensions import settings
from hackathon.core.files import qr
from hackathon.core.web import limits
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.caching.prepared_responses import Unchanged
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.schedule.open_space import queries as open_space
from hackathon.schedule.open_space import services
from hackathon.schedule.open_space.domain import OpenCell
from hackathon.schedule.open_space.forms import ClaimForm, PitchForm
from hackathon.topics.queries import people_names

bp = Blueprint("pitches", __name__)

LOOKS = ("dark", "light")


@bp.get("/<event>/pitches")
@open_to(Access.ANYONE)
def show(event: str) -> ResponseReturnValue:
    """Show today's pitches and the open slots."""
    return _page(here(event), PitchForm.empty())


@bp.post("/<event>/pitches")
@open_to(Access.SIGNED_IN)
@limits.proposals
def pitch(event: str) -> ResponseReturnValue:
    """Add a topic."""
    place, form = here(event), PitchForm.empty()
    pitched = submit(
        form,
        lambda: services.pitch(
            event=place.event,
            title=form.title.data,
            contact=form.contact.data or "",
            is_helper=place.is_helper,
            by=me(),
            form_key=form.form_key.data,
            now=current_time(),
        ),
    )
    if pitched is None:
        return _page(place, form), form.answer_status

    flash(_("Topic %(number)s is on the list. People can vote for it now.", number=pitched.result.number))
    return redirect(url_for(".show", event=event, _anchor="pitch"), code=303)


@bp.get("/<event>/pitches/list")
@open_to(Access.ANYONE)
def listed(event: str) -> ResponseReturnValue:
    """Send the list alone, for open pages; if nothing has changed, only a status."""
    place, kind = here(event), request.args.get("for")
    name = "_screen_list" if kind == "screen" else "_list"
    drawn = render_template(f"schedule/open_space/{name}.html", **_list(place))
    etag = hashlib.sha256(drawn.encode()).hexdigest()[:24]
    if request.if_none_match.contains_weak(etag):
        answer: Response = Unchanged()
    else:
        answer = Response(drawn, content_type="text/html; charset=utf-8")
    answer.set_etag(etag, weak=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.get("/<event>/pitches/screen")
@open_to(Access.ANYONE)
def screen(event: str) -> ResponseReturnValue:
    """Show the pitches to the plenary, with the QR code for voting and the time."""
    place, now, look = here(event), current_time(), request.args.get("look")
    address = f"{settings().url}/{place.event.slug}/pitches"
    return render_template(
        "schedule/open_space/screen.html",
        look=look if look in LOOKS else None,
        code=qr.drawn(address),
        address=address.partition("://")[2],
        ends=open_space.pitching_ends(place.event, now),
        now=now,
        **_list(place),
    )


@bp.get("/<event>/pitches/open-slots/<int(max=2147483647):slot>-<int(max=2147483647):room>")
@open_to(Access.SIGNED_IN)
def ask_claim(event: str, slot: int, room: int) -> ResponseReturnValue:
    """Show the form for claiming an open slot."""
    place = here(event)
    return _claim_page(place, _cell(place, slot, room), _claim_form(place))


@bp.post("/<event>/pitches/open-slots/<int(max=2147483647):slot>-<int(max=2147483647):room>")
@open_to(Access.SIGNED_IN)
@limits.proposals
def claim(event: str, slot: int, room: int) -> ResponseReturnValue:
    """Claim an open slot."""
    place = here(event)
    cell, form = _cell(place, slot, room), _claim_form(place)
    claimed = submit(form, lambda: _claim(place, cell, form))
    if claimed is None:
        return _claim_page(place, cell, form), form.answer_status

    if claimed.result:
        flash(_("The slot is yours. Revision %(number)s is published.", number=claimed.result.number))
    else:
        flash(_("The slot is yours. It appears in the agenda as soon as an organizer publishes it."))
    return redirect(url_for(".show", event=event), code=303)


def _claim(place: Here, cell: OpenCell, form: ClaimForm) -> Revision | None:
    event = place.event
    topics = {str(topic.number): topic for topic in open_space.own_topics(event, me())}
    return services.claim(
        event=event,
        slot=next(slot for slot in event.slots if slot.id == cell.slot),
        room=next(room for room in event.rooms if room.id == cell.room),
        topic=topics.get(form.topic.data),
        title=form.title.data or "",
        attendance=place.attendance,
        by=me(),
        form_key=form.form_key.data,
        now=current_time(),
    )


def _claim_form(place: Here) -> ClaimForm:
    return ClaimForm.about(open_space.own_topics(place.event, me()))


def _cell(place: Here, slot: int, room: int) -> OpenCell:
    """Return the open cell of that slot and room; 404 if it is not open."""
    cells = open_space.open_cells(place.event, current_time()) if place.event.is_open_space else []
    return next((cell for cell in cells if (cell.slot, cell.room) == (slot, room)), None) or abort(404)


def _claim_page(place: Here, cell: OpenCell, form: ClaimForm) -> str:
    return render_template("schedule/open_space/claim.html", event=place.event, cell=cell, form=form)


def _list(place: Here) -> dict[str, object]:
    now, agenda = current_time(), agendas.latest(place.event)
    return {
        "event": place.event,
        "agenda": agenda,
        "pitches": open_space.pitches_of(place.event, agenda, place.person, now),
        "takes_votes": place.event.takes_votes(now),
    }


def _page(place: Here, form: PitchForm) -> str:
    event, now = place.event, current_time()
    may_pitch = place.person is not None and (
        event.takes_proposals(now) or (place.is_helper and not event.is_over(now))
    )
    return render_template(
        "schedule/open_space/pitches.html",
        form=form if may_pitch else None,
        names=people_names.names(event) if place.is_helper else (),
        cells=open_space.open_cells(event, now) if event.is_open_space and not event.is_over(now) else (),
        day=open_space.coming_day(event, now),
        **_list(place),
    )
