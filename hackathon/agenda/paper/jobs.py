"""The background task that renders the PDF."""

from hackathon.agenda import queries as agendas
from hackathon.agenda.feeds.services import revision_files
from hackathon.agenda.models import Revision
from hackathon.attendance.badges import queries as reading
from hackathon.attendance.badges import services as badges
from hackathon.core.background import later
from hackathon.core.database import claims
from hackathon.core.extensions import db
from hackathon.core.web.clock import current_time
from hackathon.events.models import Event


def _revisions() -> list[int]:
    return claims.free(job=make_paper.__name__, among=agendas.without_paper(), now=current_time())


@later.job(waiting=_revisions)
def make_paper(revision: int) -> None:
    """Make the printed agenda of a revision."""
    with claims.claimed(job=make_paper.__name__, number=revision, now=current_time()) as is_mine:
        found = db.session.get(Revision, revision) if is_mine else None
        if found is not None:
            revision_files.make_paper(revision=found, now=current_time())


def _events() -> list[int]:
    return claims.free(job=make_badges.__name__, among=reading.unmade(), now=current_time())


@later.job(waiting=_events)
def make_badges(event: int) -> None:
    """Make the badges of an event."""
    with claims.claimed(job=make_badges.__name__, number=event, now=current_time()) as is_mine:
        found = db.session.get(Event, event) if is_mine else None
        if found is not None:
            badges.make(event=found, now=current_time())
