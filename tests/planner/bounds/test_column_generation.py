"""Prices and what they prove, held against trying everything."""

import time
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hackathon.planner import construction
from hackathon.planner.bounds import gap_closing, pricing_search
from hackathon.planner.bounds.column_generation import ColumnGeneration
from hackathon.planner.bounds.gap_closing import MOST_CLOSE, GapClosing, decide, near_columns
from hackathon.planner.bounds.pricing_subproblem import PricingSubproblems, can_price
from hackathon.planner.evaluation.check import check
from hackathon.planner.local_search.seen_patterns import SeenPatterns
from hackathon.planner.model.problem import Person, Placement, Problem, Room, Slot, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.progress import Watch
from tests.examples import examples
from tests.planner.smalltown import brute_force, problems, unit_lengths

several = examples(60)


def first_agendas(topics: int = 4) -> st.SearchStrategy[Problem]:
    """Draw problems without a revision before."""
    return problems(topics=topics).map(lambda problem: replace(problem, previous=()))


def endless() -> Watch:
    return Watch(seconds=None, steps=None, listener=None, clock=time.monotonic)


def priced(problem: Problem) -> tuple[ColumnGeneration, Placement]:
    arrays = PreprocessedInstance(problem)
    assume(can_price(arrays) and arrays.slots)
    agenda = construction.construct(arrays, lambda: False)
    columns = ColumnGeneration(arrays)
    columns.learn(agenda)
    columns.improve(endless(), lambda _: False)
    return columns, agenda


@several
@given(first_agendas(topics=6), st.lists(st.integers(-10, 60), min_size=6, max_size=6))
def test_the_pricing_finds_the_set_that_pays_best(problem: Problem, paid: list[int]) -> None:
    subproblems = PricingSubproblems(PreprocessedInstance(problem))
    prices = np.resize(np.array(paid), len(subproblems.topic)) * subproblems.scale
    for kind, subproblem in enumerate(subproblems.kinds):
        pool = pricing_search.ColumnPool(
            topics=np.full((5, len(problem.rooms)), -1),
            profit=np.zeros(5, dtype=np.int64),
            many=np.zeros(1, dtype=np.int64),
            least=np.zeros(1, dtype=np.int64),
            spare=0,
        )
        tree = pricing_search.new_tree(subproblem, prices, 0)
        while not pricing_search.search(subproblem, tree, pool, 3):
            pass

        most = 0
        for size in range(1, len(problem.rooms) + 1):
            for topics in combinations(range(len(subproblems.topic)), size):
                cost = subproblems.cost(kind, topics)
                if cost is not None:
                    most = max(most, int(prices[list(topics)].sum()) - cost)
        assert pool.profit[: pool.many[0]].max(initial=0) == most


@several
@given(first_agendas())
def test_no_agenda_costs_less_than_the_prices_prove(problem: Problem) -> None:
    columns, _ = priced(problem)
    least = brute_force(problem)

    if least is not None and columns.bound is not None:
        assert columns.bound <= least * columns.subproblems.scale


@several
@given(first_agendas().map(unit_lengths))
def test_the_patterns_near_the_bound_hold_the_best_agenda(problem: Problem) -> None:
    columns, agenda = priced(problem)
    least = brute_force(problem)
    assume(least is not None and columns.bound is not None)
    assert least is not None

    decision = decide(columns, agenda, least + 1, MOST_CLOSE, endless())

    assert decision is not None
    assert decision.target == least + 1
    assert decision.proof.bound == least
    found = decision.proof.placement
    assert found is not None
    assert (check(problem, found).broken, check(problem, found).cost) == ((), least)


@several
@given(first_agendas().map(unit_lengths))
def test_where_no_pattern_is_near_enough_the_known_agenda_is_the_best(problem: Problem) -> None:
    columns, agenda = priced(problem)
    least = brute_force(problem)
    assume(least is not None and columns.bound is not None)
    assert least is not None

    decision = decide(columns, agenda, least, MOST_CLOSE, endless())

    assert decision is not None
    assert decision.is_made
    assert decision.target == decision.proof.bound == least


@several
@given(first_agendas().map(unit_lengths), st.integers(0, 12))
def test_with_few_columns_a_lower_target_is_decided_about(problem: Problem, most: int) -> None:
    columns, agenda = priced(problem)
    least = brute_force(problem)
    assume(least is not None and columns.bound is not None)
    assert least is not None

    near = near_columns(columns, least + 5, most, endless())
    decision = decide(columns, agenda, least + 5, most, endless())

    assert near is not None
    assert decision is not None
    assert len(near.columns) <= most or near.target == least + 5
    assert near.target == decision.target <= least + 5
    if decision.proof.bound is not None:
        assert decision.proof.bound <= min(least, decision.target)
    if decision.target > least:
        assert decision.proof.bound == least
    else:
        assert decision.is_made


@several
@given(first_agendas().map(unit_lengths), st.integers(0, 12))
def test_what_is_proven_while_choosing_holds_for_every_agenda(problem: Problem, most: int) -> None:
    columns, agenda = priced(problem)
    least = brute_force(problem)
    assume(least is not None and columns.bound is not None)
    assert least is not None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gap_closing, "MOST_NEAREST", most)
        patch.setattr(gap_closing, "MOST_CHOSEN", most)
        proof = GapClosing(columns).choose(agenda, least + 5, None, endless())

    assert proof.bound is None or proof.bound <= least
    assert proof.placement is None or check(problem, proof.placement).cost >= least


def test_good_parts_of_two_agendas_make_a_better_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gap_closing, "MOST_NEAREST", 0)
    problem = Problem(
        slots=tuple(Slot(block=number) for number in range(4)),
        rooms=(Room(key=1, capacity=9), Room(key=2, capacity=9)),
        topics=tuple(Topic(key=number, required=True) for number in range(8)),
        people=tuple(
            Person(key=key, votes=((one, 1), (other, 1)))
            for key, (one, other) in enumerate([(0, 2), (1, 3), (4, 6), (5, 7)])
        ),
    )
    bad_end = Placement(start=(0, 0, 1, 1, 2, 3, 2, 3), room=(0, 1, 0, 1, 0, 0, 1, 1))
    bad_start = Placement(start=(0, 1, 0, 1, 2, 2, 3, 3), room=(0, 0, 1, 1, 0, 1, 0, 1))
    seen = SeenPatterns()
    for agenda in (bad_end, bad_start):
        seen.note(agenda)

    columns = ColumnGeneration(PreprocessedInstance(problem))
    chosen = GapClosing(columns).choose(bad_end, check(problem, bad_end).cost, seen, endless())

    assert check(problem, bad_end).cost == check(problem, bad_start).cost > 0
    assert chosen.placement is not None
    assert chosen.bound in (None, 0)
    assert chosen.placement.start == (0, 0, 1, 1, 2, 2, 3, 3)
