"""Prices and what they prove, held against trying everything."""

import time
from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hackathon.domain.scheduling.check import check
from hackathon.domain.scheduling.engine import greedy
from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.proof import pricing
from hackathon.domain.scheduling.engine.proof.columns import Columns
from hackathon.domain.scheduling.engine.proof.partition import Partition
from hackathon.domain.scheduling.engine.proof.sights import Sights, can_price
from hackathon.domain.scheduling.problem import Placement, Problem
from hackathon.domain.scheduling.watch import Watch
from tests.domain.scheduling.smalltown import brute_force, problems, unit_lengths

several = settings(max_examples=60, deadline=None)


def first_agendas(topics: int = 4) -> st.SearchStrategy[Problem]:
    """Draw problems without a revision before."""
    return problems(topics=topics).map(lambda problem: replace(problem, previous=()))


def endless() -> Watch:
    return Watch(seconds=None, steps=None, listener=None, clock=time.monotonic)


def priced(problem: Problem) -> tuple[Columns, Placement]:
    arrays = Arrays(problem)
    assume(can_price(arrays) and arrays.slots)
    agenda = greedy.build(arrays, lambda: False)
    columns = Columns(arrays)
    columns.learn(agenda)
    columns.improve(endless(), lambda _: False)
    return columns, agenda


@several
@given(first_agendas(topics=6), st.lists(st.integers(-10, 60), min_size=6, max_size=6))
def test_the_pricing_finds_the_set_that_pays_best(problem: Problem, paid: list[int]) -> None:
    sights = Sights(Arrays(problem))
    prices = np.resize(np.array(paid), len(sights.topic)) * sights.scale
    for kind, sight in enumerate(sights.kinds):
        finds = pricing.Finds(
            topics=np.full((5, len(problem.rooms)), -1),
            profit=np.zeros(5, dtype=np.int64),
            many=np.zeros(1, dtype=np.int64),
            least=np.zeros(1, dtype=np.int64),
            spare=0,
        )
        tree = pricing.planted(sight, prices, 0)
        while not pricing.search(sight, tree, finds, 3):
            pass

        most = 0
        for size in range(1, len(problem.rooms) + 1):
            for topics in combinations(range(len(sights.topic)), size):
                cost = sights.cost(kind, topics)
                if cost is not None:
                    most = max(most, int(prices[list(topics)].sum()) - cost)
        assert finds.profit[: finds.many[0]].max(initial=0) == most


@several
@given(first_agendas())
def test_no_agenda_costs_less_than_the_prices_prove(problem: Problem) -> None:
    columns, _ = priced(problem)
    least = brute_force(problem)

    if least is not None and columns.bound is not None:
        assert columns.bound <= least * columns.sights.scale


@several
@given(first_agendas().map(unit_lengths))
def test_the_patterns_near_the_bound_hold_the_best_agenda(problem: Problem) -> None:
    columns, agenda = priced(problem)
    least = brute_force(problem)
    assume(least is not None and columns.bound is not None)
    assert least is not None

    near, is_all = columns.close(least + 1, endless())
    partition = Partition(columns.arrays, columns.pieces(near))
    partition.bound(agenda, endless())
    found = partition.prove(least + 1, endless(), workers=1).placement

    assert is_all
    assert found is not None
    assert (check(problem, found).broken, check(problem, found).cost) == ((), least)


@several
@given(first_agendas().map(unit_lengths))
def test_where_no_pattern_is_near_enough_the_known_agenda_is_the_best(problem: Problem) -> None:
    columns, agenda = priced(problem)
    least = brute_force(problem)
    assume(least is not None and columns.bound is not None)
    assert least is not None

    near, is_all = columns.close(least, endless())
    partition = Partition(columns.arrays, columns.pieces(near))
    partition.bound(agenda, endless())
    proof = partition.prove(least, endless(), workers=1)

    assert is_all
    assert proof.bound == least
