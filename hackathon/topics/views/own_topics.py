"""The page "My topics": the topics that the reader is a contact for."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.domain.votes import IN_WORDS
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.topics.queries import own_topics

bp = Blueprint("own_topics", __name__)


@bp.get("/<event>/mine/topics")
@open_to(Access.SIGNED_IN)
@cached_until_changed
def show(event: str) -> ResponseReturnValue:
    """Show the reader's own topics; the names and notes are only visible to them."""
    place = here(event)
    page = render_template(
        "topics/own_topics.html",
        event=place.event,
        own=own_topics.own_topics_of(place.event, me()),
        words=IN_WORDS,
        takes_proposals=place.event.takes_proposals(current_time()),
    )
    return page, KEPT_NOWHERE
