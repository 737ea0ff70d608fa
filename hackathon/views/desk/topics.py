"""The organizer's topics and areas."""

import secrets
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.desk_topics import AreasForm, TopicForm
from hackathon.models import Event, Topic
from hackathon.queries import desk, topic_merges
from hackathon.queries import topics as reading
from hackathon.services import areas, desk_topics, topics
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_topics", __name__, url_prefix="/<event>/desk")


@bp.get("/topics")
@open_to(Access.HELPER)
def show(event: str) -> ResponseReturnValue:
    """Show every topic, withdrawn ones too."""
    return render_template("desk/topics.html", lines=desk.topics(here(event).event))


@bp.get("/topics/new")
@open_to(Access.HELPER)
def new(event: str) -> ResponseReturnValue:
    """Ask for a new topic."""
    place = here(event)
    return _page(place.event, None, _form(place.event, None))


@bp.post("/topics/new")
@open_to(Access.HELPER)
def add(event: str) -> ResponseReturnValue:
    """Add a topic."""
    place = here(event)
    form = _form(place.event, None)
    if not accepted(form, lambda: _add(place.event, form)):
        return _page(place.event, None, form), 422

    flash(f"“{form.title.data}” is on the list.")
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/topics/<address>")
@open_to(Access.HELPER)
def edit(event: str, address: str) -> ResponseReturnValue:
    """Show one topic to be changed."""
    place = here(event)
    topic = reading.find(place.event, address)
    return _page(place.event, topic, _form(place.event, topic))


@bp.post("/topics/<address>")
@open_to(Access.HELPER)
def change(event: str, address: str) -> ResponseReturnValue:
    """Change one topic."""
    place = here(event)
    topic = reading.find_itself(place.event, address)
    form = _form(place.event, topic)
    if not accepted(form, lambda: _change(topic, form)):
        return _page(place.event, topic, form), 422

    flash(f"“{form.title.data}” is saved.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/topics/<address>/withdrawal")
@open_to(Access.ORGANIZER)
def withdraw(event: str, address: str) -> ResponseReturnValue:
    """Withdraw a topic."""
    topic = reading.find_itself(here(event).event, address)
    topics.withdraw(topic=topic, by=me(), now=datetime.now(UTC))
    flash(f"“{topic.title}” is withdrawn. Its votes and comments are kept.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/topics/<address>/return")
@open_to(Access.ORGANIZER)
def bring_back(event: str, address: str) -> ResponseReturnValue:
    """Propose a withdrawn topic again."""
    topic = reading.find_itself(here(event).event, address)
    topics.bring_back(topic=topic, by=me(), now=datetime.now(UTC))
    flash(f"“{topic.title}” is proposed again.")
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/topics/areas")
@open_to(Access.HELPER)
def show_areas(event: str) -> ResponseReturnValue:
    """Show the areas to be changed."""
    place = here(event)
    return render_template("desk/areas.html", form=AreasForm.about_event(place.event, place.event.areas))


@bp.post("/topics/areas")
@open_to(Access.HELPER)
def arrange_areas(event: str) -> ResponseReturnValue:
    """Name, order, add and remove areas."""
    place = here(event)
    form = AreasForm.about_event(place.event, place.event.areas)
    if not accepted(form, lambda: _arrange(place.event, form)):
        return render_template("desk/areas.html", form=form), 422

    flash("The areas are saved.")
    return redirect(url_for(".show", event=event), code=303)


def _form(event: Event, topic: Topic | None) -> TopicForm:
    return TopicForm.about_topic(event, topic, form_key=secrets.token_urlsafe(16))


def _add(event: Event, form: TopicForm) -> None:
    desk_topics.add(
        event=event,
        fields=form.fields,
        contacts=form.contact_lines,
        by=me(),
        form_key=form.form_key.data,
        now=datetime.now(UTC),
    )


def _change(topic: Topic, form: TopicForm) -> None:
    desk_topics.change(
        topic=topic,
        fields=form.fields,
        contacts=form.contact_lines,
        seen=form.version.data,
        by=me(),
        now=datetime.now(UTC),
    )


def _arrange(event: Event, form: AreasForm) -> None:
    areas.arrange(event=event, lines=form.lines, seen=form.version.data, by=me(), now=datetime.now(UTC))


def _page(event: Event, topic: Topic | None, form: TopicForm) -> str:
    merges = topic_merges.into(topic) if topic else ()
    return render_template("desk/topic.html", topic=topic, form=form, names=desk.names(event), merges=merges)
