"""Making two topics of one, from the desk."""

import secrets
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.splitting import SplitForm
from hackathon.models import Topic
from hackathon.queries import topics
from hackathon.services import splitting_topics
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_splitting", __name__, url_prefix="/<event>/desk/topics/<address>/splitting")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str, address: str) -> ResponseReturnValue:
    """Ask what the second topic shall be."""
    topic = topics.find(here(event).event, address)
    return _page(topic, SplitForm(formdata=None, form_key=secrets.token_urlsafe()))


@bp.post("")
@open_to(Access.ORGANIZER)
def split(event: str, address: str) -> ResponseReturnValue:
    """Make the second topic, and go to the first, which names it."""
    topic, form = topics.find_itself(here(event).event, address), SplitForm()
    if not accepted(form, lambda: _split(topic, form)):
        return _page(topic, form), 422

    flash(f"“{form.title.data}” is a topic of its own now.")
    return redirect(url_for("topics.show", event=event, address=topic.address), code=303)


def _split(topic: Topic, form: SplitForm) -> None:
    splitting_topics.split_off(
        topic=topic,
        title=form.title.data,
        description=form.description.data,
        with_votes=form.with_votes.data,
        with_contacts=form.with_contacts.data,
        form_key=form.form_key.data,
        by=me(),
        now=datetime.now(UTC),
    )


def _page(topic: Topic, form: SplitForm) -> str:
    return render_template("desk/split.html", topic=topic, form=form, tally=topics.tally(topic, None))
