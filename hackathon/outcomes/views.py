"""Minutes, outcomes and files of topics, and the report of an event."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.agenda import queries as agendas
from hackathon.core.domain.outcomes import OutcomeKind, PromiseResult
from hackathon.core.extensions import db
from hackathon.core.web import limits
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.caching.prepared_responses import PUBLIC, prepared
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.outcomes import exports, queries
from hackathon.outcomes import services as outcomes
from hackathon.outcomes.domain import found_in
from hackathon.outcomes.feedback.queries import feedback_of
from hackathon.outcomes.forms import (
    RESULTS,
    AssessmentForm,
    FileForm,
    MinutesForm,
    OutcomeForm,
    minutes_prefix,
)
from hackathon.outcomes.materials import services as materials
from hackathon.outcomes.materials.domain import media_type
from hackathon.outcomes.materials.models import Material
from hackathon.outcomes.materials.queries import content_of
from hackathon.outcomes.models import OutcomeLine
from hackathon.outcomes.services import OutcomeFields, SavedMinutes
from hackathon.outcomes.topic_page import FILE, assessment_form, page, sessions_with_minutes
from hackathon.planning.drafts.queries.published_share import PublishedShare, published_share
from hackathon.topics.models import Topic
from hackathon.topics.queries import topics

bp = Blueprint("outcomes", __name__)

LONGEST = 100
"""The most characters of a search."""
TEXTS = {"md": exports.markdown_report, "wiki": exports.wikitext_report}
KINDS = {"md": "text/markdown", "wiki": "text/plain"}


@bp.get("/<event>/report")
@open_to(Access.ANYONE)
def report(event: str) -> ResponseReturnValue:
    """Show the report of the event."""
    place = here(event)
    said = feedback_of(place.event) if place.is_organizer else []
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
    """Return the share of votes that could be attended, for organizers only, because it needs all votes."""
    published = agendas.latest(place.event) if place.is_organizer else None
    return published_share(place.event, published, current_time()) if published else None


@bp.get("/<event>/report.<any(md, wiki):kind>")
@open_to(Access.ANYONE)
def report_text(event: str, kind: str) -> ResponseReturnValue:
    """Send the report as text for the community's own website."""
    place = here(event)
    found, written = queries.event_report(place.event), TEXTS[kind]
    text = written(found, _share(place))
    return Response(text, content_type=f"{KINDS[kind]}; charset=utf-8")


@bp.get("/<event>/topics/<address>/outcome")
@open_to(Access.ANYONE)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show the outcome of a topic, with forms to edit it for people on the list."""
    place = here(event)
    return page(place, topics.find(place.event, address))


@bp.post("/<event>/topics/<address>/minutes")
@bp.post("/<event>/topics/<address>/minutes/<int:occurrence>")
@open_to(Access.SIGNED_IN)
@limits.minutes
def save_minutes(event: str, address: str, occurrence: int = 1) -> ResponseReturnValue:
    """Save a session's minutes; a script that saves during typing gets the saved text as response."""
    place, form = here(event), MinutesForm(prefix=minutes_prefix(occurrence))
    topic = topics.find_itself(place.event, address)
    if occurrence not in sessions_with_minutes(topic):
        abort(404)
    saved = submit(form, lambda: _save(place, topic, occurrence, form))
    is_script = request.headers.get("X-Part") == "minutes"
    if saved is None:
        return page(place, topic, minutes_forms={occurrence: form}), form.answer_status
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
    """Add a decision, an action or a link."""
    place, form = here(event), OutcomeForm()
    topic = topics.find_itself(place.event, address)
    added = submit(form, lambda: _add(place, topic, form))
    if added is None:
        return page(place, topic, outcome_form=form), form.answer_status
    return redirect(url_for(".show", event=event, address=topic.address) + "#noted", code=303)


@bp.post("/<event>/topics/<address>/outcome/<int:key>/<any(done, open, removal):what>")
@open_to(Access.SIGNED_IN)
def change(event: str, address: str, key: int, what: str) -> ResponseReturnValue:
    """Mark an action as done or open, or remove an item."""
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


@bp.post("/<event>/topics/<address>/files")
@open_to(Access.SIGNED_IN)
@limits.comments
def add_file(event: str, address: str) -> ResponseReturnValue:
    """Save a file."""
    place, form = here(event), FileForm(prefix=FILE)
    topic = topics.find_itself(place.event, address)
    added = submit(form, lambda: _add_file(place, topic, form))
    if added is None:
        return page(place, topic, file_form=form), form.answer_status
    return redirect(url_for(".show", event=event, address=topic.address) + "#files", code=303)


@bp.post("/<event>/topics/<address>/files/<int:key>/removal")
@open_to(Access.SIGNED_IN)
def remove_file(event: str, address: str, key: int) -> ResponseReturnValue:
    """Remove a file."""
    place = here(event)
    topic = topics.find_itself(place.event, address)
    material = _material(topic, key)
    materials.remove_material(material=material, attendance=place.attendance, by=me(), now=current_time())
    return redirect(url_for(".show", event=event, address=topic.address) + "#files", code=303)


@bp.get("/<event>/topics/<address>/files/<int:key>/<name>")
@open_to(Access.ANYONE)
def send_file(event: str, address: str, key: int, name: str) -> ResponseReturnValue:
    """Send a file as a download, so that no browser displays or runs it at this address."""
    material = _material(topics.find(here(event).event, address), key)
    kind = media_type(material.name)
    if name != material.name or kind is None:
        abort(404)
    answer = prepared(
        lambda _zipped: content_of(material),
        etag=material.digest,
        media_type=kind,
        cache=PUBLIC,
        can_zip=False,
    )
    answer.headers.set("Content-Disposition", "attachment", filename=material.name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


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
        now_is=lambda: assessment_form(queries.assessment_of(topic)),
    )
    if saved is None:
        return page(place, topic, assessing=form), form.answer_status
    return redirect(url_for(".show", event=event, address=topic.address) + "#promised", code=303)


def _material(topic: Topic, key: int) -> Material:
    material = db.session.get(Material, key)
    if material is None or material.topic_id != topic.id:
        abort(404)
    return material


def _add_file(place: Here, topic: Topic, form: FileForm) -> Material:
    name, content = form.sent
    return materials.add_material(
        topic=topic,
        name=name,
        content=content,
        form_key=form.form_key.data,
        attendance=place.attendance,
        by=me(),
        now=current_time(),
    )


def _save(place: Here, topic: Topic, occurrence: int, form: MinutesForm) -> SavedMinutes:
    return outcomes.save_minutes(
        topic=topic,
        occurrence=occurrence,
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
