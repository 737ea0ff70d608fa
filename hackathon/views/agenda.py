"""The published agenda, and what changed in it."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, render_template, request, session
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from hackathon.domain import changes, grid
from hackathon.domain.agenda import Agenda
from hackathon.domain.mine import Wish
from hackathon.domain.votes import IN_WORDS
from hackathon.queries import agendas, wishes
from hackathon.queries.agendas import Edition
from hackathon.views.access import Access, Here, here, open_to, row_number
from hackathon.views.answers import PRIVATE, prepared

bp = Blueprint("agenda", __name__)

CHANGES_SHOWN = 10
# Where a session may be marked as somebody's own. No title can hold this: it would be escaped.
PLACE_OF_MARK = re.compile(r"<!--mine (\d+)-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page that is the same for everybody who is not signed in."""

    body: bytes
    zipped: bytes
    etag: str


@bp.get("/<event>/agenda/")
@open_to(Access.ANYONE)
def show(event: str) -> ResponseReturnValue:
    """Show the agenda that holds now."""
    place = here(event)
    edition = agendas.current(place.event)
    if edition is None:
        return render_template("agenda/unpublished.html")
    return _page(place, edition, newest=edition.number)


@bp.get("/<event>/agenda/<int:number>")
@open_to(Access.ANYONE)
def show_revision(event: str, number: int) -> ResponseReturnValue:
    """Show an agenda as it was published once."""
    place = here(event)
    edition = agendas.edition(place.event, number)
    newest = agendas.current(place.event) or edition
    return _page(place, edition, newest=newest.number)


@bp.get("/<event>/changes/")
@open_to(Access.ANYONE)
def list_changes(event: str) -> ResponseReturnValue:
    """Say in words what changed from each revision to the next, the latest first."""
    place = here(event)
    before = request.args.get("before", type=row_number)
    # One more than is shown: the oldest is compared with the one before it.
    editions = agendas.editions(place.event, before=before, limit=CHANGES_SHOWN + 1)
    found = agendas.agendas_of(editions)
    shown = [
        (each, changes.between(found.get(each.number - 1), found[each.number]))
        for each in editions[:CHANGES_SHOWN]
    ]
    return render_template("agenda/changes.html", shown=shown, has_older=len(editions) > CHANGES_SHOWN)


def forget() -> None:
    """Forget the pages that were kept; a test that begins with empty tables calls it."""
    _programme.cache_clear()
    _kept.cache_clear()


def _page(place: Here, edition: Edition, *, newest: int) -> ResponseReturnValue:
    if place.person is None and "_flashes" not in session:
        kept = _kept(edition, newest, place.event.version, request.path)
        return prepared(
            lambda zipped: kept.zipped if zipped else kept.body,
            etag=kept.etag,
            media_type="text/html; charset=utf-8",
            cache=PRIVATE,
        )
    only_mine = place.person is not None and request.args.get("only") == "mine"
    mine = {wish.topic: wish for wish in wishes.of(place.event, place.person)} if place.person else {}
    programme = _draw(agendas.agenda_of(edition).of_topics(mine)) if only_mine else _programme(edition)
    return _render(edition, newest, _marked(programme, mine), only_mine=only_mine)


# A revision never changes, so what was drawn of it is right for as long as this process lives,
# and a worker that has not drawn it yet draws the same.
@lru_cache(maxsize=8)
def _programme(edition: Edition) -> str:
    return _draw(agendas.agenda_of(edition))


@lru_cache(maxsize=32)
def _kept(edition: Edition, newest: int, _event_version: int, _path: str) -> KeptPage:
    body = _render(edition, newest, _marked(_programme(edition), {}), only_mine=False).encode()
    return KeptPage(
        body=body, zipped=gzip.compress(body, mtime=0), etag=hashlib.sha256(body).hexdigest()[:32]
    )


def _draw(agenda: Agenda) -> str:
    return render_template("agenda/_programme.html", agenda=agenda, grids=grid.of_days(agenda))


def _render(edition: Edition, newest: int, programme: Markup, *, only_mine: bool) -> str:
    return render_template(
        "agenda/show.html", edition=edition, newest=newest, programme=programme, only_mine=only_mine
    )


def _marked(programme: str, mine: Mapping[int, Wish]) -> Markup:
    """Return the programme with the person's own sessions marked by a word."""

    def mark(found: re.Match[str]) -> str:
        wish = mine.get(int(found[1]))
        return f'<p class="session-mine">Mine · {_word(wish)}</p>' if wish else ""

    return Markup(PLACE_OF_MARK.sub(mark, programme))  # noqa: S704 -- our own template wrote it


def _word(wish: Wish) -> str:
    return "you run it" if wish.runs or wish.choice is None else IN_WORDS[wish.choice]
