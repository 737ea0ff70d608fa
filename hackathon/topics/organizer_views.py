"""Managing topics and areas as an organizer."""

import secrets
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon.core.web.access import Access, here, me, open_to, row_number
from hackathon.core.web.caching.drawn_parts import draw_rows
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.chosen_rows import back_to_table, chosen_keys
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
from hackathon.topics.table import services as table
from hackathon.topics.table.forms import TopicsChangeForm, TopicsSearchForm

bp = Blueprint("organize_topics", __name__, url_prefix="/<event>/organize")

MOST_SUGGESTED = 300
"""The most names that the table suggests for a contact."""


@bp.get("/topics")
@open_to(Access.HELPER)
@cached_until_changed
def show(event: str) -> ResponseReturnValue:
    """List the topics that match the query string, including withdrawn ones."""
    return _table(here(event).event, TopicsChangeForm.about(here(event).event))


@bp.post("/topics")
@open_to(Access.HELPER)
def change_chosen(event: str) -> ResponseReturnValue:
    """Apply the same changes to all selected topics."""
    place = here(event)
    form = TopicsChangeForm.about(place.event)
    changed = submit(
        form,
        lambda: table.change(
            event=place.event, topics=_chosen(place.event), what=form.what, by=me(), now=current_time()
        ),
    )
    if changed is None:
        return _table(place.event, form), form.answer_status

    flash(ngettext("%(num)s topic changed.", "%(num)s topics changed.", changed.result))
    return back_to_table(url_for(".show", event=event))


@bp.post("/topics/chosen/withdrawal")
@open_to(Access.ORGANIZER)
def withdraw_chosen(event: str) -> ResponseReturnValue:
    """Withdraw all selected topics."""
    place = here(event)
    form = TopicsChangeForm.about(place.event)
    withdrawn = submit(form, lambda: table.withdraw(topics=_chosen(place.event), by=me(), now=current_time()))
    if withdrawn is None:
        return _table(place.event, form), form.answer_status

    words = ngettext("%(num)s topic withdrawn.", "%(num)s topics withdrawn.", withdrawn.result)
    flash(f"{words} {_('Votes and comments are kept.')}")
    return back_to_table(url_for(".show", event=event))


@bp.post("/topics/chosen/return")
@open_to(Access.ORGANIZER)
def bring_back_chosen(event: str) -> ResponseReturnValue:
    """Restore all selected topics."""
    place = here(event)
    form = TopicsChangeForm.about(place.event)
    restored = submit(
        form, lambda: table.bring_back(topics=_chosen(place.event), by=me(), now=current_time())
    )
    if restored is None:
        return _table(place.event, form), form.answer_status

    flash(ngettext("%(num)s topic restored.", "%(num)s topics restored.", restored.result))
    return back_to_table(url_for(".show", event=event))


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


def _search(event: Event) -> TopicsSearchForm:
    search = TopicsSearchForm(request.args)
    search.offer(event)
    return search


def _chosen(event: Event) -> Sequence[Topic]:
    return topic_table.chosen(event, chosen_keys())


def _table(event: Event, form: TopicsChangeForm) -> str:
    search, page = _search(event), request.args.get("page", 1, type=row_number)
    found = topic_table.topics(event, search.search, page=page, chosen=chosen_keys())
    columns = {
        "has_areas": bool(event.areas),
        "has_lengths": any(line.length > 1 or line.is_plenary for line in found.lines),
    }
    return render_template(
        "topics/organizer_topics.html",
        found=found,
        search=search,
        form=form,
        names=people_names.names(event, most=MOST_SUGGESTED),
        rows=draw_rows("topics/_organizer_topic_row.html", found.lines, event=event.slug, **columns),
        **columns,
    )


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
