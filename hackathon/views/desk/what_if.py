"""What if: a change that is worked out and shown, and made only when somebody takes it."""

from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.scheduling.limits import Limits
from hackathon.domain.scheduling.suppose import Supposition
from hackathon.forms.what_if import PersonForm, RoomForm, TopicForm
from hackathon.models import Run
from hackathon.queries import drafts, runs
from hackathon.services import planning
from hackathon.views.access import Access, Here, here, me, open_to
from hackathon.views.desk.runs import course_of

bp = Blueprint("desk_what_if", __name__, url_prefix="/<event>/desk/plan")

SECONDS = 5
"""How long an answer may take: somebody waits for it."""

Forms = dict[str, TopicForm | PersonForm | RoomForm]


@bp.get("/what-if")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Offer what can be asked, and list what was."""
    place = here(event)
    return _page(place, _forms(place))


@bp.post("/what-if/<any(topic, person, room):kind>")
@open_to(Access.ORGANIZER)
def ask(event: str, kind: str) -> ResponseReturnValue:
    """Ask what one change would bring; the answer is worked out in the background."""
    place = here(event)
    forms = _forms(place)
    form = forms[kind]
    if not form.validate_on_submit():
        return _page(place, forms, asked=kind), 422

    run = planning.ask(
        event=place.event,
        limits=Limits(seconds=SECONDS),
        supposition=form.supposition,
        by=me(),
        now=datetime.now(UTC),
    )
    return redirect(url_for(".answer", event=event, number=run.id), code=303)


@bp.get("/what-if/<int(max=2147483647):number>")
@open_to(Access.ORGANIZER)
def answer(event: str, number: int) -> ResponseReturnValue:
    """Show what a change would bring, as a difference to the draft of now."""
    place = here(event)
    run = drafts.find_run(place.event, number)
    if run.supposition is None:
        abort(404)
    return render_template(
        "desk/what_if_answer.html",
        words=_words(run),
        answer=runs.answer(run, drafts.current(place.event)),
        **course_of(run),
    )


def _forms(place: Here) -> Forms:
    slots = [slot for slot in place.event.slots if not slot.is_break]
    topics = [topic for topic in place.event.topics if not topic.is_withdrawn]
    people = {contact.person.id: contact.person for topic in topics for contact in topic.contacts}
    return {
        "topic": TopicForm.offering(topics, slots),
        "person": PersonForm.offering(sorted(people.values(), key=lambda each: each.name), slots),
        "room": RoomForm(),
    }


def _page(place: Here, forms: Forms, asked: str = "") -> str:
    found = [(run, _words(run)) for run in drafts.runs(place.event, limit=20) if run.supposition]
    return render_template("desk/what_if.html", forms=forms, asked=asked, answers=found)


def _words(run: Run) -> str:
    return Supposition.from_json(run.supposition).words if run.supposition else ""
