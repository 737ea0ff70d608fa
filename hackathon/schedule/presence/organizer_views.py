"""News about the schedule, for the page that polls every two seconds."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.core.translation import translated
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.events.models import Event
from hackathon.planning.drafts.queries import drafts
from hackathon.schedule.changes.messages import step_message, undone_message
from hackathon.schedule.changes.models import ScheduleStep
from hackathon.schedule.changes.queries import steps
from hackathon.schedule.presence import queries as presence
from hackathon.schedule.presence.queries import Moment
from hackathon.schedule.presence.services import note_presence
from hackathon.schedule.state_strip import queries as strips
from hackathon.schedule.state_strip.exports import session_documents, strip_document

bp = Blueprint("organize_schedule_presence", __name__, url_prefix="/<event>/organize/schedule")


@bp.get("/state")
@open_to(Access.ORGANIZER)
def state(event: str) -> ResponseReturnValue:
    """Send what has changed since a version, or 204 if nothing has.

    `since` is the version of the draft on the page, `seen` the token of its last response: without it, only a
    change of the draft counts as news.
    """
    found, person, now = here(event).event, me(), current_time()
    since, seen = request.args.get("since", -1, type=int), request.args.get("seen")
    if not presence.is_noted(found, person, now):
        note_presence(event=found, by=person, now=now)
    moment = presence.load_moment(found, person, now)
    if moment.version == since and seen in (None, moment.token):
        return Response(status=204)

    answer = jsonify(_document(found, person, moment, since, now))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _document(event: Event, person: Person, moment: Moment, since: int, now: datetime) -> dict[str, Any]:
    draft = drafts.current(event)
    assessment = strips.assess(event, draft, agendas.latest(event), now)
    undo, redo = steps.undo_and_redo(draft, person) if draft else (None, None)
    news = steps.since(draft, since, but=person) if draft and since >= 0 else ()
    return {
        "version": moment.version,
        "seen": moment.token,
        "sessions": session_documents(draft),
        "strip": strip_document(assessment.strip),
        "by": [_said(step) for step in news],
        "present": moment.present,
        "run": moment.run,
        "proposal": moment.proposal,
        "undo": translated(undo) if undo else None,
        "redo": translated(redo) if redo else None,
    }


def _said(step: ScheduleStep) -> dict[str, str]:
    words = step_message(step.kind, step.title)
    return {
        "who": step.person.name if step.person else "",
        "words": translated(undone_message(words) if step.undone_at else words),
    }
