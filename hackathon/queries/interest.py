"""Who wants a topic, by name, for those who stand for it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from hackathon.domain.attendance import Status
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Person, Topic, Vote


def of(event: Event, topics: Iterable[Topic]) -> dict[int, Sequence[Vote]]:
    """Return the votes on each topic by its key, the surest first; who will not come is left out."""
    keys = [topic.id for topic in topics]
    gone = [status for status in Status if status.is_gone]
    theirs = and_(Attendance.person_id == Vote.person_id, Attendance.event_id == event.id)
    votes = db.session.scalars(
        select(Vote)
        .join(Vote.person)
        .outerjoin(Attendance, theirs)
        .where(Vote.topic_id.in_(keys), Attendance.status.is_(None) | Attendance.status.not_in(gone))
        .options(joinedload(Vote.person))
        .order_by(Person.name_key, Person.id)
    )
    found: dict[int, list[Vote]] = {key: [] for key in keys}
    for vote in sorted(votes, key=lambda vote: list(Choice).index(vote.choice)):
        found[vote.topic_id].append(vote)
    return dict(found)
