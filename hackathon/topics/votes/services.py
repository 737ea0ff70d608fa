"""Casting and removing votes."""

from datetime import datetime

from sqlalchemy import delete, select

from hackathon.accounts.models import Person
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import upsert
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import EventEnded, StaleForm, TopicWithdrawn, VotingClosed
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote


@transaction(takes=Lock.SHARED)
def cast(*, topic: Topic, person: Person, choice: Choice, note: str | None = None, now: datetime) -> None:
    """Record the person's vote for the topic, replacing an earlier one.

    Only a "maybe" has a note; None keeps the existing one.
    Raises VotingClosed, EventEnded or TopicWithdrawn.
    """
    _refuse_unless_open(topic, now)

    new_note = note if choice is Choice.MAYBE else ""
    # In one statement, so that two simultaneous clicks can't both find no row.
    upsert(
        Vote,
        key={"topic_id": topic.id, "person_id": person.id},
        values={
            "choice": choice,
            "cast_at": now,
            "from_page": False,
            **({} if new_note is None else {"note": new_note}),
        },
    )


@transaction(takes=Lock.SHARED)
def take_back(*, topic: Topic, person: Person, now: datetime) -> None:
    """Remove the person's vote for the topic, if there is one.

    Raises VotingClosed, EventEnded or TopicWithdrawn.
    """
    _refuse_unless_open(topic, now)
    db.session.execute(delete(Vote).where(Vote.topic_id == topic.id, Vote.person_id == person.id))


@transaction(takes=Lock.SHARED)
def cast_late(
    *, topic: Topic, person: Person, choice: Choice | None, seen: Choice | None, now: datetime
) -> None:
    """Record a vote, or its removal, that was made offline, if the vote is still the one shown then.

    Raises StaleForm if the person has voted otherwise meanwhile, and what `cast` raises.
    """
    current = db.session.scalar(
        select(Vote.choice).where(Vote.topic_id == topic.id, Vote.person_id == person.id)
    )
    if current not in (seen, choice):
        raise StaleForm(
            message(
                "You voted on “%(topic)s” elsewhere in the meantime. That vote is kept.", topic=topic.title
            )
        )
    if choice is None:
        take_back(topic=topic, person=person, now=now)
    else:
        cast(topic=topic, person=person, choice=choice, now=now)


def _refuse_unless_open(topic: Topic, now: datetime) -> None:
    event = topic.event
    if event.is_over(now):
        raise EventEnded(message("%(event)s has ended. Voting is closed.", event=event.title))
    if not event.takes_votes(now):
        raise VotingClosed(
            message("Voting for %(event)s is not open yet.", event=event.title)
            if event.lifecycle.votes_open_later(now)
            else message(
                "Voting for %(event)s is closed. If something important changed, ask an organizer.",
                event=event.title,
            )
        )
    if topic.is_withdrawn:
        raise TopicWithdrawn(message("“%(topic)s” is withdrawn and can't be voted on.", topic=topic.title))
