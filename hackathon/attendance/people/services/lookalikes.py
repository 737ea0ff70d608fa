"""Proposing to merge people whose names look the same."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import aliased

from hackathon.accounts.models import Person
from hackathon.attendance.people.services import duplicates
from hackathon.core.extensions import db
from hackathon.core.text.lookalikes import REASON, evidence
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

AT_ONCE = 500
"""The number of people per query, since databases limit parameters."""


def propose(event: Event, people: Iterable[Person]) -> None:
    """Propose merging each of these people with someone on the list whose name looks the same."""
    db.session.flush()
    keys = sorted({each.id for each in people})
    one, other = aliased(Person), aliased(Person)
    for start in range(0, len(keys), AT_ONCE):
        pairs = (
            select(one, other)
            .join(other, (other.look_key == one.look_key) & (other.name_key != one.name_key))
            .join(Attendance, (Attendance.person_id == other.id) & (Attendance.event_id == event.id))
            .where(one.id.in_(keys[start : start + AT_ONCE]))
            .order_by(one.id, other.id)
        )
        for joined, into in db.session.execute(pairs).all():
            said = evidence(joined.name, into.name)
            duplicates.propose(event=event, joined=joined, into=into, reason=REASON, evidence=said)
