"""Minutes and outcomes of topics, feedback, and the report of an event."""

import secrets

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.agenda import queries as agendas
from hackathon.core.extensions import db
from hackathon.core.web import limits
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.outcomes import exports, queries
from hackathon.outcomes import services as outcomes
from hackathon.outcomes.domain import PromiseResult, found_in
from hackathon.outcomes.forms import RESULTS, AssessmentForm, FeedbackForm, MinutesForm, OutcomeForm
from hackathon.outcomes.models import OutcomeKind, OutcomeLine, PromiseAssessment
from hackathon.outcomes.services import OutcomeFields, SavedMinutes
from hackathon.planning.drafts.queries.published_share import PublishedShare, published_share
from hackathon.topics.models import Topic
from hackathon.topics.queries import topics

bp = Blueprint("outcomes", __name__)

LONGEST = 100
"""Characters of a search."""
DEVICE = "feedback_device"
TEXTS = {"md": exports.markdown_report, "wiki": exports.wikitext_report}
KINDS = {"md": "text/markdown", "wiki": "text/plain"}


@bp.get("/<event>/report")
@open_to(Access.ANYONE)
def report(event: str) -> ResponseReturnValue:
    """Show the report of the event."""
    place = here(event)
    said = queries.feedback_of(place.event) if place.is_organizer else []
    found, wanted = queries.event_report(place.event), " ".join(request.args.get("q", "").split())[:LONGEST]
    shown = [hit for topic in found.topics if (hit := found_in(topic, wanted))] if wanted else found.topics
    return render_template(
        "outcomes/report.html",
        results=RESULTS,
        report=found,
        share=_share(place),
        feedback=said,
        shown=shown,
        wanted=wanted,
    )


def _share(place: Here) -> PublishedShare | None:
    """Return the share of votes that could be attended to organizers: counting it asks for all votes."""
    published = agendas.latest(place.event) if place.is_organizer else None
    return published_share(place.event, published, current_time()) if published else None


@bp.get("/<event>/report.<any(md, wiki):kind>")
@open_to(Access.ANYONE)
def report_text(event: str, kind: str) -> ResponseReturnValue:
    """Send the report as text for the community's own pages."""
    place = here(event)
    found, written = queries.event_report(place.event), TEXTS[kind]
    text = written(found, _share(place))
    return Response(text, content_type=f"{KINDS[kind]}; charset=utf-8")


@bp.get("/<event>/topics/<address>/outcome")
@open_to(Access.ANYONE)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show the outcome of a topic, with forms to edit it for people on the list."""
    place = here(event)
    return _page(place, topics.find(place.event, address))


@bp.post("/<event>/topics/<address>/minutes")
@open_to(Access.SIGNED_IN)
@limits.minutes
def save_minutes(event: str, address: str) -> ResponseReturnValue:
    """Save minutes; a script that saves while typing gets the stored text."""
    place, form = here(event), MinutesForm()
    topic = topics.find_itself(place.event, address)
    saved = submit(form, lambda: _save(place, topic, form))
    is_script = request.headers.get("X-Part") == "minutes"
    if saved is None:
        return _page(place, topic, minutes_form=form), form.answer_status
    if is_script:
        kept = saved.result
        return {"version": kept.version, "text": kept.text, "joined": kept.is_joined}
    flash(
        _("Someone else wrote at the same time. Both texts are kept: please check the result.")
        if saved.result.is_joined
        else _("Minutes saved.")
    )
    return redirect(url_for(".show", event=event, address=topic.address), code=303)


@bp.post("/<event>/topics/<address>/outcome")
@open_to(Access.SIGNED_IN)
@limits.comments
def add(event: str, address: str) -> ResponseReturnValue:
    """Note a decision, an action or a link."""
    place, form = here(event), OutcomeForm()
    topic = topics.find_itself(place.event, address)
    added = submit(form, lambda: _add(place, topic, form))
    if added is None:
        return _page(place, topic, outcome_form=form), form.answer_status
    return redirect(url_for(".show", event=event, address=topic.address) + "#noted", code=303)


@bp.post("/<event>/topics/<address>/outcome/<int:key>/<any(done, open, removal):what>")
@open_to(Access.SIGNED_IN)
def change(event: str, address: str, key: int, what: str) -> ResponseReturnValue:
    """Mark an action as done or open, or remove a line."""
    place, now = here(event), current_time()
    topic = topics.find_itself(place.event, address)
    outcome = db.session.get(OutcomeLine, key)
    if outcome is None or outcome.topic_id != topic.id:
        abort(404)
    if what == "removal":
        outcomes.remove_outcome(outcome=outcome, attendance=place.attendance, by=me(), now=now)
    else:
        outcomes.set_done(
            outcome=outcome, is_done=what == "done", attendance=place.attendance, by=me(), now=now
        )
    return redirect(url_for(".show", event=event, address=topic.address) + "#noted", code=303)


@bp.post("/<event>/topics/<address>/promise")
@open_to(Access.SIGNED_IN)
@limits.comments
def assess(event: str, address: str) -> ResponseReturnValue:
    """Save the assessment of the topic's promise."""
    place, form = here(event), AssessmentForm()
    topic = topics.find_itself(place.event, address)
    saved = submit(
        form,
        lambda: _assess(place, topic, form),
        now_is=lambda: _assessment_form(queries.assessment_of(topic)),
    )
    if saved is None:
        return _page(place, topic, assessment_form=form), form.answer_status
    return redirect(url_for(".show", event=event, address=topic.address) + "#promised", code=303)


@bp.get("/<event>/feedback")
@open_to(Access.ANYONE)
def ask_feedback(event: str) -> ResponseReturnValue:
    """Ask three questions; nobody has to sign in."""
    here(event)
    return render_template("outcomes/feedback.html", form=FeedbackForm())


@bp.post("/<event>/feedback")
@open_to(Access.ANYONE)
@limits.feedback
def give_feedback(event: str) -> ResponseReturnValue:
    """Keep the answers, once per device."""
    place, form = here(event), FeedbackForm()
    device = session.setdefault(DEVICE, secrets.token_urlsafe(16))
    given = submit(form, lambda: _give(place, form, device))
    if given is None:
        return render_template("outcomes/feedback.html", form=form), form.answer_status
    flash(
        _("Thank you for your feedback.")
        if given.result
        else _("You have already given feedback. Thank you!")
    )
    return redirect(url_for("events.home", event=event), code=303)


def _give(place: Here, form: FeedbackForm, device: str) -> bool:
    return outcomes.give_feedback(
        event=place.event,
        device=device,
        rating=form.rating.data,
        keep=form.keep.data,
        change=form.change.data,
        now=current_time(),
    )


def _save(place: Here, topic: Topic, form: MinutesForm) -> SavedMinutes:
    return outcomes.save_minutes(
        topic=topic,
        text=form.minutes.data or "",
        seen=form.version.data or 0,
        attendance=place.attendance,
        by=me(),
        now=current_time(),
    )


def _add(place: Here, topic: Topic, form: OutcomeForm) -> OutcomeLine:
    return outcomes.add_outcome(
        topic=topic,
        fields=OutcomeFields(
            kind=OutcomeKind(form.kind.data),
            text=form.text.data,
            owner=form.owner.data or None,
            due=form.due.data,
            address=form.address.data or "",
        ),
        form_key=form.form_key.data,
        attendance=place.attendance,
        by=me(),
        now=current_time(),
    )


def _assess(place: Here, topic: Topic, form: AssessmentForm) -> None:
    outcomes.assess(
        topic=topic,
        result=PromiseResult(form.result.data) if form.result.data else None,
        sentence=form.sentence.data or "",
        seen=form.version.data or 0,
        attendance=place.attendance,
        by=me(),
        now=current_time(),
    )


def _writes(place: Here) -> bool:
    """Whether the page has forms for this person: nobody writes once the event is archived."""
    attendance = place.attendance
    is_on_the_list = attendance is not None and not attendance.status.is_gone
    return place.person is not None and is_on_the_list and not place.event.is_archived


def _assessment_form(assessment: PromiseAssessment | None) -> AssessmentForm:
    return AssessmentForm(formdata=None, obj=assessment)


def _page(
    place: Here,
    topic: Topic,
    *,
    minutes_form: MinutesForm | None = None,
    outcome_form: OutcomeForm | None = None,
    assessment_form: AssessmentForm | None = None,
) -> str:
    minutes, noted = queries.minutes_of(topic), queries.outcomes_of(topic)
    known = {"minutes": minutes.text, "version": minutes.version} if minutes else {}
    attendance, assessment = place.attendance, queries.assessment_of(topic)
    return render_template(
        "outcomes/topic.html",
        topic=topic,
        minutes=minutes,
        noted=noted,
        assessment=assessment,
        results=RESULTS,
        assesses=outcomes.may_assess(topic=topic, attendance=attendance, by=place.person),
        assessment_form=assessment_form or _assessment_form(assessment),
        writes=_writes(place),
        minutes_form=minutes_form or MinutesForm(formdata=None, data=known),
        outcome_form=outcome_form or OutcomeForm(formdata=None, data={"form_key": secrets.token_urlsafe(16)}),
    )
