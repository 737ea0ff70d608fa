"""The topics for which somebody stands: what is open, and who wants them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.domain.votes import IN_WORDS
from hackathon.queries import own_topics
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE

bp = Blueprint("own_topics", __name__)


@bp.get("/<event>/mine/topics")
@open_to(Access.SIGNED_IN)
def show(event: str) -> ResponseReturnValue:
    """Show the person's own topics; names and notes on this page are for them alone."""
    place = here(event)
    own = own_topics.of(place.event, me())
    page = render_template("mine/topics.html", event=place.event, own=own, words=IN_WORDS)
    return page, KEPT_NOWHERE
