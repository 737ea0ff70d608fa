"""Printing, which takes a while."""

from datetime import UTC, datetime

from hackathon.background import later
from hackathon.extensions import db
from hackathon.models import Event, Revision
from hackathon.services import badges, revision_files


@later.job
def make_paper(revision: int) -> None:
    """Make the printed agenda of a revision."""
    found = db.session.get(Revision, revision)
    if found is not None:
        revision_files.make_paper(revision=found, now=datetime.now(UTC))


@later.job
def make_badges(event: int) -> None:
    """Make the badges of an event."""
    found = db.session.get(Event, event)
    if found is not None:
        badges.make(event=found, now=datetime.now(UTC))
