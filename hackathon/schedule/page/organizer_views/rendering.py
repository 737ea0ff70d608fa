"""Rendering the schedule page: all of it, or only the schedule for a script that has the rest."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for
from flask_babel import gettext as _

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.core.web.access import Here, row_number
from hackathon.core.web.caching.drawn_parts import draw_part
from hackathon.core.web.clock import current_time
from hackathon.core.web.filters import clock, day
from hackathon.planning.drafts.forms import PublishForm
from hackathon.planning.drafts.queries import drafts, evaluation
from hackathon.planning.runs import services as planning
from hackathon.planning.runs.domain import Curve
from hackathon.planning.runs.organizer_views import course_of
from hackathon.publication.services import change_notifications, publishing
from hackathon.publication.timed.queries import timed_publication
from hackathon.schedule.closing.queries import preview_closure
from hackathon.schedule.page.domain import Card, SchedulePage
from hackathon.schedule.page.forms import GridSlotForm, RoomsForm, SlotEndForm
from hackathon.schedule.page.labels import short_labels
from hackathon.schedule.page.organizer_views.grid import GridDrawing
from hackathon.schedule.page.queries.page import load_page
from hackathon.schedule.proposals import queries as proposals
from hackathon.schedule.proposals.domain import Place, Proposal, ProposedMove
from hackathon.schedule.proposals.forms import MODES
from hackathon.schedule.versions import queries as versions
from hackathon.topics.order import queries as orders
from hackathon.topics.order.forms import OrderForm

TRAY = "tray"
VERSIONS_AT_ONCE = 20
FILES = {
    "problem": "problem.json",
    "solution": "solution.json",
    "command": "hackathon verify problem.json solution.json",
}
"""The files of a run, and the command that verifies them."""

PART = "schedule"
"""The header X-Part with which a script requests a part of the page."""


def schedule_page(place: Here, *, panel: str | None = None, **context: object) -> str:
    """Return the page with one panel beside the grid; `context` replaces the panel's own data.

    An unknown panel becomes the tray, and an unknown day today or the first one.
    """
    now = current_time()
    page = load_page(place.event, place.person, now)
    wanted = panel or request.args.get("panel", TRAY)
    shown_panel = wanted if wanted in PANELS else TRAY
    loaded = PANELS[shown_panel](place, page, now) if shown_panel in PANELS else {}
    values: dict[str, Any] = {**loaded, **context}
    labels = short_labels({area.slug: area.name for area in place.event.areas})
    grid = GridDrawing(
        event=place.event.slug,
        page=page,
        labels=labels,
        chosen_day=_chosen_day(page, now, place.event.zone),
        arriving=values.pop("arriving", {}),
        leaving=values.pop("leaving", {}),
        place_name=lambda where: place_name(page, where),
    )
    is_part = request.headers.get("X-Part") == PART
    drawn: str = render_template(
        "schedule/_schedule.html" if is_part else "schedule/schedule.html",
        page=page,
        is_part=is_part,
        grid=grid,
        words_for_scripts=lambda: draw_part("schedule/_words.html"),
        room_names={room.id: room.name for room in page.rooms},
        labels=labels,
        chosen_day=grid.chosen_day,
        drawn_days=[each for each in page.days if grid.draws(each)],
        session_address=partial(_session_address, grid),
        shown_panel=shown_panel,
        panel_link=_panel_link,
        place_name=grid.place_name,
        **values,
    )
    return drawn


def _chosen_day(page: SchedulePage, now: datetime, zone: str) -> str:
    days = [day.day.isoformat() for day in page.days]
    wanted = request.args.get("day", "")
    if wanted in days or (wanted == "all" and len(days) > 1 and not page.is_shown_by_day):
        return wanted
    today = now.astimezone(ZoneInfo(zone)).date().isoformat()
    return today if today in days else days[0] if days else "all"


def _session_address(grid: GridDrawing, card: Card) -> str:
    """Return the address of a session in the grid: on this page, or on the page of its day."""
    day = grid.page.day_of(card)
    anchor = f"card-{card.topic}-{card.run}"
    if grid.draws(day):
        return f"#{anchor}"
    return url_for(
        "organize_schedule.show",
        event=grid.event,
        day=day.day.isoformat(),
        _anchor=anchor,
        panel=request.args.get("panel"),
    )


def place_name(page: SchedulePage, where: Place | None) -> str:
    """Return "Thu 20 May, 14:10, Camac", or the name of the tray if there is no place."""
    if where is None:
        return str(_("Unscheduled"))
    slot, room = where
    name = next((column.name for column in page.rooms if column.id == room), "")
    begins = (
        f"{day(each.day)}, {clock(row.starts)}" for each in page.days for row in each.rows if row.slot == slot
    )
    return f"{next(begins, '')}, {name}"


def _panel_link(panel: str | None) -> str:
    """Return the address of the page with that panel and the current day."""
    return url_for(
        "organize_schedule.show",
        event=(request.view_args or {})["event"],
        day=request.args.get("day"),
        panel=panel if panel != TRAY else None,
    )


def _findings(_place: Here, page: SchedulePage, _now: datetime) -> dict[str, Any]:
    cards = {(card.topic, card.run): card for card in page.cards}
    return {"cards": cards, "titles": {topic.topic: topic.title for topic in page.tray}}


def _evaluation(place: Here, _page: SchedulePage, now: datetime) -> dict[str, Any]:
    draft = drafts.outline(place.event)
    runs = drafts.runs(place.event)
    # An accepted proposal is a draft that no run made, but its evaluation may still apply.
    answered = next((run for run in runs if run.is_answered and not run.supposition), None)
    made_by = (drafts.run_of(draft) or answered) if draft else None
    return {
        "evaluation": evaluation.evaluate_draft(place.event, draft, made_by, agendas.latest(place.event), now)
        if draft
        else None,
        "draft": draft,
        "holds": draft.content if draft else None,
        "is_as_planned": draft is not None
        and made_by is not None
        and drafts.content_of(made_by) == draft.content,
        "made_by": made_by,
        "made_curve": Curve.from_progress(made_by.progress) if made_by else None,
        "runs": runs,
        "files": FILES,
    }


def _publication(place: Here, _page: SchedulePage, now: datetime) -> dict[str, Any]:
    draft = drafts.current(place.event)
    preview = publishing.preview(event=place.event, note="", now=now) if draft else None
    reader = _reader(preview) if preview else None
    form = PublishForm.of_event(place.event)
    if preview and form.version.data is None:
        form.version.data = preview.version
    return {
        "publish_form": form,
        "preview": preview,
        "reader": reader,
        "letter": change_notifications.draw(
            event=place.event, person=reader, notice=preview.concerned[reader], note=form.note.data or ""
        )
        if preview and reader
        else None,
        "timed": timed_publication(place.event),
        "is_planned_anew": planning.replaces_draft(place.event),
    }


def _reader(preview: publishing.Preview) -> Person | None:
    """Return the person whose email is shown: the selected one, or else the first."""
    wanted = request.values.get("reader", type=row_number)
    people = list(preview.concerned)
    return next((person for person in people if person.id == wanted), people[0] if people else None)


def _order(place: Here, _page: SchedulePage, _now: datetime) -> dict[str, Any]:
    topics = [topic for topic in place.event.topics if not topic.is_withdrawn]
    return {"order_form": OrderForm.offering(topics), "orders": orders.rules_of(place.event)}


def _planner(place: Here, _page: SchedulePage, _now: datetime) -> dict[str, Any]:
    draft = drafts.outline(place.event)
    made_by = drafts.run_of(draft) if draft else None
    run = next(iter(drafts.runs(place.event, limit=1)), None)
    return {**course_of(run), "made_by": made_by, "plan_modes": tuple(MODES.items())}


def _proposal(place: Here, _page: SchedulePage, now: datetime) -> dict[str, Any]:
    draft = drafts.current(place.event)
    proposal = proposals.load_proposal(place.event, draft, now)
    without = _unticked(proposal) if proposal else set()
    if proposal and draft and without:
        proposal = proposals.count_part(place.event, draft, proposal, without=without, now=now)
    groups = [group for group in proposal.groups if group.key not in without] if proposal else []
    moves = [move for group in groups for move in group.moves]
    return {"proposal": proposal, "without": without, **_differences(moves)}


def _unticked(proposal: Proposal) -> set[str]:
    """Return the unticked groups, if the form of the proposal was submitted."""
    if "partly" not in request.form:
        return set()
    return {group.key for group in proposal.groups} - set(request.form.getlist("group"))


def _versions(place: Here, _page: SchedulePage, _now: datetime) -> dict[str, Any]:
    before = request.args.get("before", type=int)
    kept = versions.list_versions(place.event, before=before, limit=VERSIONS_AT_ONCE + 1)
    shown = kept[:VERSIONS_AT_ONCE]
    return {"kept": shown, "older": shown[-1].id if len(kept) > VERSIONS_AT_ONCE else None}


def _comparison(place: Here, _page: SchedulePage, now: datetime) -> dict[str, Any]:
    version = drafts.find_kept(place.event, request.args.get("version", 0, type=row_number))
    comparison = versions.compare_version(place.event, drafts.current(place.event), version, now)
    return {"version": version, "comparison": comparison, **_differences(comparison.moves)}


def _closures(place: Here, _page: SchedulePage, now: datetime) -> dict[str, Any]:
    wanted_slot = request.args.get("slot", type=row_number)
    wanted_room = request.args.get("room", type=row_number)
    slot = next((each for each in place.event.slots if each.id == wanted_slot), None)
    room = next((each for each in place.event.rooms if each.id == wanted_room), None)
    draft = drafts.outline(place.event)
    return {
        "closing_slot": wanted_slot,
        "closing_room": wanted_room,
        "closure": preview_closure(place.event, draft, slot=slot, room=room, now=now)
        if slot and (room or not wanted_room)
        else None,
    }


def _adding(place: Here, page: SchedulePage, now: datetime) -> dict[str, Any]:
    chosen = _chosen_day(page, now, place.event.zone)
    day = next((each.day for each in page.days if each.day.isoformat() == chosen), None)
    return {"rooms_form": RoomsForm(), "slot_form": GridSlotForm.of_event(place.event, day)}


def _slot(place: Here, _page: SchedulePage, _now: datetime) -> dict[str, Any]:
    wanted = request.args.get("slot", type=row_number)
    slot = next((each for each in place.event.slots if each.id == wanted), None)
    return {"chosen_slot": slot, "end_form": SlotEndForm.about(slot) if slot else None}


def _differences(moves: Sequence[ProposedMove]) -> dict[str, Any]:
    """Return how the grid shows moves: sessions leaving cells, and sessions arriving in them."""
    arriving: dict[Place | None, list[ProposedMove]] = {}
    for move in moves:
        arriving.setdefault(move.becomes, []).append(move)
    return {"arriving": arriving, "leaving": {(move.topic, move.run): move for move in moves if move.was}}


Panel = Callable[[Here, SchedulePage, datetime], dict[str, Any]]

PANELS: dict[str, Panel] = {
    "votes": _evaluation,
    "calculation": _evaluation,
    "musts": _findings,
    "seats": _findings,
    "conflicts": _findings,
    "warnings": _findings,
    "adding": _adding,
    "slot": _slot,
    "closures": _closures,
    "several": lambda _place, _page, _now: {},
    "planner": _planner,
    "proposal": _proposal,
    "versions": _versions,
    "comparison": _comparison,
    "publish": _publication,
    "order": _order,
}
"""The function that loads each panel's data; the tray needs none."""
