"""Merging topics and undoing merges."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.topics.merge import queries as topic_merges
from hackathon.topics.merge.forms import MergeForm
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.models import Topic
from hackathon.topics.queries import topic_table, topics

bp = Blueprint("organize_topic_merge", __name__, url_prefix="/<event>/organize")


@bp.get("/topics/<address>/merge")
@open_to(Access.ORGANIZER)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show the form for merging a topic."""
    place = here(event)
    topic = topics.find(place.event, address)
    return _page(place.event, topic, MergeForm(formdata=None, version=topic.version))


@bp.post("/topics/<address>/merge")
@open_to(Access.ORGANIZER)
def merge(event: str, address: str) -> ResponseReturnValue:
    """Merge the topic into the chosen one."""
    place = here(event)
    gone, form = topics.find_itself(place.event, address), MergeForm()
    others = _others(place.event, gone)
    form.offer(others)
    merged = submit(
        form,
        lambda: _merge(form, gone, others),
        now_is=lambda: gone.version,
    )
    if merged is None:
        return _page(place.event, gone, form), form.answer_status

    kept = next(topic for topic in others if topic.id == form.kept.data)
    flash(_merged(gone))
    return redirect(url_for("topics.show", event=event, address=kept.address), code=303)


@bp.post("/topics/merges/<int:key>/undoing")
@open_to(Access.ORGANIZER)
def undo(event: str, key: int) -> ResponseReturnValue:
    """Undo a merge."""
    merge = topic_merges.find(here(event).event, key)
    merging_topics.undo(merge=merge, by=me(), now=current_time())
    flash(_("Merge undone. “%(gone)s” is a separate topic again.", gone=merge.gone.title))
    return redirect(url_for("topics.show", event=event, address=merge.gone.address), code=303)


def _merge(form: MergeForm, gone: Topic, others: list[Topic]) -> None:
    kept = next(topic for topic in others if topic.id == form.kept.data)
    merging_topics.merge(
        kept=kept,
        gone=gone,
        both=form.both.data or (),
        seen=(kept.version, form.version.data),
        by=me(),
        now=current_time(),
    )


def _others(event: Event, topic: Topic) -> list[Topic]:
    return [other for other in topic_table.planned_topics(event) if other is not topic]


def _page(event: Event, topic: Topic, form: MergeForm) -> str:
    form.offer(_others(event, topic))
    return render_template("topics/merge/merge.html", topic=topic, form=form, tally=topics.tally(topic, None))


def _merged(gone: Topic) -> str:
    words: str = _(
        "“%(gone)s” merged into this topic. Its address redirects here. To undo this, edit the topic.",
        gone=gone.title,
    )
    return words
