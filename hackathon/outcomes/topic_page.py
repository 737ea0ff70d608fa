"""The page of a topic's outcome, with its forms."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from hackathon.agenda import queries as agendas
from hackathon.core.domain.agenda import AgendaSession
from hackathon.core.extensions import settings
from hackathon.core.web.access import Here
from hackathon.core.web.clock import current_time
from hackathon.outcomes import queries
from hackathon.outcomes import services as outcomes
from hackathon.outcomes.feedback.queries import feedback_on, first_start
from hackathon.outcomes.forms import RESULTS, AssessmentForm, FileForm, MinutesForm, OutcomeForm
from hackathon.outcomes.materials.domain import LARGEST_FILE, MEDIA_TYPES
from hackathon.outcomes.materials.queries import materials_of
from hackathon.outcomes.models import Minutes, PromiseAssessment
from hackathon.topics.models import Topic

FILE = "file-"
"""The prefix for the fields of the file form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPart:
    """One of a topic's sessions on its page: its minutes, and the form to edit them."""

    occurrence: int
    session: AgendaSession | None
    minutes: Minutes | None
    form: MinutesForm


def _writes(place: Here) -> bool:
    """Whether the page has forms for this person; an archived event has none."""
    attendance = place.attendance
    is_on_the_list = attendance is not None and not attendance.status.is_gone
    return place.person is not None and is_on_the_list and not place.event.is_archived


def sessions_with_minutes(topic: Topic) -> dict[int, AgendaSession | None]:
    """Return the topic's sessions that can have minutes: the published ones, or else a first one."""
    agenda = agendas.latest(topic.event)
    held = {each.occurrence: each for each in agenda.running if each.topic == topic.number} if agenda else {}
    known = {*held, *queries.minutes_by_session(topic)} or {1}
    return {occurrence: held.get(occurrence) for occurrence in sorted(known)}


def _minutes_parts(topic: Topic, forms: Mapping[int, MinutesForm]) -> list[MinutesPart]:
    written = queries.minutes_by_session(topic)
    return [
        MinutesPart(
            occurrence=occurrence,
            session=session,
            minutes=written.get(occurrence),
            form=forms.get(occurrence) or MinutesForm.about(occurrence, written.get(occurrence)),
        )
        for occurrence, session in sessions_with_minutes(topic).items()
    ]


def assessment_form(assessment: PromiseAssessment | None) -> AssessmentForm:
    """Return the form with the current assessment of the promise."""
    return AssessmentForm(formdata=None, obj=assessment)


def page(
    place: Here,
    topic: Topic,
    *,
    minutes_forms: Mapping[int, MinutesForm] | None = None,
    outcome_form: OutcomeForm | None = None,
    file_form: FileForm | None = None,
    assessing: AssessmentForm | None = None,
) -> str:
    """Render the page; a refused form replaces the empty one."""
    assessment = queries.assessment_of(topic)
    is_host = outcomes.may_assess(topic=topic, attendance=place.attendance, by=place.person)
    begins = first_start(topic)
    return render_template(
        "outcomes/topic.html",
        topic=topic,
        agenda=agendas.latest(place.event),
        parts=_minutes_parts(topic, minutes_forms or {}),
        noted=queries.outcomes_of(topic),
        files=materials_of(topic),
        assessment=assessment,
        results=RESULTS,
        assesses=is_host,
        feedback=feedback_on(topic) if is_host else (),
        takes_feedback=begins is not None and begins <= current_time() and not place.event.is_archived,
        assessment_form=assessing or assessment_form(assessment),
        writes=_writes(place),
        largest_mb=LARGEST_FILE // (1024 * 1024),
        accepted=",".join(f".{end}" for end in MEDIA_TYPES),
        takes_files=settings().event_files_mb > 0,
        outcome_form=outcome_form or OutcomeForm(formdata=None, data={"form_key": _new_key()}),
        file_form=file_form or FileForm(formdata=None, prefix=FILE, data={"form_key": _new_key()}),
    )


def _new_key() -> str:
    """Return a key by which a form that is sent twice is recognized."""
    return secrets.token_urlsafe(16)
