"""The published agenda, and the list of its changes."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from threading import Lock

from flask import Blueprint, render_template, request, session
from flask.typing import ResponseReturnValue

from hackathon.agenda import programme, published_responses
from hackathon.agenda import queries as agendas
from hackathon.agenda.domain import changes
from hackathon.agenda.domain.filters import AgendaFilter
from hackathon.agenda.feeds.exports import atom
from hackathon.agenda.my_agenda import queries as wishes
from hackathon.agenda.now.domain import is_on_its_days
from hackathon.agenda.now.queries import whereabouts
from hackathon.agenda.programme import Reader
from hackathon.agenda.queries import Edition
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import settings
from hackathon.core.text.messages import message
from hackathon.core.translation import current_language, in_language, translated
from hackathon.core.web.access import Access, Here, here, open_to, row_number
from hackathon.core.web.caching.drawn_parts import draw_part
from hackathon.core.web.caching.page_cache import cached_until_changed, offer
from hackathon.core.web.caching.prepared_responses import PRIVATE, PUBLIC, prepared
from hackathon.core.web.clock import current_time

bp = Blueprint("agenda", __name__)
# Pages of lower subjects, such as that of a topic, show the times of sessions.
bp.add_app_template_global(agendas.latest, "published_agenda")

CHANGES_SHOWN = 10
ATOM = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page that is the same for all visitors who are not signed in and use the same language."""

    body: bytes
    zipped: bytes
    etag: str


@bp.get("/<event>/agenda/")
@open_to(Access.ANYONE)
def show(event: str) -> ResponseReturnValue:
    """Show the current agenda."""
    place = here(event)
    edition = agendas.current(place.event)
    if edition is None:
        takes_votes = place.event.takes_votes(current_time())
        return render_template("agenda/unpublished.html", takes_votes=takes_votes)
    return _page(place, edition, newest=edition.number)


@bp.get("/<event>/agenda/<int:number>")
@open_to(Access.ANYONE)
def show_revision(event: str, number: int) -> ResponseReturnValue:
    """Show an earlier published agenda."""
    place = here(event)
    edition = agendas.edition(place.event, number)
    newest = agendas.current(place.event) or edition
    return _page(place, edition, newest=newest.number)


@bp.get("/<event>/changes/")
@open_to(Access.ANYONE)
@cached_until_changed
def list_changes(event: str) -> ResponseReturnValue:
    """List the changes of each revision in words, newest first."""
    place = here(event)
    before = request.args.get("before", type=row_number)
    # One more than is shown, because the oldest is compared with its predecessor.
    editions = agendas.editions(place.event, before=before, limit=CHANGES_SHOWN + 1)
    found = agendas.agendas_of(editions)
    shown = [
        (each, changes.between(found.get(each.number - 1), found[each.number]))
        for each in editions[:CHANGES_SHOWN]
    ]
    return render_template("agenda/changes.html", shown=shown, has_older=len(editions) > CHANGES_SHOWN)


@bp.get("/<event>/changes/atom.xml")
@open_to(Access.ANYONE)
def changes_feed(event: str) -> ResponseReturnValue:
    """Send the latest changes as an Atom feed, in the event's language."""
    place = here(event)
    editions = agendas.editions(place.event, before=None, limit=CHANGES_SHOWN + 1)
    page = f"{settings().url}/{event}/changes/"
    with in_language(place.event.language):
        found = agendas.agendas_of(editions)
        entries = [_entry(event, each, found) for each in editions[:CHANGES_SHOWN]]
        content = atom.feed(
            entries,
            title=translated(message("%(event)s: changes", event=place.event.title)),
            author=place.event.title,
            page=page,
            address=f"{page}atom.xml",
            language=place.event.language,
        )
    etag = hashlib.sha256(content).hexdigest()[:32]
    return prepared(lambda _zipped: content, etag=etag, media_type=ATOM, cache=PUBLIC, can_zip=False)


def _entry(event: str, edition: Edition, found: Mapping[int, Agenda]) -> atom.Entry:
    told = changes.between(found.get(edition.number - 1), found[edition.number])
    note = [edition.note] if edition.note else []
    return atom.Entry(
        address=f"{settings().url}/{event}/agenda/{edition.number}",
        title=translated(message("Revision %(number)s", number=edition.number)),
        published_at=edition.published_at,
        lines=[*note, *(translated(change.words) for change in told)],
    )


def forget() -> None:
    """Empty the cache; tests that begin with empty tables call this."""
    programme.forget()
    _kept.cache_clear()
    published_responses.forget()


def _page(place: Here, edition: Edition, *, newest: int) -> ResponseReturnValue:
    now, agenda = current_time(), programme.programme(edition).agenda
    is_on = edition.number == newest and is_on_its_days(agenda, now)
    # While sessions are on, the page changes every minute.
    minute = now.replace(second=0, microsecond=0) if is_on else None
    wanted = AgendaFilter.from_query(request.args)
    if place.person is None and "_flashes" not in session and wanted.is_empty:
        is_over = all(session.ends <= now for session in agenda.running)
        published_responses.offer(
            until=None if is_over else now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        )
        # One at a time: after a publication, many ask at once, and each request would render the same page.
        with _rendering:
            kept = _kept(edition, newest, place.event.version, request.path, current_language(), minute)
        return prepared(
            lambda zipped: kept.zipped if zipped else kept.body,
            etag=kept.etag,
            media_type="text/html; charset=utf-8",
            cache=PRIVATE,
        )
    offer()
    mine = (
        {wish.topic: wish for wish in wishes.preferences_of(place.event, place.person)}
        if place.person
        else {}
    )
    return _render(place, edition, newest, Reader(mine=mine, wanted=wanted, now=minute))


_rendering = Lock()


@lru_cache(maxsize=32)
def _kept(
    edition: Edition,
    newest: int,
    _event_version: int,
    _path: str,
    _language: str,
    minute: datetime | None,
) -> KeptPage:
    reader = Reader(mine={}, wanted=AgendaFilter(), now=minute)
    body = _render(here((request.view_args or {})["event"]), edition, newest, reader).encode()
    return KeptPage(
        body=body, zipped=gzip.compress(body, mtime=0), etag=hashlib.sha256(body).hexdigest()[:32]
    )


def _render(place: Here, edition: Edition, newest: int, reader: Reader) -> str:
    whole = programme.programme(edition)
    found = programme.found(whole, reader)
    return render_template(
        "agenda/show.html",
        edition=edition,
        published_zone=whole.agenda.zone,
        newest=newest,
        contacts=whole.contacts,
        choices={
            name: draw_part("agenda/_options.html", choices=tuple(some), chosen=getattr(reader.wanted, name))
            for name, some in programme.choices(whole).items()
        },
        wanted=reader.wanted,
        matches=len(found.agenda.running),
        programme=programme.marked(found, reader),
        whereabouts=whereabouts(place, whole.agenda, reader.now) if reader.now else None,
    )
