"""Making one topic of two, from the desk."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.merging import MergeForm
from hackathon.models import Event, Topic
from hackathon.queries import desk, topic_merges, topics
from hackathon.services import merging_topics
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_merging", __name__, url_prefix="/<event>/desk")


@bp.get("/topics/<address>/merge")
@open_to(Access.ORGANIZER)
def show(event: str, address: str) -> ResponseReturnValue:
    """Ask into which topic this one shall go up, and say what will happen."""
    place = here(event)
    topic = topics.find(place.event, address)
    return _page(place.event, topic, MergeForm(formdata=None, version=topic.version))


@bp.post("/topics/<address>/merge")
@open_to(Access.ORGANIZER)
def merge(event: str, address: str) -> ResponseReturnValue:
    """Let the topic go up in the chosen one."""
    place = here(event)
    gone, form = topics.find_itself(place.event, address), MergeForm()
    others = _others(place.event, gone)
    form.offer(others)
    if not accepted(form, lambda: _merge(form, gone, others)):
        return _page(place.event, gone, form), 422

    kept = next(each for each in others if each.id == form.kept.data)
    flash(
        f"“{gone.title}” is now part of this topic; its old address leads here. The desk page can undo that."
    )
    return redirect(url_for("topics.show", event=event, address=kept.address), code=303)


@bp.post("/topics/merges/<int:key>/undoing")
@open_to(Access.ORGANIZER)
def undo(event: str, key: int) -> ResponseReturnValue:
    """Make two topics again of one."""
    merge = topic_merges.find(here(event).event, key)
    merging_topics.undo(merge=merge, by=me(), now=datetime.now(UTC))
    flash(f"“{merge.gone.title}” is a topic of its own again, as it was.")
    return redirect(url_for("topics.show", event=event, address=merge.gone.address), code=303)


def _merge(form: MergeForm, gone: Topic, others: list[Topic]) -> None:
    kept = next(each for each in others if each.id == form.kept.data)
    merging_topics.merge(
        kept=kept,
        gone=gone,
        both=form.both.data or (),
        seen=(kept.version, form.version.data),
        by=me(),
        now=datetime.now(UTC),
    )


def _others(event: Event, topic: Topic) -> list[Topic]:
    lines = desk.topics(event)
    return [line.topic for line in lines if line.topic is not topic and not line.topic.is_withdrawn]


def _page(event: Event, topic: Topic, form: MergeForm) -> str:
    form.offer(_others(event, topic))
    return render_template("desk/merge.html", topic=topic, form=form, tally=topics.tally(topic, None))
