"""Carrying a topic over to a later event."""

import secrets
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.events.queries import events
from hackathon.topics.carry_over import services as carrying_topics
from hackathon.topics.carry_over.forms import CarryForm
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Topic
from hackathon.topics.queries import topics

bp = Blueprint("organize_carry_over", __name__, url_prefix="/<event>/organize/topics/<address>/carrying")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show the form for carrying a topic over."""
    place = here(event)
    form = CarryForm(formdata=None, form_key=secrets.token_urlsafe())
    return _page(topics.find(place.event, address), form, events.organized_after(place.event, me()))


@bp.post("")
@open_to(Access.ORGANIZER)
def carry(event: str, address: str) -> ResponseReturnValue:
    """Carry the topic over and open it at the chosen event."""
    place, form = here(event), CarryForm()
    topic, later = topics.find_itself(place.event, address), events.organized_after(place.event, me())
    # Including events that already have the topic, since the same form may be sent twice.
    form.offer(later)
    carried = submit(form, lambda: _carry(form, topic, later))
    if carried is None:
        return _page(topic, form, later), form.answer_status

    new = carried.result
    flash(_("“%(new)s” added to %(event)s.", new=new.title, event=new.event.title))
    return redirect(url_for("topics.show", event=new.event.slug, address=new.address), code=303)


def _carry(form: CarryForm, topic: Topic, later: Sequence[Event]) -> Topic:
    return carrying_topics.carry_over(
        topic=topic,
        to=next(each for each in later if each.id == form.to.data),
        with_interest=form.with_interest.data,
        form_key=form.form_key.data,
        by=me(),
        now=current_time(),
    )


def _page(topic: Topic, form: CarryForm, later: Sequence[Event]) -> str:
    carried = topic_links.later_on(topic)
    there = {each.event_id for each in carried}
    form.offer([each for each in later if each.id not in there])
    return render_template(
        "topics/carry_over/carry.html",
        topic=topic,
        form=form,
        carried=carried,
        tally=topics.tally(topic, None),
    )
