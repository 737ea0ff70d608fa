"""Responses to a change of the schedule: JSON for the script, otherwise a redirect to the page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.core.errors import Refusal
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.translation import translated
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import status_of
from hackathon.events.models import Event
from hackathon.planning.drafts.queries import drafts
from hackathon.schedule.changes.errors import MoveForbidden
from hackathon.schedule.changes.queries import steps
from hackathon.schedule.changes.queries.states import numbers_of
from hackathon.schedule.changes.services.changing import ChangeResult
from hackathon.schedule.state_strip import queries as strips
from hackathon.schedule.state_strip.exports import session_documents, strip_document

TYPED = ("action", "topic", "run", "slot", "room", "minutes")
"""The values of a refused form that are passed back to the page."""


def wants_json() -> bool:
    """Whether a script sent the request, and not a plain form."""
    return request.accept_mimetypes.best == "application/json"


def answer_change(
    event: Event, person: Person, form: BaseForm, save: Callable[[datetime], ChangeResult]
) -> ResponseReturnValue:
    """Make a change at once, and respond with its result or the reason for refusing it."""
    now = current_time()
    if not form.validate():
        return refused(event, Refusal(" ".join(problem.words for problem in form.problems)), 422)
    try:
        changed = save(now)
    except Refusal as refusal:
        return refused(event, refusal, status_of(refusal))
    if not wants_json():
        flash(translated(changed.words))
        return redirect(page_of(event), code=303)
    return jsonify(changed_document(event, person, changed, now))


def changed_document(event: Event, person: Person, changed: ChangeResult, now: datetime) -> dict[str, Any]:
    """Return the result of a change, and the resulting schedule."""
    draft = drafts.current(event)
    assessment = strips.assess(event, draft, agendas.latest(event), now)
    placed = session_documents(draft, changed.sessions)
    known = {(session["topic"], session["run"]) for session in placed}
    numbers = numbers_of(event, [topic for topic, _ in changed.sessions])
    gone = [
        {"topic": numbers[topic], "run": run, "slot": None, "room": None, "pinned": False}
        for topic, run in changed.sessions
        if topic in numbers and (numbers[topic], run) not in known
    ]
    undo, redo = steps.undo_and_redo(draft, person) if draft else (None, None)
    return {
        "version": changed.version,
        "changed": [*placed, *gone],
        "strip": strip_document(assessment.strip),
        "words": translated(changed.words),
        "undo": translated(undo) if undo else None,
        "redo": translated(redo) if redo else None,
    }


def refused(event: Event, refusal: Refusal, status: int) -> ResponseReturnValue:
    """Respond with the reason why nothing was changed; a plain form gets its values back."""
    words = translated(refusal)
    if not wants_json():
        flash(words)
        typed = {name: request.form[name] for name in TYPED if request.form.get(name)}
        return redirect(f"{page_of(event)}?{urlencode(typed)}" if typed else page_of(event), code=303)
    reasons = refusal.reasons if isinstance(refusal, MoveForbidden) else ()
    document = {
        "words": words,
        "reasons": [translated(reason) for reason in reasons],
        "overridable": isinstance(refusal, MoveForbidden) and refusal.is_overridable,
    }
    return jsonify(document), status


def page_of(event: Event) -> str:
    """Return the address of the schedule page."""
    return f"/{event.slug}/organize/schedule"
