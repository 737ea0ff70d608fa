"""The address that open pages poll to update themselves."""

from functools import lru_cache

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from hackathon.agenda import queries as agendas
from hackathon.agenda.domain import changes
from hackathon.agenda.domain.changes import AgendaChange
from hackathon.agenda.live import exports
from hackathon.agenda.live.domain import LiveState, notice_digest
from hackathon.agenda.live.queries import live_state
from hackathon.agenda.now.messages import in_short
from hackathon.core.translation import current_language
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.prepared_responses import Unchanged
from hackathon.core.web.clock import current_time

bp = Blueprint("live", __name__)
bp.add_app_template_global(notice_digest, "notice_digest")

# How long a proxy may answer for us; a change is still seen within fifteen seconds.
CACHE = "public, max-age=2"


@bp.get("/<event>/live")
@open_to(Access.ANYONE)
def state(event: str) -> ResponseReturnValue:
    """Return what changed since the revision that a page shows; usually nothing."""
    found = live_state(event)
    language, since = current_language(), request.args.get("since", default=0, type=int)
    etag = f"{found.digest}.{language}"
    if request.if_none_match.contains_weak(etag):
        answer: Response = Unchanged()
    else:
        answer = Response(_document(event, found, since), content_type="application/json")
        answer.headers["Vary"] = "Accept-Language"
    answer.set_etag(etag, weak=True)
    answer.headers["Cache-Control"] = CACHE
    return answer


def forget() -> None:
    """Empty the cache; used by tests that start with empty tables."""
    _changes.cache_clear()


def _document(slug: str, found: LiveState, since: int) -> bytes:
    told = _changes(found.event_id, slug, since, found.revision, current_language())
    return exports.document(found, told, current_time())


# Revisions never change, so neither does the difference between two of them.
@lru_cache(maxsize=64)
def _changes(
    _event_id: int, slug: str, since: int, until: int, _language: str
) -> tuple[tuple[AgendaChange, str], ...]:
    if not 0 < since < until:
        return ()
    event = here(slug).event
    old, new = (agendas.agenda_of(agendas.edition(event, number)) for number in (since, until))
    return tuple((change, in_short(change, new)) for change in changes.between(old, new))
