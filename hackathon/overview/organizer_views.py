"""The overview: today's to-do list, and the phase of the event."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.domain.phases import WORDS, Phase
from hackathon.core.translation import translated
from hackathon.core.web.access import Access, Here, here, me, open_to, opens
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.event_settings.forms import PhaseForm
from hackathon.event_settings.services import events
from hackathon.events.models import Event
from hackathon.overview import domain as todo_items
from hackathon.overview.domain import TodoItem
from hackathon.overview.queries import todo_list

bp = Blueprint("organize_overview", __name__, url_prefix="/<event>/organize")


@bp.app_template_global()
def groundwork(event: Event) -> list[TodoItem]:
    """Return what an event needs before it can be planned, for the schedule page."""
    return todo_items.groundwork(todo_list.numbers(event))


@bp.get("/")
@open_to(Access.REVIEWER)
@cached_until_changed
def show(event: str) -> ResponseReturnValue:
    """Show today's tasks in order, and the state of the event."""
    place = here(event)
    return _page(place, PhaseForm.about_event(place.event))


@bp.post("/phase")
@open_to(Access.ORGANIZER)
def set_phase(event: str) -> ResponseReturnValue:
    """Hold the event in a phase, or let it follow its dates."""
    place, now = here(event), current_time()
    form = PhaseForm.about_event(place.event)
    held = submit(
        form,
        lambda: events.hold(
            event=place.event, phase=form.phase.data, seen=form.version.data, by=me(), now=now
        ),
        now_is=lambda: PhaseForm.about_event(place.event),
    )
    if held is None:
        return _page(place, form), form.answer_status

    flash(_("The phase is now “%(phase)s”.", phase=translated(WORDS[place.event.phase(now)])))
    return redirect(url_for(".show", event=event), code=303)


def _page(place: Here, form: PhaseForm) -> str:
    event, now = place.event, current_time()
    numbers = todo_list.numbers(event)
    todo = () if event.is_archived else todo_items.todo_list(numbers, todo_list.window(event, now))
    overview = url_for(".show", event=event.slug)
    return render_template(
        "overview/overview.html",
        numbers=numbers,
        items=[each for each in todo if opens(overview + each.page)],
        form=form,
        now=now,
        days_to_go=(event.first_day - now.astimezone(event.timezone).date()).days,
        phases=list(Phase),
        phase_starts={each: _start_of(each, event) for each in Phase},
        words=WORDS,
        phase_by_dates=event.lifecycle.phase_by_dates(now),
    )


def _start_of(phase: Phase, event: Event) -> date | None:
    start = event.lifecycle.start_of(phase)
    return start.astimezone(event.timezone).date() if start else None
