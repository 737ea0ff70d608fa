"""Reviewing a topic, changing its review state and resolving comments."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.domain.roles import Role
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.topics.comments import queries as comments
from hackathon.topics.forms.topics import LISTED
from hackathon.topics.models import Topic
from hackathon.topics.queries import topics
from hackathon.topics.review import queries as reviews
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.review import Part
from hackathon.topics.review.forms import ANSWERS, QUESTIONS, AddressedForm, ReviewForm, StateForm
from hackathon.topics.review.queries import Counted

bp = Blueprint("review", __name__)


@bp.get("/<event>/topics/<address>/review")
@open_to(Access.SIGNED_IN)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show the checklist next to the topic, with the reviews for those who may see them."""
    place = here(event)
    topic, counted = topics.reviewed(place.event, address, place.person)
    return _page(place, topic, counted)


@bp.post("/<event>/topics/<address>/review")
@open_to(Access.SIGNED_IN)
def answer(event: str, address: str) -> ResponseReturnValue:
    """Save a review."""
    place, form = here(event), ReviewForm()
    topic, counted = topics.reviewed(place.event, address, place.person)
    topics.refuse_another(topic, address)
    mine = parts(place, topic, counted)
    answered = submit(
        form,
        lambda: reviewing.answer(
            topic=topic, by=me(), parts=mine, checklist=form.checklist, now=current_time()
        ),
    )
    if answered is None:
        return _page(place, topic, counted, form), form.answer_status

    flash(_("Review saved. The topic's contacts, other reviewers and organizers can see it."))
    return redirect(_address(topic, "review"), code=303)


@bp.post("/<event>/topics/<address>/state")
@open_to(Access.SIGNED_IN)
def move(event: str, address: str) -> ResponseReturnValue:
    """Change the review state of a topic."""
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
        now=current_time(),
    )
    flash(
        _("“%(topic)s” is now marked as “%(state)s”.", topic=topic.title, state=LISTED[form.state.data.value])
    )
    return redirect(_address(topic, "review"), code=303)


@bp.post("/<event>/topics/<address>/comments/<int(max=2147483647):key>/addressed")
@open_to(Access.SIGNED_IN)
def address(event: str, address: str, key: int) -> ResponseReturnValue:
    """Resolve or reopen a comment."""
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
        now=current_time(),
    )
    flash(_("Comment resolved.") if is_addressed else _("Comment reopened."))
    return redirect(_address(topic, f"thread-{key}"), code=303)


def parts(place: Here, topic: Topic, counted: Counted) -> frozenset[Part]:
    """Return the reader's parts in a topic."""
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
    mine, said = parts(place, topic, counted), reviews.reviews_of(topic)
    before = next((each.checklist for each in said if each.person_id == me().id), None)
    return render_template(
        "topics/review/review.html",
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
