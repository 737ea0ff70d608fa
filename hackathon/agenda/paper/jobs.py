"""The background task that renders the PDF."""

from hackathon.agenda import queries as agendas
from hackathon.agenda.feeds.services import revision_files
from hackathon.agenda.feeds.services.revision_files import MAKE_PAPER
from hackathon.agenda.models import Revision
from hackathon.core.background import background_tasks
from hackathon.core.database import claims
from hackathon.core.extensions import db
from hackathon.core.web.clock import current_time


def _revisions() -> list[int]:
    return claims.free(job=MAKE_PAPER.name, among=agendas.without_paper(), now=current_time())


@background_tasks.job(MAKE_PAPER, waiting=_revisions)
def make_paper(revision: int) -> None:
    """Render the PDF of a revision."""
    with claims.claimed(job=MAKE_PAPER.name, number=revision, now=current_time()) as is_mine:
        found = db.session.get(Revision, revision) if is_mine else None
        if found is not None:
            revision_files.make_paper(revision=found, now=current_time())
