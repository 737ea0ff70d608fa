"""Printing a revision, which takes a while."""

from datetime import UTC, datetime

from hackathon.background import later
from hackathon.extensions import db
from hackathon.models import Revision
from hackathon.services import revision_files


@later.job
def make_paper(revision: int) -> None:
    """Make the printed agenda of a revision."""
    found = db.session.get(Revision, revision)
    if found is not None:
        revision_files.make_paper(revision=found, now=datetime.now(UTC))
