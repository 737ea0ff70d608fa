"""What topics are to one person, and that a page counts as the planner counts."""

from dataclasses import replace
from datetime import time
from random import Random

import pytest
from sqlalchemy import delete, select

from hackathon.agenda.my_agenda import queries as wishes
from hackathon.agenda.my_agenda.domain import Preference, own_agenda
from hackathon.attendance.registration.queries import hours
from hackathon.core.domain.agenda import AgendaSession
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Availability
from hackathon.planner.evaluation import loss
from hackathon.planner.model.problem import Placement
from hackathon.planning.problem.queries import problems
from hackathon.topics.votes.models import Vote
from tests.agendas import APRIL, frame
from tests.dublin import NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql


def test_wishes_are_what_one_voted_for_and_what_one_runs(dublin: Dublin) -> None:
    db.session.add(Vote(topic=dublin.roadmap, person=dublin.konrad, choice=Choice.MUST, cast_at=NOON))
    db.session.add(Vote(topic=dublin.roadmap, person=dublin.ian, choice=Choice.WILL, cast_at=NOON))
    db.session.commit()

    assert wishes.preferences_of(dublin.event, dublin.konrad) == (
        Preference(topic=1, title="Xen Developer and Roadmap discussion", choice=Choice.MUST),
        Preference(topic=5, title="VMFUNC, grant table operations", runs=True, is_withdrawn=True),
    )
    assert wishes.topics(event_id=dublin.event.id, person_id=dublin.konrad.id) == (1, 5)


def everybody_votes(dublin: Dublin, dice: Random) -> None:
    # Msw's vote counts half, and would make the planner count everything in halves.
    db.session.execute(delete(Vote))
    for person in (dublin.lars, dublin.ian, dublin.konrad, dublin.wei):
        for topic in dublin.event.topics:
            if dice.random() < 0.7:
                choice = dice.choice(list(Choice))
                db.session.add(Vote(topic=topic, person=person, choice=choice, cast_at=NOON))
    absent = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.konrad.id)).one()
    absent.availability = [Availability(day=THURSDAY, arrives=time(9), leaves=time(17))]
    db.session.commit()


def session(case: problems.Case, placement: Placement, at: int) -> AgendaSession:
    slot, room, topic = case.slots[placement.start[at]], case.rooms[placement.room[at]], case.topics[at]
    return AgendaSession(
        topic=topic.number, slug="", title=topic.title, summary="", contacts=(), area=None, room=room.slug,
        starts=slot.starts_at, ends=slot.ends_at, expected=0, uid=str(at), sequence=0, last_modified=APRIL,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_a_person_loses_on_their_page_what_the_planner_says_they_lose(dublin: Dublin, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 -- it throws votes, not secrets
    everybody_votes(dublin, dice)
    case = problems.load_problem(dublin.event, draft=None, published=None, now=NOON)
    places = [(slot, room) for slot in range(len(case.slots)) for room in range(len(case.rooms))]
    chosen = [*dice.sample(places, len(case.topics) - 1), (-1, -1)]
    placement = Placement(start=tuple(slot for slot, _ in chosen), room=tuple(room for _, room in chosen))
    held = tuple(session(case, placement, at) for at, (slot, _) in enumerate(chosen) if slot >= 0)
    agenda = replace(frame(), sessions=held)

    assert len(case.problem.people) == 4
    for at, planned in enumerate(case.problem.people):
        attendance = db.session.scalars(select(Attendance).where(Attendance.person_id == planned.key)).one()
        mine = own_agenda(
            agenda,
            wishes.preferences_of(dublin.event, attendance.person),
            weights=dublin.event.weights,
            hours=hours.availability_of(attendance),
        )
        assert mine.loss == loss.attendance(case.problem, placement, at).loss
