"""What-if questions: the effect of one change, applied only if an organizer accepts it."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.text.collation import sort_key
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.planner.explanation.what_if import WhatIfChange
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.messages import what_if_question
from hackathon.planning.runs import queries as runs
from hackathon.planning.runs import services as planning
from hackathon.planning.runs.organizer_views import course_of
from hackathon.planning.what_if.forms import AbsenceForm, ExtraRoomForm, TopicTimeForm

bp = Blueprint("organize_what_if", __name__, url_prefix="/<event>/organize/plan")

SECONDS = 5
"""Short, because someone is waiting for the answer."""

Forms = dict[str, TopicTimeForm | AbsenceForm | ExtraRoomForm]


@bp.get("/what-if")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Offer the possible questions, and list earlier ones."""
    place = here(event)
    return _page(place, _forms(place))


@bp.post("/what-if/<any(topic, person, room):kind>")
@open_to(Access.ORGANIZER)
def ask(event: str, kind: str) -> ResponseReturnValue:
    """Ask about the effect of one change; the answer is computed in the background."""
    place = here(event)
    forms = _forms(place)
    form = forms[kind]
    asked = submit(
        form,
        lambda: planning.request_run(
            event=place.event,
            limits=Limits(seconds=SECONDS),
            supposition=form.supposition,
            by=me(),
            now=current_time(),
        ),
    )
    if asked is None:
        return _page(place, forms, asked=kind), form.answer_status

    return redirect(url_for(".answer", event=event, number=asked.result.id), code=303)


@bp.get("/what-if/<int(max=2147483647):number>")
@open_to(Access.ORGANIZER)
def answer(event: str, number: int) -> ResponseReturnValue:
    """Show the effect of a change, compared with the current draft."""
    place = here(event)
    run = drafts.find_run(place.event, number)
    if run.supposition is None:
        abort(404)
    return render_template(
        "planning/what_if/what_if_answer.html",
        question=what_if_question(WhatIfChange.from_json(run.supposition), place.event),
        answer=runs.answer(run, drafts.current(place.event)),
        **course_of(run),
    )


def _forms(place: Here) -> Forms:
    slots = [slot for slot in place.event.slots if not slot.is_break]
    topics = [topic for topic in place.event.topics if not topic.is_withdrawn]
    people = {contact.person.id: contact.person for topic in topics for contact in topic.contacts}
    return {
        "topic": TopicTimeForm.offering(topics, slots),
        "person": AbsenceForm.offering(sorted(people.values(), key=lambda each: sort_key(each.name)), slots),
        "room": ExtraRoomForm(),
    }


def _page(place: Here, forms: Forms, asked: str = "") -> str:
    found = [
        (run, what_if_question(WhatIfChange.from_json(run.supposition), place.event))
        for run in drafts.runs(place.event, limit=20)
        if run.supposition
    ]
    return render_template("planning/what_if/what_if.html", forms=forms, asked=asked, answers=found)
