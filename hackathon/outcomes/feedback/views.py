"""Three questions about an event, or about one of its sessions."""

import secrets

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.text.messages import Message
from hackathon.core.web import limits
from hackathon.core.web.access import Access, Here, here, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.outcomes.feedback import services
from hackathon.outcomes.feedback.forms import FeedbackForm
from hackathon.topics.models import Topic
from hackathon.topics.queries import topics

bp = Blueprint("feedback", __name__)

DEVICE = "feedback_device"


@bp.get("/<event>/feedback")
@open_to(Access.ANYONE)
def ask(event: str) -> ResponseReturnValue:
    """Ask about the event; signing in is not required."""
    return _asked(here(event), None)


@bp.post("/<event>/feedback")
@open_to(Access.ANYONE)
@limits.feedback
def give(event: str) -> ResponseReturnValue:
    """Save the answers, once per device."""
    place, form = here(event), FeedbackForm()
    return _given(place, form, None) or (_page(form, None), form.answer_status)


@bp.get("/<event>/topics/<address>/feedback")
@open_to(Access.ANYONE)
def ask_about_session(event: str, address: str) -> ResponseReturnValue:
    """Ask about the sessions of a topic."""
    place = here(event)
    return _asked(place, topics.find(place.event, address))


@bp.post("/<event>/topics/<address>/feedback")
@open_to(Access.ANYONE)
@limits.feedback
def give_about_session(event: str, address: str) -> ResponseReturnValue:
    """Save the answers about the sessions of a topic, once per device."""
    place, form = here(event), FeedbackForm()
    topic = topics.find_itself(place.event, address)
    return _given(place, form, topic) or (_page(form, topic), form.answer_status)


def _given(place: Here, form: FeedbackForm, topic: Topic | None) -> ResponseReturnValue | None:
    device = session.setdefault(DEVICE, secrets.token_urlsafe(16))
    given = submit(form, lambda: _give(place, form, topic, device))
    if given is None:
        return None
    flash(
        _("Thank you for your feedback.")
        if given.result
        else _("You have already given feedback. Thank you!")
    )
    if topic is None:
        return redirect(url_for("events.home", event=place.event.slug), code=303)
    return redirect(url_for("topics.show", event=place.event.slug, address=topic.address), code=303)


def _give(place: Here, form: FeedbackForm, topic: Topic | None, device: str) -> bool:
    return services.give_feedback(
        event=place.event,
        topic=topic,
        device=device,
        rating=form.rating.data,
        keep=form.keep.data,
        change=form.change.data,
        now=current_time(),
    )


def _asked(place: Here, topic: Topic | None) -> str:
    not_yet = services.why_not_yet(event=place.event, topic=topic, now=current_time())
    return _page(FeedbackForm(), topic, not_yet)


def _page(form: FeedbackForm, topic: Topic | None, not_yet: Message | None = None) -> str:
    return render_template("outcomes/feedback.html", form=form, topic=topic, not_yet=not_yet)
