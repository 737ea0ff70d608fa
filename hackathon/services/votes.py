"""Saying what one will attend, and taking it back."""

from datetime import datetime

from sqlalchemy import delete

from hackathon.domain.errors import TopicWithdrawn, VotingClosed
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.models import Person, Topic, Vote
from hackathon.services.transactions import transaction
from hackathon.services.upsert import upsert


@transaction
def cast(*, topic: Topic, person: Person, choice: Choice, note: str | None = None, now: datetime) -> None:
    """Record what the person says about the topic, replacing any earlier answer.

    A note goes with "maybe" alone; None leaves the one that is there.
    Raises VotingClosed outside the event's voting window, and TopicWithdrawn.
    """
    _refuse_unless_open(topic, now)

    said = note if choice is Choice.MAYBE else ""
    # One statement, so that two clicks at the same instant cannot both find no row.
    upsert(
        Vote,
        key={"topic_id": topic.id, "person_id": person.id},
        values={"choice": choice, "cast_at": now, **({} if said is None else {"note": said})},
    )


@transaction
def take_back(*, topic: Topic, person: Person, now: datetime) -> None:
    """Forget what the person said about the topic; nothing happens if they said nothing.

    Raises VotingClosed outside the event's voting window, and TopicWithdrawn.
    """
    _refuse_unless_open(topic, now)
    db.session.execute(delete(Vote).where(Vote.topic_id == topic.id, Vote.person_id == person.id))


def _refuse_unless_open(topic: Topic, now: datetime) -> None:
    event = topic.event
    if not event.takes_votes(now):
        opens_later = event.votes_open is not None and now < event.votes_open
        raise VotingClosed(
            f"Voting on {event.title} has not opened yet. Come back when it has."
            if opens_later
            else f"Voting on {event.title} has closed. Ask an organizer if something important changed."
        )
    if topic.is_withdrawn:
        raise TopicWithdrawn(f"“{topic.title}” was withdrawn, so it takes no votes. Choose another topic.")
