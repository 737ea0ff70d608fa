"""The list of topics, topic pages, voting and comments."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.accounts.models import Person
from hackathon.core.domain.votes import IN_WORDS, Choice
from hackathon.core.text import markdown
from hackathon.core.text.addresses import without_addresses
from hackathon.core.web import limits
from hackathon.core.web.access import Access, Here, here, me, open_to, row_number
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.clock import current_time
from hackathon.core.web.idempotency import has_key
from hackathon.core.web.submitting import submit
from hackathon.topics.comments import queries as comments
from hackathon.topics.comments.queries import Thread
from hackathon.topics.forms.topics import LISTED, CommentForm, SearchForm, VoteForm
from hackathon.topics.labels import contact_role_label, review_label
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Topic
from hackathon.topics.queries import topic_list, topics
from hackathon.topics.queries.topic_list import Sort, TopicListItem
from hackathon.topics.review import views as review
from hackathon.topics.review.domain.review import Part, may_see_names, may_tick, moves
from hackathon.topics.review.forms import MOVES
from hackathon.topics.review.queries import Counted
from hackathon.topics.services import topics as topics_service
from hackathon.topics.views import topic_lines
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.queries import interest

bp = Blueprint("topics", __name__)
bp.add_app_template_filter(review_label)
bp.add_app_template_filter(contact_role_label)

ALL = "all"
"""The value of `page` that asks for the whole list."""
MOST_PAGES = 100_000


@bp.get("/<event>/topics/")
@open_to(Access.ANYONE)
@cached_until_changed
def index(event: str) -> ResponseReturnValue:
    """List the topics that match the query string."""
    place, form, now = here(event), SearchForm(request.args), current_time()
    form.offer(place.event.areas, topic_list.contacts(place.event))
    page = None if request.args.get("page") == ALL else request.args.get("page", 1, type=_page_number)
    found = topic_list.listed(place.event, replace(form.search, page=page), place.person)
    back = urlencode({**form.query, **({} if page == 1 else {"page": page or ALL})})
    return render_template(
        "topics/index.html",
        event=place.event,
        form=form,
        found=found,
        groups=[(name, list(some)) for name, some in groupby(found, key=_group(form.search.sort))],
        takes_votes=place.event.takes_votes(now),
        takes_proposals=place.event.takes_proposals(now),
        **_paging(found, page),
        line=topic_lines.lines(),
        # A token sets a cookie, which visitors don't need, because they can't vote.
        vote_form=topic_lines.vote_forms(event, back=back) if place.person else None,
    )


@bp.get("/<event>/topics/<address>")
@open_to(Access.ANYONE)
@cached_until_changed
def show(event: str, address: str) -> ResponseReturnValue:
    """Show a topic; an address with an old title redirects."""
    place = here(event)
    topic, counted = topics.reviewed(place.event, address, place.person)
    if address != topic.address:
        return redirect(_address(topic), code=301)
    return _page(place, topic, counted)


@bp.post("/<event>/topics/<address>/vote")
@open_to(Access.SIGNED_IN)
@limits.votes
def vote(event: str, address: str) -> ResponseReturnValue:
    """Cast or remove a vote, and return to the page it came from."""
    place, form = here(event), VoteForm()
    topic = topics.find(place.event, address)
    if submit(form, lambda: _vote(topic, form)) is None:
        counted = topics.reviewed(place.event, address, place.person)
        return _page(place, *counted, vote_form=form), form.answer_status

    if request.headers.get("X-Part") == "vote":
        return _vote_part(topic, form.back.data)
    # Built from the path: loading the topic again would take two more statements.
    return redirect(_page_of_vote(event, address, form.back.data), code=303)


@bp.post("/<event>/topics/<address>/comments")
@open_to(Access.SIGNED_IN)
@limits.comments
def comment(event: str, address: str) -> ResponseReturnValue:
    """Add a comment."""
    place, form = here(event), CommentForm()
    topic = topics.find(place.event, address)
    written = submit(
        form,
        lambda: topics_service.comment(
            topic=topic,
            by=me(),
            text=form.text.data,
            reply_to=form.reply_to.data,
            form_key=form.form_key.data,
            now=current_time(),
        ),
    )
    if written is None:
        counted = topics.reviewed(place.event, address, place.person)
        return _page(place, *counted, comment_form=form), form.answer_status

    flash(_("Comment added."))
    return redirect(_address(topic, _anchor=f"comment-{written.result}"), code=303)


def _vote(topic: Topic, form: VoteForm) -> None:
    now, choice = current_time(), form.choice.data
    if has_key() and form.seen.raw_data:
        kept = Choice(choice) if choice else None
        votes.cast_late(topic=topic, person=me(), choice=kept, seen=form.seen_choice, now=now)
    elif choice:
        votes.cast(topic=topic, person=me(), choice=Choice(choice), note=form.kept_note, now=now)
    else:
        votes.take_back(topic=topic, person=me(), now=now)


def _paging(found: Sequence[TopicListItem], page: int | None) -> dict[str, int | None]:
    """Return the list's paging links and their text."""
    total = found[0].of_all if found else 0
    return {
        "total": total,
        "most_at_once": topic_list.MOST_AT_ONCE,
        "page": page,
        "pages": -(-total // topic_list.PER_PAGE) if page else 1,
    }


def _page_number(text: str) -> int:
    """Return a page number, limited so that the offset stays within the database's range."""
    return min(row_number(text), MOST_PAGES)


def _group(sort: Sort) -> Callable[[TopicListItem], str]:
    """Return the function that gives a topic's group heading in that order; "" means no heading."""
    if sort is Sort.AREA:
        return lambda each: each.topic.area_name or _("No area")
    if sort is Sort.STATE:
        return lambda each: LISTED[each.topic.review_state or topic_list.NOT_REVIEWED]
    return lambda _: ""


def _page(
    place: Here,
    topic: Topic,
    counted: Counted,
    *,
    vote_form: VoteForm | None = None,
    comment_form: CommentForm | None = None,
) -> str:
    said, now = comments.threads(topic), current_time()
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
        who=interest.interest_in(place.event, [topic])[topic.id] if may_see_names(parts) else None,
        words=IN_WORDS,
        is_own=Part.CONTACT in parts,
        moves=moves(parts, topic.review_state),
        move_words=MOVES,
        takes_votes=place.event.takes_votes(now),
        vote_form=vote_form or VoteForm(formdata=None, note=tally.note, meta=_guard(place)),
        comment_form=comment_form or _comment_form(place, said),
    )


def _guard(place: Here) -> dict[str, bool]:
    """Return options for forms that are only shown: no token, so no cookie, for visitors, who see none."""
    return {"csrf": place.person is not None}


def _comment_form(place: Here, threads: Sequence[Thread]) -> CommentForm:
    """Return an empty form, or one that quotes the comment named in the query string."""
    said = {each.id: each for thread in threads for each in (thread.first, *thread.answers)}
    quote = said.get(request.args.get("quote", 0, type=int))
    form = CommentForm(formdata=None, form_key=secrets.token_urlsafe(), meta=_guard(place))
    if quote:
        # Set directly, because the field would strip the empty line below the quotation.
        form.text.data, form.reply_to.data = markdown.quoted(without_addresses(quote.text)), quote.id
    return form


def _tickable(threads: Sequence[Thread], person: Person | None, parts: Collection[Part]) -> set[int]:
    """Return the ids of the comments that the person may resolve."""
    if person is None:
        return set()
    first = [thread.first for thread in threads]
    return {each.id for each in first if may_tick(parts, is_author=each.person_id == person.id)}


def _vote_part(topic: Topic, back: str | None) -> str:
    """Return the part of the page with the vote, for a script."""
    tally = topics.tally(topic, me())
    return render_template("topics/votes/_vote.html", event=topic.event, topic=topic, tally=tally, back=back)


def _page_of_vote(event: str, address: str, back: str | None) -> str:
    """Return the address of the page that the form was on: the topic's own, or the list with its search."""
    if back is None:
        return url_for(".show", event=event, address=address, _anchor="vote")
    known = ("q", "area", "state", "contact", "sort", "page")
    search = urlencode([(name, value) for name, value in parse_qsl(back) if name in known])
    number = address.partition("-")[0]
    return f"{url_for('.index', event=event)}?{search}#topic-{number}"


def _address(topic: Topic, *, _anchor: str | None = None) -> str:
    return url_for(".show", event=topic.event.slug, address=topic.address, _anchor=_anchor)
