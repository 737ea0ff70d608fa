"""What holds for every incident in every agenda: the first answer is never worse than doing nothing else."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from hackathon.agenda.domain.ledger import Placed
from hackathon.core.domain.agenda import Agenda, AgendaRoom, AgendaSlot
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.publication.domain import FollowedTopics
from hackathon.publication.services import change_notifications
from hackathon.schedule.incidents.domain.harm import harm
from hackathon.schedule.incidents.domain.incidents import (
    HostMissing,
    Incident,
    LostRoom,
    Plenary,
    SessionOverrun,
)
from hackathon.schedule.incidents.domain.sessions import placed_sessions, waiting
from hackathon.schedule.incidents.services.previews import AnswerPreview, previews
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.agendas import dublin_at, placed, publish
from tests.dublin import NOON, Dublin

NOW = dublin_at(16, 10, 30)
WORLDS = range(20)


@pytest.fixture
def voters(dublin: Dublin) -> Dublin:
    """Return the event with more topics, and people who want some of them each."""
    drawn = random.Random(14)  # noqa: S311 -- the same people each time
    topics = [
        Topic(event=dublin.event, number=number, title=f"Topic {number}", made_at=NOON)
        for number in range(6, 13)
    ]
    db.session.add_all(topics)
    people = dublin.crowd(12, voting=dublin.roadmap, choice=Choice.MAYBE)
    db.session.add_all(
        Vote(topic=topic, person=person, choice=Choice.WILL, cast_at=NOON)
        for person in people
        for topic in drawn.sample(topics, 3)
    )
    db.session.commit()
    return dublin


def any_agenda(dublin: Dublin, drawn: random.Random) -> Agenda:
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    cells = [(slot, room) for slot in slots for room in dublin.event.rooms]
    numbers = [1, 2, 3, 4, *range(6, 13)]
    chosen = list(
        zip(drawn.sample(cells, drawn.randint(3, len(cells) - 1)), drawn.sample(numbers, 11), strict=False)
    )
    return publish(
        *(
            placed(number, f"Topic {number}", room.slug, slot.starts_at, minutes=120)
            for (slot, room), number in chosen
        ),
        rooms=tuple(AgendaRoom(slug=r.slug, name=r.name, capacity=r.capacity) for r in dublin.event.rooms),
        slots=tuple(
            AgendaSlot(starts=s.starts_at, ends=s.ends_at, is_break=s.is_break, label=s.label)
            for s in dublin.event.slots_in_order
        ),
    )


def incidents_in(agenda: Agenda) -> list[Incident]:
    on = [each for each in agenda.running if each.starts <= NOW < each.ends]
    return [
        *(SessionOverrun(session=each.key, until=dublin_at(16, 13, 40)) for each in on),
        *(LostRoom(room=room.slug, until=dublin_at(16, 17)) for room in agenda.rooms),
        *(HostMissing(session=each.key) for each in agenda.running if each.starts < dublin_at(17, 1)),
        Plenary(until=NOW + timedelta(minutes=20)),
    ]


def everything_else_alone(agenda: Agenda, incident: Incident) -> list[Placed]:
    """Return what is left if nobody does anything: what can't be held isn't, the rest is as it was."""
    sessions = placed_sessions(agenda)
    if isinstance(incident, SessionOverrun):
        sessions[incident.session] = replace(sessions[incident.session], ends=incident.until)

    def is_held(session: Placed) -> bool:
        match incident:
            case SessionOverrun(session=key, until=until):
                room = sessions[key].room
                return session.key == key or not (session.room == room and NOW < session.starts < until)
            case LostRoom(room=room, until=until):
                return not (session.room == room and NOW < session.starts < until)
            case HostMissing(session=key):
                return session.key != key
        return True

    return [session for session in sessions.values() if is_held(session)]


def affected(agenda: Agenda, preview: AnswerPreview, follows: dict[int, FollowedTopics]) -> set[int]:
    """Recount who has to be elsewhere or at another time, from the two agendas alone."""
    before = {each.key: (each.room, each.starts, each.ends) for each in agenda.running}
    after = {each.key: (each.room, each.starts, each.ends) for each in preview.agenda.running}
    topics = {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {person for person, each in follows.items() if each.all & topics}


@pytest.mark.parametrize("world", WORLDS)
def test_the_first_answer_is_never_worse_than_leaving_everything_else_alone(
    voters: Dublin, world: int
) -> None:
    agenda = any_agenda(voters, random.Random(world))  # noqa: S311 -- the same agendas each time
    follows = change_notifications.follows_of(voters.event)
    for incident in incidents_in(agenda):
        found = previews(voters.event, incident, agenda, NOW)

        alone = everything_else_alone(agenda, incident)
        if not isinstance(incident, Plenary):
            chosen = placed_sessions(found[0].agenda).values()
            assert harm(chosen, follows.values()) <= harm(alone, follows.values())
        for preview in found:
            assert {each.id for each in preview.concerned} == affected(agenda, preview, follows)
            assert_nothing_impossible(agenda, preview, incident)


def assert_nothing_impossible(agenda: Agenda, preview: AnswerPreview, incident: Incident) -> None:
    after = placed_sessions(preview.agenda)
    for key, before in placed_sessions(agenda).items():
        if isinstance(incident, HostMissing) and key == incident.session:
            # Nobody runs it, so it has not really begun.
            assert key not in after or after[key].starts > NOW
        elif before.starts <= NOW:
            assert after[key].starts == before.starts, "what has begun begins at another time"
        elif key in after and after[key] != before:
            assert after[key].starts > NOW, "something begins in the past"
    rooms: dict[str, list[Placed]] = {}
    for each in sorted(after.values(), key=lambda each: each.starts):
        rooms.setdefault(each.room, []).append(each)
    for sessions in rooms.values():
        for one, other in pairwise(sessions):
            assert one.ends <= other.starts, "two sessions are in a room at once"


def test_what_waits_takes_its_time_from_the_pauses() -> None:
    morning = placed(1, "Morning", "liffey", dublin_at(16, 11))
    close = placed(2, "Close behind", "liffey", dublin_at(16, 12, 30))
    late = placed(3, "After lunch", "liffey", dublin_at(16, 14, 30))
    sessions = {each.key: each for each in (morning, close, late)}

    def starts(until: datetime) -> list[datetime]:
        return [each.starts for each in waiting(sessions, rooms=["liffey"], until=until, now=NOW).values()]

    assert starts(dublin_at(16, 11, 20)) == [
        dublin_at(16, 11, 20),
        dublin_at(16, 12, 50),
        dublin_at(16, 14, 30),
    ]
    assert starts(dublin_at(16, 11, 40)) == [
        dublin_at(16, 11, 40),
        dublin_at(16, 13, 10),
        dublin_at(16, 14, 50),
    ]
