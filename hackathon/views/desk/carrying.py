"""Carrying a topic over to a later event, from the desk."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.carrying import CarryForm
from hackathon.models import Event, Topic
from hackathon.queries import events, topic_links, topics
from hackathon.services import carrying_topics
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_carrying", __name__, url_prefix="/<event>/desk/topics/<address>/carrying")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str, address: str) -> ResponseReturnValue:
    """Ask to which event the topic shall go, and say what will happen."""
    place = here(event)
    form = CarryForm(formdata=None, form_key=secrets.token_urlsafe())
    return _page(topics.find(place.event, address), form, events.organized_after(place.event, me()))


@bp.post("")
@open_to(Access.ORGANIZER)
def carry(event: str, address: str) -> ResponseReturnValue:
    """Make the topic anew at the chosen event, and go there."""
    place, form = here(event), CarryForm()
    topic, later = topics.find_itself(place.event, address), events.organized_after(place.event, me())
    # Also those that have it by now: the same form may come twice.
    form.offer(later)
    if not accepted(form, lambda: _carry(form, topic, later)):
        return _page(topic, form, later), 422

    to = next(each for each in later if each.id == form.to.data)
    new = next(each for each in topic_links.later_on(topic) if each.event_id == to.id)
    flash(f"“{new.title}” is on the list of {to.title}.")
    return redirect(url_for("topics.show", event=to.slug, address=new.address), code=303)


def _carry(form: CarryForm, topic: Topic, later: Sequence[Event]) -> None:
    carrying_topics.carry_over(
        topic=topic,
        to=next(each for each in later if each.id == form.to.data),
        with_interest=form.with_interest.data,
        form_key=form.form_key.data,
        by=me(),
        now=datetime.now(UTC),
    )


def _page(topic: Topic, form: CarryForm, later: Sequence[Event]) -> str:
    carried = topic_links.later_on(topic)
    there = {each.event_id for each in carried}
    form.offer([each for each in later if each.id not in there])
    return render_template(
        "desk/carry.html", topic=topic, form=form, carried=carried, tally=topics.tally(topic, None)
    )
