"""Organizers who change the schedule at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.errors import Refusal
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, Session
from hackathon.schedule.changes.domain.changes import Action, Change, SeenPlace
from hackathon.schedule.changes.errors import SessionMovedMeanwhile
from hackathon.schedule.changes.models import ScheduleStep
from hackathon.schedule.changes.services import changing
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql

AT_ONCE = 4


def together(app: Flask, change: Callable[[int], Change]) -> list[type[Refusal] | None]:
    """Let four organizers change something at the same instant; return how each was refused, if they were."""
    db.session.rollback()
    start = Barrier(AT_ONCE)

    def alone(number: int) -> type[Refusal] | None:
        with app.app_context():
            start.wait(timeout=10)
            try:
                changing.make_changes(
                    event=db.session.scalars(select(Event)).one(),
                    changes=[change(number)],
                    by=db.session.scalars(select(Person).where(Person.name == "Lars Kurth")).one(),
                    now=NOON,
                )
            except Refusal as refusal:
                return type(refusal)
            return None

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(alone, range(AT_ONCE)))


def scheduled(dublin: Dublin) -> list[int]:
    """Schedule a topic in each slot of the large room; return the slots' keys."""
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    topics = (dublin.roadmap, dublin.portathon, dublin.toolstacks, dublin.network)
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=topic, slot=slot, room=dublin.large_room)
        for topic, slot in zip(topics, slots, strict=True)
    ]
    db.session.add(draft)
    db.session.commit()
    return [slot.id for slot in slots]


def test_different_sessions_are_all_moved(app: Flask, dublin: Dublin) -> None:
    slots, large, small = scheduled(dublin), dublin.large_room.id, dublin.small_room.id

    outcomes = together(
        app,
        lambda number: Change(
            action=Action.MOVE,
            topic=number + 1,
            place=(slots[number], small),
            belief=SeenPlace(place=(slots[number], large)),
        ),
    )

    assert outcomes == [None] * AT_ONCE
    assert {session.room_id for session in db.session.query(Session)} == {small}
    versions = [step.version for step in db.session.query(ScheduleStep)]
    assert len(set(versions)) == AT_ONCE


def test_the_same_session_is_moved_once_and_the_others_are_told(app: Flask, dublin: Dublin) -> None:
    slots, large, small = scheduled(dublin), dublin.large_room.id, dublin.small_room.id

    outcomes = together(
        app,
        lambda number: Change(
            action=Action.MOVE,
            topic=1,
            place=(slots[number], small),
            belief=SeenPlace(place=(slots[0], large)),
        ),
    )

    assert sorted(map(str, outcomes)) == sorted(map(str, [None] + [SessionMovedMeanwhile] * (AT_ONCE - 1)))
    assert db.session.query(ScheduleStep).count() == 1


def test_a_cell_is_given_to_one(app: Flask, dublin: Dublin) -> None:
    slots, small = scheduled(dublin), dublin.small_room.id

    outcomes = together(
        app, lambda number: Change(action=Action.MOVE, topic=number + 1, place=(slots[3], small))
    )

    assert outcomes.count(None) >= 1
    taken = [session for session in db.session.query(Session) if session.room_id == small]
    assert len(taken) == 1
