"""The review of a topic: where it stands, and which comments are addressed."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.review import Part
from hackathon.forms.review import AddressedForm, StateForm
from hackathon.models import Topic
from hackathon.queries import comments, topics
from hackathon.services import reviewing
from hackathon.views.access import Access, Here, here, me, open_to

bp = Blueprint("review", __name__)


@bp.post("/<event>/topics/<address>/state")
@open_to(Access.SIGNED_IN)
def move(event: str, address: str) -> ResponseReturnValue:
    """Move a topic to another state of its review."""
    place, form = here(event), StateForm()
    topic = topics.find(place.event, address)
    if not form.validate_on_submit():
        abort(400)

    reviewing.move(
        topic=topic,
        to=form.state.data,
        by=me(),
        parts=parts(place, topic),
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
    topic = topics.find(place.event, address)
    comment = comments.find(topic, key)
    if not form.validate_on_submit():
        abort(400)

    is_addressed = form.addressed.data == "yes"
    reviewing.address(
        comment=comment,
        is_addressed=is_addressed,
        by=me(),
        parts=parts(place, topic),
        now=datetime.now(UTC),
    )
    flash("The comment is ticked off." if is_addressed else "The comment is open again.")
    return redirect(_address(topic, f"thread-{key}"), code=303)


def parts(place: Here, topic: Topic) -> frozenset[Part]:
    """Return what the one who is speaking is to a topic."""
    is_contact = place.person is not None and any(
        each.person_id == place.person.id for each in topic.contacts
    )
    said = {Part.ORGANIZER: place.is_organizer, Part.CONTACT: is_contact}
    return frozenset(part for part, is_so in said.items() if is_so)


def _address(topic: Topic, anchor: str) -> str:
    return url_for("topics.show", event=topic.event.slug, address=topic.address, _anchor=anchor)
