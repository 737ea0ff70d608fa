"""Checking an import beside the original page, and correcting it."""

from collections.abc import Iterator

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.importing import messages
from hackathon.importing.forms import CheckForm
from hackathon.importing.models import WaitingPage
from hackathon.importing.organizer_views import answering
from hackathon.importing.queries import imports
from hackathon.importing.question_messages import question_message
from hackathon.importing.services import pending_pages
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.readers.formats import PageFormat
from hackathon.pages.recognition.corrections.correction_codec import (
    NOTHING,
    as_options,
    corrections_from_json,
)
from hackathon.pages.recognition.corrections.operations import (
    CHOICES,
    Correction,
    IgnoreLines,
    MapLabel,
    Role,
    TakeAs,
)
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.understanding import CollectionGuess, LineUse, Understanding

bp = Blueprint("organize_import_check", __name__, url_prefix="/<event>/organize/import/check")

MOST_LINES = 1_500
"""The most lines of a page that are shown; unrecognized lines are always listed."""
_USES = (*messages.LINE_USES,)
_FORMATS = {kind.value: name for kind, name in messages.FORMATS.items()}
_SAID_ELSEWHERE = (
    QuestionKind.NO_DATES, QuestionKind.NO_OPENING_HOURS, QuestionKind.NO_VENUE,
    QuestionKind.NO_VENUE_IN_PLACE, QuestionKind.NO_TIME_ZONE, QuestionKind.GUESSED_TIME_ZONE,
)  # fmt: skip
"""Questions whose answers are the event's settings, once there is an event."""
_WEIGHTY = {Role.TOPICS, Role.AREAS, Role.PEOPLE}
_ROLE, _FIELD, _LAYOUT, _UNDO, _ANSWER = "role:", "field:", "layout:", "undo:", "answer:"


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the page beside its interpretation."""
    place = here(event)
    waiting = imports.waiting(place.event, me())
    if waiting is None:
        return redirect(url_for("organize_import.show", event=event), code=303)
    return _page(place, waiting, CheckForm())


@bp.post("")
@open_to(Access.ORGANIZER)
def correct(event: str) -> ResponseReturnValue:
    """Apply corrections and read the page again, without importing anything."""
    place, form = here(event), CheckForm()
    waiting = imports.waiting(place.event, me()) or abort(404)
    if submit(form, lambda: _change(place, waiting, form)) is None:
        return _page(here(event), waiting, form), form.answer_status

    return redirect(url_for(".show", event=event, _anchor="corrected"), code=303)


@bp.post("/layouts/<int:key>/deletion")
@open_to(Access.ORGANIZER)
def delete_layout(event: str, key: int) -> ResponseReturnValue:
    """Delete a saved layout."""
    pending_pages.delete_layout(event=here(event).event, key=key)
    flash(_("Layout deleted."))
    return redirect(url_for("organize_import.show", event=event), code=303)


def _change(place: Here, waiting: WaitingPage, form: CheckForm) -> None:
    understanding = pending_pages.understanding_of_waiting(waiting)
    action = request.form.get("action", "")
    if action == "save":
        _save(place, understanding, form)
    elif action == "undo":
        pending_pages.correct(waiting=waiting, corrections=())
    elif action.startswith(_UNDO):
        number = action.removeprefix(_UNDO)
        left = [each for n, each in enumerate(understanding.corrections) if str(n) != number]
        pending_pages.correct(waiting=waiting, corrections=left)
    elif action.startswith(_LAYOUT):
        layouts = pending_pages.layouts_for(place.event, understanding, me())
        chosen = next((each for each in layouts if action == f"{_LAYOUT}{each.id}"), None) or abort(404)
        pending_pages.correct(waiting=waiting, corrections=corrections_from_json(chosen.corrections))
    elif action.startswith(_ANSWER):
        said = answering.corrections_of(understanding, action.removeprefix(_ANSWER)) or abort(404)
        pending_pages.correct(waiting=waiting, corrections=(*understanding.corrections, *said))
    else:
        lost = _ignored(understanding) if action == "ignore" else ()
        said = (*_corrections(understanding), *lost)
        pending_pages.correct(waiting=waiting, corrections=(*understanding.corrections, *said))


def _save(place: Here, understanding: Understanding, form: CheckForm) -> None:
    name = " ".join((form.name.data or "").split())
    if not name:
        raise BadEntry(message("Please enter a name for the layout."), at="name")
    pending_pages.keep_layout(event=place.event, understanding=understanding, name=name, now=current_time())
    flash(_("Layout saved."))


def _corrections(understanding: Understanding) -> Iterator[Correction]:
    """Yield the choices that differ from the current interpretation."""
    for guess in understanding.collections:
        said = request.form.get(f"{_ROLE}{guess.key}")
        if said in [*CHOICES] and said != guess.role:
            yield TakeAs(collection=guess.key, role=Role(said))
    places = _places(understanding)
    for label in understanding.labels:
        name = f"{_FIELD}{label.label}"
        said = request.form.get(name, messages.UNKNOWN)
        before = messages.field_value(label.field, label.is_left_out or name in places)
        if said != before and said in (NOTHING, *Field):
            yield MapLabel(label=label.label, field=None if said == NOTHING else Field(said))


def _ignored(understanding: Understanding) -> Iterator[Correction]:
    """Yield the unrecognized lines, grouping consecutive ones."""
    first: int | None = None
    last = 0
    for line in understanding.lines:
        if line.use is LineUse.UNPLACED:
            first, last = first or line.number, line.number
        elif first and line.use is not LineUse.BLANK:
            yield IgnoreLines(first=first, last=last)
            first = None
    if first:
        yield IgnoreLines(first=first, last=last)


def _page(place: Here, waiting: WaitingPage, form: CheckForm) -> str:
    understanding = pending_pages.understanding_of_waiting(waiting)
    shown = [line for line in understanding.lines if line.use is not LineUse.BLANK]
    main, other = _by_weight(understanding)
    places = _places(understanding)
    return render_template(
        "importing/check.html",
        form=form,
        sent=request.form,
        understanding=understanding,
        page=understanding.page,
        format_name=_FORMATS.get(understanding.format, ""),
        lines=shown[:MOST_LINES],
        hidden_lines=max(len(shown) - MOST_LINES, 0),
        lost=[line for line in shown if line.use is LineUse.UNPLACED],
        counts=[(use, understanding.line_counts[use]) for use in _USES if use in understanding.line_counts],
        line_number=sum(understanding.line_counts.get(use, 0) for use in _USES),
        questions=_open_questions(understanding),
        kinds=main,
        other_kinds=other,
        other_is_corrected=any(f"{_ROLE}{guess.key}" in places for guess in other),
        places=places,
        last_place=next(
            (name for name, n in places.items() if n == len(understanding.corrections) - 1), None
        ),
        placeless=[n for n in range(len(understanding.corrections)) if n not in places.values()],
        words=messages,
        question_message=question_message,
        contacts=sum(len(topic.contact.people) for topic in understanding.page.topics if topic.contact),
        votes=sum(comment.is_vote for topic in understanding.page.topics for comment in topic.comments),
        options=_options(waiting, understanding),
        can_import=pending_pages.has_content(understanding.page),
        layouts=[
            layout
            for layout in pending_pages.layouts_for(place.event, understanding, me())
            if corrections_from_json(layout.corrections) != understanding.corrections
        ],
    )


def _open_questions(understanding: Understanding) -> list[Question]:
    """Return the questions that are answered neither by the event nor by the list of unrecognized lines."""
    return [
        question
        for question in understanding.page.questions
        if question.about is not QuestionSubject.UNPLACED and question.kind not in _SAID_ELSEWHERE
    ]


def _by_weight(understanding: Understanding) -> tuple[list[CollectionGuess], list[CollectionGuess]]:
    """Return the kinds that organizers check, and those that are hardly ever corrected."""
    page = understanding.page
    if not (page.topics or page.attendees):
        return list(understanding.collections), []
    main = [
        guess
        for guess in understanding.collections
        if {*guess.counts} & _WEIGHTY or (guess.is_question and len(guess.members) > 1)
    ]
    return main, [guess for guess in understanding.collections if guess not in main]


def _places(understanding: Understanding) -> dict[str, int]:
    """Return the correction of each kind or label on the page, by the name of its field."""
    kinds = {guess.key for guess in understanding.collections}
    labels = {label.label for label in understanding.labels}
    places = {}
    for n, correction in enumerate(understanding.corrections):
        match correction:
            case TakeAs(collection=key) if key in kinds:
                places[f"{_ROLE}{key}"] = n
            case MapLabel(label=label) if label in labels:
                places[f"{_FIELD}{label}"] = n
    return places


def _options(waiting: WaitingPage, understanding: Understanding) -> str:
    kind = "" if waiting.kind == PageFormat.AUTO else f"--as {waiting.kind}"
    return " ".join(filter(None, (kind, as_options(understanding.corrections))))
