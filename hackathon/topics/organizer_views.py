"""Managing topics and areas as an organizer."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to, row_number
from hackathon.core.web.caching.drawn_parts import draw_rows
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.topics.areas import services as areas
from hackathon.topics.forms.organizer_topics import AreasForm, TopicForm
from hackathon.topics.merge import queries as topic_merges
from hackathon.topics.models import Topic
from hackathon.topics.queries import people_names, topic_table
from hackathon.topics.queries import topics as reading
from hackathon.topics.services import organizer_topics, topics

bp = Blueprint("organize_topics", __name__, url_prefix="/<event>/organize")


@bp.get("/topics")
@open_to(Access.HELPER)
def show(event: str) -> ResponseReturnValue:
    """List the topics that match the query string, including withdrawn ones."""
    words, page = request.args.get("q", "").strip(), request.args.get("page", 1, type=row_number)
    topics_found = topic_table.topics(here(event).event, words=words, page=page)
    has_areas = any(line.area for line in topics_found.lines)
    return render_template(
        "topics/organizer_topics.html",
        found=topics_found,
        q=words,
        has_areas=has_areas,
        rows=draw_rows(
            "topics/_organizer_topic_row.html", topics_found.lines, event=event, has_areas=has_areas
        ),
    )


@bp.get("/topics/new")
@open_to(Access.HELPER)
def new(event: str) -> ResponseReturnValue:
    """Show the form for a new topic."""
    place = here(event)
    return _page(place.event, None, _form(place.event, None))


@bp.post("/topics/new")
@open_to(Access.HELPER)
def add(event: str) -> ResponseReturnValue:
    """Add a topic."""
    place = here(event)
    form = _form(place.event, None)
    if submit(form, lambda: _add(place.event, form)) is None:
        return _page(place.event, None, form), form.answer_status

    flash(_("Topic added."))
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/topics/<address>")
@open_to(Access.HELPER)
def edit(event: str, address: str) -> ResponseReturnValue:
    """Show the form for editing a topic."""
    place = here(event)
    topic = reading.find(place.event, address)
    return _page(place.event, topic, _form(place.event, topic))


@bp.post("/topics/<address>")
@open_to(Access.HELPER)
def change(event: str, address: str) -> ResponseReturnValue:
    """Save a topic."""
    place = here(event)
    topic = reading.find_itself(place.event, address)
    form = _form(place.event, topic)
    if submit(form, lambda: _change(topic, form), now_is=lambda: _form(place.event, topic)) is None:
        return _page(place.event, topic, form), form.answer_status

    flash(_("Topic saved."))
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/topics/<address>/withdrawal")
@open_to(Access.ORGANIZER)
def withdraw(event: str, address: str) -> ResponseReturnValue:
    """Withdraw a topic."""
    topic = reading.find_itself(here(event).event, address)
    topics.withdraw(topic=topic, by=me(), now=current_time())
    flash(_("“%(topic)s” withdrawn. Its votes and comments are kept.", topic=topic.title))
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/topics/<address>/return")
@open_to(Access.ORGANIZER)
def bring_back(event: str, address: str) -> ResponseReturnValue:
    """Restore a withdrawn topic."""
    topic = reading.find_itself(here(event).event, address)
    topics.bring_back(topic=topic, by=me(), now=current_time())
    flash(_("“%(topic)s” restored.", topic=topic.title))
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/topics/areas")
@open_to(Access.HELPER)
def show_areas(event: str) -> ResponseReturnValue:
    """Show the form for editing the areas."""
    place = here(event)
    return render_template(
        "topics/areas/areas.html", form=AreasForm.about_event(place.event, place.event.areas)
    )


@bp.post("/topics/areas")
@open_to(Access.HELPER)
def arrange_areas(event: str) -> ResponseReturnValue:
    """Save the areas."""
    place = here(event)
    form = AreasForm.about_event(place.event, place.event.areas)
    saved = submit(
        form,
        lambda: _arrange(place.event, form),
        now_is=lambda: AreasForm.about_event(place.event, place.event.areas),
    )
    if saved is None:
        return render_template("topics/areas/areas.html", form=form), form.answer_status

    flash(_("Areas saved."))
    return redirect(url_for(".show", event=event), code=303)


def _form(event: Event, topic: Topic | None) -> TopicForm:
    return TopicForm.about_topic(event, topic, form_key=secrets.token_urlsafe(16))


def _add(event: Event, form: TopicForm) -> None:
    organizer_topics.add(
        event=event,
        fields=form.fields,
        contacts=form.contact_lines,
        by=me(),
        form_key=form.form_key.data,
        now=current_time(),
    )


def _change(topic: Topic, form: TopicForm) -> None:
    organizer_topics.change(
        topic=topic,
        fields=form.fields,
        contacts=form.contact_lines,
        seen=form.version.data,
        by=me(),
        now=current_time(),
    )


def _arrange(event: Event, form: AreasForm) -> None:
    areas.arrange(event=event, lines=form.lines, seen=form.version.data, by=me(), now=current_time())


def _page(event: Event, topic: Topic | None, form: TopicForm) -> str:
    merges = topic_merges.into(topic) if topic else ()
    return render_template(
        "topics/organizer_topic.html", topic=topic, form=form, names=people_names.names(event), merges=merges
    )
