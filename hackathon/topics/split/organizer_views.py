"""Splitting a topic into two."""

import secrets

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.topics.models import Topic
from hackathon.topics.queries import topics
from hackathon.topics.split import services as splitting_topics
from hackathon.topics.split.forms import SplitForm

bp = Blueprint("organize_topic_split", __name__, url_prefix="/<event>/organize/topics/<address>/splitting")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show the form for splitting a topic."""
    topic = topics.find(here(event).event, address)
    return _page(topic, SplitForm(formdata=None, form_key=secrets.token_urlsafe()))


@bp.post("")
@open_to(Access.ORGANIZER)
def split(event: str, address: str) -> ResponseReturnValue:
    """Split the topic and return to the original, which links to the new one."""
    topic, form = topics.find_itself(here(event).event, address), SplitForm()
    new = submit(form, lambda: _split(topic, form))
    if new is None:
        return _page(topic, form), form.answer_status

    flash(_("“%(result)s” is now a separate topic.", result=new.result.title))
    return redirect(url_for("topics.show", event=event, address=topic.address), code=303)


def _split(topic: Topic, form: SplitForm) -> Topic:
    return splitting_topics.split_off(
        topic=topic,
        title=form.title.data,
        description=form.description.data,
        with_votes=form.with_votes.data,
        with_contacts=form.with_contacts.data,
        form_key=form.form_key.data,
        by=me(),
        now=current_time(),
    )


def _page(topic: Topic, form: SplitForm) -> str:
    return render_template("topics/split/split.html", topic=topic, form=form, tally=topics.tally(topic, None))
