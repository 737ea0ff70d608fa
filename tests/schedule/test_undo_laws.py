"""Whatever is done to a schedule: undo returns what was there, redo what was done, and nothing is lost."""

import random
from collections.abc import Iterator
from datetime import time

import pytest

from hackathon.core.domain.votes import Choice
from hackathon.core.errors import Refusal, UndoImpossible
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries import problem_rows
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.changes.domain.values import Action, Belief, Change, DraftState
from hackathon.schedule.changes.queries.states import state_of
from hackathon.schedule.changes.services import changing, undoing
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, THURSDAY, Dublin

EVERY = 20
"""After so many changes all are undone and made again."""


@pytest.fixture
def town(dublin: Dublin) -> Dublin:
    """Return Dublin with more slots and topics, one of which needs something and one is plenary."""
    dublin.event.slots += [
        Slot(day=THURSDAY, starts=time(15), ends=time(16)),
        Slot(day=THURSDAY, starts=time(16), ends=time(17)),
    ]
    for number in range(10, 16):
        topic = Topic(event=dublin.event, number=number, title=f"Topic {number}", made_at=NOON)
        topic.needs = ["projector"] if number == 10 else []
        topic.is_plenary = number == 11
        db.session.add(topic)
        db.session.add(Vote(topic=topic, person=dublin.konrad, choice=Choice.WILL, cast_at=NOON))
    db.session.commit()
    return dublin


def content(dublin: Dublin) -> DraftState:
    """Return everything that changes of the schedule may touch."""
    db.session.rollback()
    draft = drafts.outline(dublin.event)
    assert draft is not None
    return state_of(draft, problem_rows.topics(dublin.event))


def some_changes(dublin: Dublin, draws: random.Random) -> Iterator[list[Change]]:
    """Yield changes at random, most of which the rules allow, some seen rightly and some wrongly."""
    slots = [slot.id for slot in dublin.event.slots if not slot.is_break]
    rooms = [room.id for room in dublin.event.rooms]
    numbers = [topic.number for topic in dublin.event.topics if not topic.is_withdrawn]
    while True:
        changes = []
        for _ in range(draws.choice((1, 1, 1, 3))):
            place = (draws.choice(slots), draws.choice(rooms))
            changes.append(
                Change(
                    action=draws.choice(list(Action)),
                    topic=draws.choice(numbers),
                    run=draws.choice((1, 1, 1, 2)),
                    place=place if draws.random() < 0.9 else None,
                    minutes=draws.choice((30, 60, 120, 240)),
                    belief=draws.choice((None, None, None, Belief(place=None), Belief(place=place))),
                )
            )
        yield changes


def walk(dublin: Dublin, moves: int) -> int:
    """Make changes at random; undo and redo all of them again and again. Return how many were made."""
    draws, made = random.Random(13), 0  # noqa: S311 -- nobody has to guess it
    event, lars = dublin.event, dublin.lars
    db.session.add(Draft(event=event, is_current=True, made_at=NOON))
    db.session.commit()
    source = some_changes(dublin, draws)
    for _ in range(moves // EVERY):
        before, done = content(dublin), 0
        for _ in range(EVERY):
            try:
                changing.make_changes(
                    event=event, changes=next(source), override=draws.random() < 0.5, by=lars, now=NOON
                )
                done += 1
            except Refusal:
                pass
        made += done
        after = content(dublin)
        steps = 0
        while content(dublin) != before:
            undoing.undo(event=event, by=lars, now=NOON)
            steps += 1
            assert steps <= done
        for _ in range(steps):
            undoing.redo(event=event, by=lars, now=NOON)
        assert content(dublin) == after
        with pytest.raises(UndoImpossible):
            undoing.redo(event=event, by=lars, now=NOON)
    return made


def test_undo_returns_what_was_there_and_redo_what_was_done(town: Dublin) -> None:
    assert walk(town, 200) > 30


@pytest.mark.long
def test_undo_and_redo_hold_for_a_hundred_thousand_moves(town: Dublin) -> None:
    assert walk(town, 100_000) > 30_000
