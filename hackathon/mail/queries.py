"""Loading an event's emails for its organizers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import abort
from sqlalchemy import func, select

from hackathon.core.extensions import db
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail

if TYPE_CHECKING:
    from hackathon.events.models import Event


def counts(event: "Event") -> dict[MailState, int]:
    """Count the event's emails by state; states without emails are left out."""
    rows = db.session.execute(
        select(Mail.state, func.count().label("number")).where(Mail.event_id == event.id).group_by(Mail.state)
    )
    found = {row.state: row.number for row in rows}
    return {state: found[state] for state in MailState if state in found}


def mails(event: "Event", *, state: MailState | None, page: int, per_page: int) -> tuple[Sequence[Mail], int]:
    """Return one page of the event's emails, newest first, and how many pages there are."""
    asked = select(Mail).where(Mail.event_id == event.id).order_by(Mail.id.desc())
    if state is not None:
        asked = asked.where(Mail.state == state)
    found = db.paginate(asked, page=page, per_page=per_page)
    return found.items, found.pages


def find(event: "Event", key: int) -> Mail:
    """Return an email of the event; 404 for any other."""
    return db.session.scalar(select(Mail).where(Mail.event_id == event.id, Mail.id == key)) or abort(404)
