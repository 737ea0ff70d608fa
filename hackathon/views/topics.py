"""Topics: the list, one of them, a vote, a comment."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain import markdown
from hackathon.domain.addresses import without_addresses
from hackathon.domain.review import Part, may_see_names, may_tick, moves
from hackathon.domain.votes import IN_WORDS, Choice
from hackathon.forms.review import MOVES
from hackathon.forms.topics import LISTED, CommentForm, SearchForm, VoteForm
from hackathon.models import Person, Topic
from hackathon.queries import agendas, comments, interest, topic_links, topics
from hackathon.queries.comments import Thread
from hackathon.queries.reviews import Counted
from hackathon.queries.topics import Listed, Sort
from hackathon.services import topics as topics_service
from hackathon.services import votes
from hackathon.views import limits, review
from hackathon.views.access import Access, Here, here, me, open_to, row_number

bp = Blueprint("topics", __name__)

ALL = "all"
"""How the whole list is asked for in place of one page."""
MOST_PAGES = 100_000


@bp.get("/<event>/topics/")
@open_to(Access.ANYONE)
def index(event: str) -> ResponseReturnValue:
    """List the topics that the address asks for."""
    place, form, now = here(event), SearchForm(request.args), datetime.now(UTC)
    form.offer(place.event.areas, topics.contacts(place.event))
    page = None if request.args.get("page") == ALL else request.args.get("page", 1, type=_page_number)
    found = topics.listed(place.event, replace(form.search, page=page), place.person)
    total = found[0].of_all if found else 0
    return render_template(
        "topics/index.html",
        event=place.event,
        form=form,
        found=found,
        groups=[(name, list(some)) for name, some in groupby(found, key=_group(form.search.sort))],
        takes_votes=place.event.takes_votes(now),
        takes_proposals=place.event.takes_proposals(now),
        total=total,
        page=page,
        pages=-(-total // topics.PER_PAGE) if page else 1,
        back=urlencode({**form.query, **({} if page == 1 else {"page": page or ALL})}),
    )


@bp.get("/<event>/topics/<address>")
@open_to(Access.ANYONE)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show one topic; an address with another title in it leads to the right one."""
    place = here(event)
    topic, counted = topics.reviewed(place.event, address, place.person)
    if address != topic.address:
        return redirect(_address(topic), code=301)
    return _page(place, topic, counted)


@bp.post("/<event>/topics/<address>/vote")
@open_to(Access.SIGNED_IN)
@limits.votes
def vote(event: str, address: str) -> ResponseReturnValue:
    """Take a vote, or take it back, and go to where it was cast."""
    place, form = here(event), VoteForm()
    topic = topics.find(place.event, address)
    if not form.validate_on_submit():
        return _page(place, *topics.reviewed(place.event, address, place.person), vote_form=form), 422

    now, choice = datetime.now(UTC), form.choice.data
    if choice:
        votes.cast(topic=topic, person=me(), choice=Choice(choice), note=form.kept_note, now=now)
    else:
        votes.take_back(topic=topic, person=me(), now=now)
    return _voted(topic, form.back.data)


@bp.post("/<event>/topics/<address>/comments")
@open_to(Access.SIGNED_IN)
@limits.comments
def comment(event: str, address: str) -> ResponseReturnValue:
    """Add what somebody says under a topic."""
    place, form = here(event), CommentForm()
    topic = topics.find(place.event, address)
    if not form.validate_on_submit():
        return _page(place, *topics.reviewed(place.event, address, place.person), comment_form=form), 422

    key = topics_service.comment(
        topic=topic,
        by=me(),
        text=form.text.data,
        reply_to=form.reply_to.data,
        form_key=form.form_key.data,
        now=datetime.now(UTC),
    )
    flash("Your comment stands under the topic.")
    return redirect(_address(topic, _anchor=f"comment-{key}"), code=303)


def _page_number(text: str) -> int:
    """Return the number of a page; a list is never so long that its beginning could not be counted."""
    return min(row_number(text), MOST_PAGES)


def _group(sort: Sort) -> Callable[[Listed], str]:
    """Return what a list in that order has as headings; "" is none."""
    if sort is Sort.AREA:
        return lambda each: each.topic.area.name if each.topic.area else "Without an area"
    if sort is Sort.STATE:
        return lambda each: LISTED[each.topic.review_state or topics.NOT_REVIEWED]
    return lambda _: ""


def _page(
    place: Here,
    topic: Topic,
    counted: Counted,
    *,
    vote_form: VoteForm | None = None,
    comment_form: CommentForm | None = None,
) -> str:
    agenda, said = agendas.latest(place.event), comments.threads(topic)
    parts, tally = review.parts(place, topic, counted), topics.tally(topic, place.person)
    return render_template(
        "topics/show.html",
        event=place.event,
        topic=topic,
        tally=tally,
        related=topic_links.related(topic),
        threads=said,
        tickable=_tickable(said, place.person, parts),
        counted=counted,
        who=interest.of(place.event, [topic])[topic.id] if may_see_names(parts) else None,
        words=IN_WORDS,
        is_own=Part.CONTACT in parts,
        moves=moves(parts, topic.review_state),
        move_words=MOVES,
        agenda=agenda,
        sessions=agenda.of_topics([topic.number]).sessions if agenda else (),
        takes_votes=place.event.takes_votes(datetime.now(UTC)),
        vote_form=vote_form or VoteForm(formdata=None, note=tally.note),
        comment_form=comment_form or _comment_form(said),
    )


def _comment_form(threads: Sequence[Thread]) -> CommentForm:
    """Return an empty form, or one that quotes the comment whose key stands in the address."""
    said = {each.id: each for thread in threads for each in (thread.first, *thread.answers)}
    quote = said.get(request.args.get("quote", 0, type=int))
    form = CommentForm(formdata=None, form_key=secrets.token_urlsafe())
    if quote:
        # Past the field's own tidying, which would take the room below the quotation.
        form.text.data, form.reply_to.data = markdown.quoted(without_addresses(quote.text)), quote.id
    return form


def _tickable(threads: Sequence[Thread], person: Person | None, parts: Collection[Part]) -> set[int]:
    """Return the keys of the comments that the person may tick off."""
    if person is None:
        return set()
    first = [thread.first for thread in threads]
    return {each.id for each in first if may_tick(parts, is_author=each.person_id == person.id)}


def _voted(topic: Topic, back: str | None) -> ResponseReturnValue:
    """Answer a script with the vote's part of the page, and a form by going back to where it stood."""
    if request.headers.get("X-Part") == "vote":
        tally = topics.tally(topic, me())
        return render_template("topics/_vote.html", event=topic.event, topic=topic, tally=tally, back=back)
    if back is None:
        return redirect(_address(topic, _anchor="vote"), code=303)
    known = ("q", "area", "state", "contact", "sort", "page")
    search = urlencode([(name, value) for name, value in parse_qsl(back) if name in known])
    topic_list = url_for(".index", event=topic.event.slug)
    return redirect(f"{topic_list}?{search}#topic-{topic.number}", code=303)


def _address(topic: Topic, *, _anchor: str | None = None) -> str:
    return url_for(".show", event=topic.event.slug, address=topic.address, _anchor=_anchor)
