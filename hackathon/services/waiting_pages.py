"""The page that an organizer has sent and looks at before any of it comes in."""

from datetime import datetime

from hackathon.domain.wiki.kinds import Kind
from hackathon.extensions import db
from hackathon.models import Event, Person, WaitingPage
from hackathon.services.transactions import transaction


@transaction
def keep(*, event: Event, by: Person, text: str, kind: Kind, now: datetime) -> None:
    """Keep the page for whoever sent it, in place of the one that they sent before."""
    row = WaitingPage(event_id=event.id, person_id=by.id, text=text, kind=kind.value, at=now)
    db.session.merge(row)
