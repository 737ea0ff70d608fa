"""The people interested in a topic, for its contacts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries.counting import attendance_of_voter, counts

_MARKS = {
    (False, True): "",
    (False, False): message("doesn't count"),
    (True, True): message("not on the list"),
    (True, False): message("not on the list, doesn't count"),
}
"""Remarks on a vote, by whether the voter is not on the list and whether it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interested:
    """A person interested in a topic, and a remark on the vote for organizers."""

    person: Person
    choice: Choice
    note: str
    mark: str


def interest_in(event: Event, topics: Iterable[Topic]) -> dict[int, Sequence[Interested]]:
    """Return the people interested in each topic, by topic id, strongest votes first.

    People who are not coming are left out. Voters whose votes do not count yet are included and marked.
    """
    keys = [topic.id for topic in topics]
    unlisted = Attendance.id.is_(None)
    rows = db.session.execute(
        select(Vote, unlisted, counts(event))
        .join(Vote.person)
        .outerjoin(Attendance, attendance_of_voter(event))
        .where(Vote.topic_id.in_(keys), or_(unlisted, counts(event)))
        .options(joinedload(Vote.person))
        .order_by(Person.sort_key, Person.id)
    )
    found: dict[int, list[Interested]] = {key: [] for key in keys}
    for vote, is_unlisted, is_counted in sorted(rows, key=lambda row: list(Choice).index(row[0].choice)):
        mark = str(_MARKS[bool(is_unlisted), bool(is_counted)])
        found[vote.topic_id].append(
            Interested(person=vote.person, choice=vote.choice, note=vote.note, mark=mark)
        )
    return dict(found)
