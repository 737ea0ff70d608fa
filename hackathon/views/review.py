"""The review of a topic: the checklist, where it stands, and which comments are addressed."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.review import Part
from hackathon.domain.roles import Role
from hackathon.forms.review import ANSWERS, QUESTIONS, AddressedForm, ReviewForm, StateForm
from hackathon.models import Topic
from hackathon.queries import comments, reviews, topics
from hackathon.queries.reviews import Counted
from hackathon.services import reviewing
from hackathon.views.access import Access, Here, here, me, open_to

bp = Blueprint("review", __name__)


@bp.get("/<event>/topics/<address>/review")
@open_to(Access.SIGNED_IN)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show the checklist beside the topic, and to those whom they help what reviewers say."""
    place = here(event)
    topic, counted = topics.reviewed(place.event, address, place.person)
    return _page(place, topic, counted)


@bp.post("/<event>/topics/<address>/review")
@open_to(Access.SIGNED_IN)
def answer(event: str, address: str) -> ResponseReturnValue:
    """Take what a reviewer says."""
    place, form = here(event), ReviewForm()
    topic, counted = topics.reviewed(place.event, address, place.person)
    topics.refuse_another(topic, address)
    if not form.validate_on_submit():
        return _page(place, topic, counted, form), 422

    reviewing.answer(
        topic=topic,
        by=me(),
        parts=parts(place, topic, counted),
        checklist=form.checklist,
        now=datetime.now(UTC),
    )
    flash(
        "Your review is kept. Those who stand for the topic, the other reviewers and the organizers see it."
    )
    return redirect(_address(topic, "review"), code=303)


@bp.post("/<event>/topics/<address>/state")
@open_to(Access.SIGNED_IN)
def move(event: str, address: str) -> ResponseReturnValue:
    """Move a topic to another state of its review."""
    place, form = here(event), StateForm()
    topic, counted = topics.reviewed(place.event, address, place.person)
    topics.refuse_another(topic, address)
    if not form.validate_on_submit():
        abort(400)

    reviewing.move(
        topic=topic,
        to=form.state.data,
        by=me(),
        parts=parts(place, topic, counted),
        seen=form.version.data,
        now=datetime.now(UTC),
    )
    flash(f"“{topic.title}” is now in state “{form.state.data.value.replace('_', ' ')}”.")
    return redirect(_address(topic, "review"), code=303)


@bp.post("/<event>/topics/<address>/comments/<int(max=2147483647):key>/addressed")
@open_to(Access.SIGNED_IN)
def address(event: str, address: str, key: int) -> ResponseReturnValue:
    """Tick a comment off, or say that it is open after all."""
    place, form = here(event), AddressedForm()
    topic, counted = topics.reviewed(place.event, address, place.person)
    comment = comments.find(topic, key)
    if not form.validate_on_submit():
        abort(400)

    is_addressed = form.addressed.data == "yes"
    reviewing.address(
        comment=comment,
        is_addressed=is_addressed,
        by=me(),
        parts=parts(place, topic, counted),
        now=datetime.now(UTC),
    )
    flash("The comment is ticked off." if is_addressed else "The comment is open again.")
    return redirect(_address(topic, f"thread-{key}"), code=303)


def parts(place: Here, topic: Topic, counted: Counted) -> frozenset[Part]:
    """Return what the one who is speaking is to a topic."""
    is_contact = place.person is not None and any(
        each.person_id == place.person.id for each in topic.contacts
    )
    said = {
        Part.ORGANIZER: place.is_organizer,
        Part.HELPER: place.role is Role.HELPER,
        Part.CONTACT: is_contact,
        Part.REVIEWER: counted.is_mine or place.role is Role.REVIEWER,
    }
    return frozenset(part for part, is_so in said.items() if is_so)


def _page(place: Here, topic: Topic, counted: Counted, form: ReviewForm | None = None) -> str:
    mine, said = parts(place, topic, counted), reviews.of(topic)
    before = next((each.checklist for each in said if each.person_id == me().id), None)
    return render_template(
        "topics/review.html",
        event=place.event,
        topic=topic,
        form=form or ReviewForm.about(before),
        is_own=Part.CONTACT in mine,
        reviews=said if mine else (),
        counted=counted,
        questions=QUESTIONS,
        answers=ANSWERS,
    )


def _address(topic: Topic, anchor: str) -> str:
    return url_for("topics.show", event=topic.event.slug, address=topic.address, _anchor=anchor)
