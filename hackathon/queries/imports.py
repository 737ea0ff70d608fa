"""The wiki pages that came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hackathon.extensions import db
from hackathon.models import Event, PageImport, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A page that came in: its title (None: it had none), when, and by whom (None: a command)."""

    title: str | None
    at: datetime
    by: str | None


def all_of(event: Event) -> Sequence[Imported]:
    """Return the pages that came into an event, the latest first, without their texts."""
    rows = db.session.execute(
        select(PageImport.as_read["from"].as_string(), PageImport.at, Person.name)
        .outerjoin(Person, Person.id == PageImport.by_id)
        .where(PageImport.event_id == event.id)
        .order_by(PageImport.id.desc())
    )
    return [Imported(title=title, at=at, by=by) for title, at, by in rows]
