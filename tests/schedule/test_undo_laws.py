"""Whatever is done to a schedule: undo returns what was there, redo what was done, and nothing is lost.

What a cell said before a session was dropped there is what everybody then gains or loses.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import time

import pytest
from sqlalchemy import func, select

from hackathon.core.domain.votes import Choice
from hackathon.core.errors import Refusal, UndoImpossible
from hackathon.core.extensions import db
from hackathon.planner.evaluation.loss import attendance
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries import case_cache, problem_rows
from hackathon.planning.problem.queries.problems import Case
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.changes.domain.changes import Action, Change, DraftState, SeenPlace
from hackathon.schedule.changes.models import ScheduleStep
from hackathon.schedule.changes.queries.states import state_of
from hackathon.schedule.changes.services import changing, undoing
from hackathon.schedule.page.queries.page import load_page
from hackathon.schedule.prices.queries import load_places
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, THURSDAY, Dublin

MOVES = int(os.environ.get("HACKATHON_TEST_MOVES", "100000"))
SEED = int(os.environ.get("HACKATHON_TEST_SEED", "14"))
"""How long the walk of the long test is, and which it is."""
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


def steps_done() -> int:
    """Return how many steps could be undone."""
    done = select(func.count()).select_from(ScheduleStep).where(ScheduleStep.undone_at.is_(None))
    return db.session.scalars(done).one()


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
                    belief=draws.choice((None, None, None, SeenPlace(place=None), SeenPlace(place=place))),
                )
            )
        yield changes


def load_case(dublin: Dublin) -> Case:
    """Return the problem as it is now, with its rows."""
    return case_cache.load_case(dublin.event, draft=None, published=None, now=NOON)


def losses(case: Case, dublin: Dublin) -> Mapping[int, tuple[int, int]]:
    """Return what each person loses now, by recounting everybody, and how many people they stand for."""
    draft = drafts.outline(dublin.event)
    placement = case.placement(draft.sessions if draft else ())
    return {
        person.key: (attendance(case.problem, placement, at).loss, person.count)
        for at, person in enumerate(case.problem.people)
    }


def drop_as_priced(dublin: Dublin, draws: random.Random) -> bool:
    """Pick up a session and drop it in a cell; return whether that was allowed, which the cell has said.

    So it has said who gains and who loses.
    """
    case = load_case(dublin)
    topic, run = draws.choice(
        [(row.number, at) for row, at in zip(case.positions.rows, case.positions.occurrences, strict=True)]
    )
    cell = draws.choice(load_places(dublin.event, topic, run, NOON).places)
    before, insists = losses(case, dublin), draws.random() < 0.5
    action = Action.SWAP if cell.taken_by else Action.PLACE
    change = Change(action=action, topic=topic, run=run, place=(cell.slot, cell.room))
    is_allowed = cell.kind != "forbidden" or (insists and cell.is_overridable)
    if not is_allowed:
        with pytest.raises(Refusal) as refusal:
            drop(dublin, change, insists=insists)
        assert getattr(refusal.value, "is_overridable", False) == cell.is_overridable
        assert losses(case, dublin) == before
        return False
    drop(dublin, change, insists=insists)
    # A lengthened topic makes another problem of it.
    after = losses(load_case(dublin), dublin)
    gaining = [key for key, (loss, _) in before.items() if after[key][0] < loss]
    losing = [key for key, (loss, _) in before.items() if after[key][0] > loss]
    people = sum(before[key][1] for key in losing) - sum(before[key][1] for key in gaining)
    assert cell.price is not None
    assert (cell.price.gaining, cell.price.losing, cell.price.people) == (len(gaining), len(losing), people)
    return True


def drop(dublin: Dublin, change: Change, *, insists: bool) -> None:
    """Make the change that was priced, overriding rules if one insists."""
    changing.make_changes(event=dublin.event, changes=[change], override=insists, by=dublin.lars, now=NOON)


def refuse_loss(dublin: Dublin) -> None:
    """Fail unless every session is in the grid or in the tray, and none in both or twice."""
    page = load_page(dublin.event, dublin.lars, NOON)
    shown = Counter((card.topic, card.run) for card in page.cards)
    shown.update((topic.topic, topic.run) for topic in page.tray)
    assert set(shown.values()) == {1}
    number_of_runs = Counter(topic for topic, _ in shown)
    for topic in dublin.event.topics:
        if not topic.is_withdrawn:
            assert number_of_runs[topic.number] == (2 if topic.may_run_twice else 1)


def walk(dublin: Dublin, moves: int, *, seed: int = 13) -> tuple[int, int]:
    """Make changes at random, every other one as its price was shown; undo and redo all of them.

    Return how many were made blindly and how many as priced.
    """
    draws, blind, priced = random.Random(seed), 0, 0  # noqa: S311 -- nobody has to guess it
    event, lars = dublin.event, dublin.lars
    db.session.add(Draft(event=event, is_current=True, made_at=NOON))
    db.session.commit()
    source = some_changes(dublin, draws)
    for _ in range(moves // EVERY):
        before, done, steps_before = content(dublin), blind + priced, steps_done()
        for _ in range(EVERY // 2):
            try:
                changing.make_changes(
                    event=event, changes=next(source), override=draws.random() < 0.5, by=lars, now=NOON
                )
                blind += 1
            except Refusal:
                pass
            priced += drop_as_priced(dublin, draws)
        after = content(dublin)
        refuse_loss(dublin)
        steps = steps_done() - steps_before
        assert steps <= blind + priced - done
        for _ in range(steps):
            undoing.undo(event=event, by=lars, now=NOON)
        assert content(dublin) == before
        for _ in range(steps):
            undoing.redo(event=event, by=lars, now=NOON)
        assert content(dublin) == after
        with pytest.raises(UndoImpossible):
            undoing.redo(event=event, by=lars, now=NOON)
    return blind, priced


def test_undo_returns_what_was_there_and_a_price_is_what_is_paid(town: Dublin) -> None:
    blind, priced = walk(town, 200)

    assert blind > 15
    assert priced > 30


@pytest.mark.long
def test_undo_and_prices_hold_for_a_hundred_thousand_moves(town: Dublin) -> None:
    blind, priced = walk(town, MOVES, seed=SEED)

    assert blind > MOVES // 10
    assert priced > MOVES * 3 // 20
