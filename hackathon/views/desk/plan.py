"""Planning: asking for a plan, watching it, and changing the draft by hand."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain import chores, grid
from hackathon.domain.curve import Curve
from hackathon.domain.scheduling.limits import Limits
from hackathon.forms.planning import LeaveOutForm, PlaceForm, PlanForm
from hackathon.models import Draft, Session, Topic
from hackathon.queries import agendas, drafts, places, standing, topics
from hackathon.queries import chores as reading
from hackathon.queries.sessions_of_topics import FIRST, SECOND
from hackathon.services import arranging, planning, publishing
from hackathon.views.access import Access, Here, here, me, open_to
from hackathon.views.desk.runs import course_of

bp = Blueprint("desk_plan", __name__, url_prefix="/<event>/desk")


@bp.get("/plan")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the draft, what it costs and who loses, and how it was made."""
    return _page(here(event), PlanForm())


@bp.post("/plan")
@open_to(Access.ORGANIZER)
def ask(event: str) -> ResponseReturnValue:
    """Ask for a plan; it is made in the background."""
    place, form = here(event), PlanForm()
    if not form.validate_on_submit():
        return _page(place, form), 422

    limits = Limits(seconds=form.seconds.data, seed=form.seed.data)
    planning.ask(event=place.event, limits=limits, by=me(), now=datetime.now(UTC))
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/plan/<int(max=2147483647):number>/<any(problem, solution):part>.json")
@open_to(Access.ORGANIZER)
def document(event: str, number: int, part: str) -> ResponseReturnValue:
    """Hand out what a run was asked, or what it answered."""
    run = drafts.find_run(here(event).event, number)
    text: str | None = getattr(run, part)
    if text is None:
        abort(404)
    name = f"{event}-{number}-{part}.json"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(text, mimetype="application/json", headers=headers)


@bp.get("/draft/<address>")
@open_to(Access.ORGANIZER)
def session(event: str, address: str) -> ResponseReturnValue:
    """Show where a topic is in the draft, and let it be moved or pinned."""
    place = here(event)
    draft, topic = _draft(place), topics.find(place.event, address)
    return _session_page(draft, topic, _place_form(place, draft, topic))


@bp.post("/draft/<address>")
@open_to(Access.ORGANIZER)
def move(event: str, address: str) -> ResponseReturnValue:
    """Move a topic in the draft, pin it, or let it go."""
    place = here(event)
    draft, topic = _draft(place), topics.find(place.event, address)
    form = _place_form(place, draft, topic)
    if not form.validate_on_submit():
        return _session_page(draft, topic, form), 422

    arranging.place(
        draft=draft,
        topic=topic,
        room=next(room for room in place.event.rooms if room.id == form.room.data),
        slot=next(slot for slot in place.event.slots if slot.id == form.slot.data),
        pinned=form.pinned.data,
        seen=form.version.data,
        occurrence=_occurrence(),
        by=me(),
        now=datetime.now(UTC),
    )
    flash(f"“{topic.title}” has its new place in the draft.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/draft/<address>/absence")
@open_to(Access.ORGANIZER)
def leave_out(event: str, address: str) -> ResponseReturnValue:
    """Take a topic out of the draft."""
    place = here(event)
    draft, topic = _draft(place), topics.find(place.event, address)
    form = LeaveOutForm()
    if not form.validate_on_submit():
        return _session_page(draft, topic, _place_form(place, draft, topic)), 422

    arranging.leave_out(
        draft=draft,
        topic=topic,
        seen=form.version.data,
        occurrence=_occurrence(),
        by=me(),
        now=datetime.now(UTC),
    )
    flash(f"“{topic.title}” is out of the draft.")
    return redirect(url_for(".show", event=event), code=303)


def _page(place: Here, form: PlanForm) -> str:
    draft, runs, now = drafts.outline(place.event), drafts.runs(place.event), datetime.now(UTC)
    made_by = drafts.run_of(draft) if draft else None
    found = None
    tables: tuple[grid.Grid, ...] = ()
    if draft:
        found = standing.of(place.event, draft, made_by, agendas.latest(place.event), now)
        tables = grid.of_days(publishing.drafted(draft=draft, case=found.case, now=now))
    return render_template(
        "desk/plan.html",
        form=form,
        draft=draft,
        standing=found,
        tables=tables,
        pinned={(each.topic.number, each.occurrence) for each in draft.sessions if each.pinned}
        if draft
        else set(),
        runs=runs,
        made_by=made_by,
        made_curve=Curve.of(made_by.progress) if made_by else None,
        missing=() if draft else chores.groundwork(reading.numbers(place.event)),
        **course_of(next(iter(runs), None)),
    )


def _draft(place: Here) -> Draft:
    return drafts.current(place.event) or abort(404)


def _place_form(place: Here, draft: Draft, topic: Topic) -> PlaceForm:
    slots = [slot for slot in place.event.slots if not slot.is_break]
    return PlaceForm.about_session(_session(draft, topic, _occurrence()), draft, slots, place.event.rooms)


def _occurrence() -> int:
    """Return which of two sessions of a topic the address names."""
    return SECOND if request.args.get("session") == str(SECOND) else FIRST


def _session(draft: Draft, topic: Topic, occurrence: int) -> Session | None:
    mine = {each.occurrence: each for each in draft.sessions if each.topic_id == topic.id}
    return mine.get(occurrence)


def _session_page(draft: Draft, topic: Topic, form: PlaceForm) -> str:
    published, occurrence = agendas.latest(draft.event), _occurrence()
    return render_template(
        "desk/session.html",
        topic=topic,
        occurrence=occurrence,
        session=_session(draft, topic, occurrence),
        other=_session(draft, topic, FIRST + SECOND - occurrence),
        form=form,
        places=places.of(draft.event, draft, topic, published, datetime.now(UTC), occurrence=occurrence),
        price=places.price,
        made_of=places.made_of,
    )
