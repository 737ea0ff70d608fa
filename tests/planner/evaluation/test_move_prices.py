"""What a cell says before a session is dropped there is what a full recount finds afterwards."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hackathon.planner.evaluation.check import broken_rules, check
from hackathon.planner.evaluation.loss import attendance
from hackathon.planner.evaluation.move_prices import CellKind, CellPrice, Effect, price_moves
from hackathon.planner.model.problem import Person, Placement, Problem, Topic
from tests.examples import examples
from tests.planner.smalltown import linked, place, repeating, town


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Problem, Placement, int]:
    """Draw a problem, an agenda that may break any rule, and a session to pick up."""
    problem = draw(st.one_of(linked(topics=5), repeating()))
    problem = replace(problem, hard_clash=not problem.twice and draw(st.booleans()))
    cells = st.tuples(
        st.integers(0, len(problem.slots) - 1), st.integers(0, len(problem.rooms) - 1)
    ) | st.just((-1, -1))
    agenda = place(*(draw(cells) for _ in problem.topics))
    return problem, agenda, draw(st.integers(0, len(problem.topics) - 1))


def after(placement: Placement, topic: int, cell: CellPrice | None) -> Placement:
    """Return the agenda with the session dropped in the cell, or left out."""
    start, room = list(placement.start), list(placement.room)
    if cell and cell.swaps_with is not None:
        start[cell.swaps_with], room[cell.swaps_with] = start[topic], room[topic]
    start[topic], room[topic] = (cell.start, cell.room) if cell else (-1, -1)
    return Placement(start=tuple(start), room=tuple(room))


def losses(problem: Problem, placement: Placement) -> list[int]:
    """Return what each person loses."""
    return [attendance(problem, placement, at).loss for at in range(len(problem.people))]


def effect(problem: Problem, before: Placement, then: Placement) -> Effect:
    """Return who gains and who loses, by recounting everybody."""
    pairs = list(zip(losses(problem, before), losses(problem, then), strict=True))
    gains = tuple(at for at, (old, new) in enumerate(pairs) if new < old)
    loses = tuple(at for at, (old, new) in enumerate(pairs) if new > old)
    return Effect(gains=gains, loses=loses, people=heads(problem, loses) - heads(problem, gains))


def heads(problem: Problem, people: Iterable[int]) -> int:
    """Count the people behind these records."""
    return sum(problem.people[at].count for at in people)


@examples(800)
@given(scenes())
def test_every_cell_says_what_a_recount_finds(scene: tuple[Problem, Placement, int]) -> None:
    problem, before, topic = scene
    if before.start[topic] >= 0 and before.start[topic] + problem.topics[topic].length > len(problem.slots):
        before = after(before, topic, None)  # nobody picks up what stands nowhere
    broken = {rule.key for rule in broken_rules(problem, before)}

    prices = price_moves(problem, before, topic, broken_now=broken)

    assert len(prices.cells) == len(problem.slots) * len(problem.rooms)
    for cell in prices.cells:
        then = after(before, topic, cell)
        new = {rule.key for rule in broken_rules(problem, then)} - broken
        assert {rule.key for rule in cell.rules} == new
        assert (cell.kind is CellKind.FORBIDDEN) == bool(new)
        if cell.effect is None:
            assert not all(rule.is_overridable for rule in cell.rules)
            continue
        assert cell.effect == effect(problem, before, then)
        more_short = check(problem, then).seats_short - check(problem, before).seats_short
        assert cell.more_short == more_short
    assert prices.leave_out == effect(problem, before, after(before, topic, None))


def test_a_taken_cell_has_the_price_of_the_swap() -> None:
    # Both want Arm and Docs, which run at once; Ben wants Docs and Xen, which would then run at once.
    topics = (Topic(key=1, title="Arm"), Topic(key=2, title="Docs"), Topic(key=3, title="Xen"))
    people = (
        Person(key=1, count=2, votes=((0, 2), (1, 1))),
        Person(key=2, votes=((0, 3), (2, 1))),
    )
    problem = town(*topics, people=people, slots=2)

    prices = price_moves(problem, place((0, 0), (0, 1), (1, 0)), 0, broken_now=())

    assert [(cell.kind, cell.swaps_with, cell.effect and cell.effect.people) for cell in prices.cells] == [
        (CellKind.HERE, None, 0),
        (CellKind.SWAP, 1, 0),
        (CellKind.SWAP, 2, -2),
        (CellKind.FREE, None, -1),
    ]
    assert prices.leave_out == Effect(loses=(0, 1), people=3)
