"""The search in machine code, held against the checker, which counts in its own way."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon.domain.scheduling.check import check
from hackathon.domain.scheduling.engine import greedy, warm
from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.search import rapid, turns
from hackathon.domain.scheduling.engine.search.rapid import Rapid
from hackathon.domain.scheduling.problem import Person, Placement, Problem, Topic
from hackathon.domain.scheduling.solve import solve
from tests.domain.scheduling.smalltown import brute_force, place, problems, town, unit_lengths

several = settings(max_examples=60, deadline=None)


def short_problems(topics: int = 6) -> st.SearchStrategy[Problem]:
    """Draw problems that the machine code knows: sessions of one slot, no revision before."""
    return problems(topics=topics).map(unit_lengths).map(lambda problem: replace(problem, previous=()))


def searched(problem: Problem, seed: int, steps: int) -> Rapid:
    arrays = Arrays(problem)
    search = Rapid(arrays, greedy.build(arrays, lambda: False), seed)
    search.run(steps, heat=2 * arrays.scale)
    return search


@several
@given(short_problems(), st.integers(0, 3))
def test_its_cheapest_agenda_keeps_every_rule_and_costs_what_it_says(problem: Problem, seed: int) -> None:
    assert rapid.can_search(Arrays(problem))
    search = searched(problem, seed, steps=200)

    report = check(problem, search.best())
    if search.state.sums[1] == 0:
        assert (report.broken, report.cost) == ((), search.cost)


@several
@given(short_problems(topics=4))
def test_on_a_tiny_problem_it_finds_the_best_there_is(problem: Problem) -> None:
    least = brute_force(problem)
    search = searched(problem, seed=1, steps=4000)

    found = check(problem, search.best())

    if least is None:
        assert found.broken
    else:
        assert (found.cost, found.broken) == (least, ())


@several
@given(short_problems(), st.integers(0, 3))
def test_what_it_keeps_up_to_date_is_what_the_agenda_says(problem: Problem, seed: int) -> None:
    search = searched(problem, seed, steps=300)
    rooms, cells = search.arrays.rooms, search.state.cell[:-1].tolist()
    here = place(*((cell // rooms, cell % rooms) if cell >= 0 else (-1, -1) for cell in cells))

    anew = Rapid(search.arrays, here, seed)

    for name in ("cell", "slot", "holder", "heard", "gain", "fine"):
        assert getattr(search.state, name).tolist() == getattr(anew.state, name).tolist()
    assert search.state.sums[:2].tolist() == anew.state.sums[:2].tolist()


@several
@given(short_problems(), st.integers(0, 3))
def test_it_takes_the_same_way_where_shared_voters_are_too_many_to_list(problem: Problem, seed: int) -> None:
    arrays = Arrays(problem)
    first = greedy.build(arrays, lambda: False)
    listed, unlisted = (Rapid(arrays, first, seed, most_shared=most) for most in (10**6, 0))
    for search in (listed, unlisted):
        search.run(300, heat=2 * arrays.scale)

    assert listed.state.cell.tolist() == unlisted.state.cell.tolist()


def test_company_changes_slots_together_for_one_that_cannot() -> None:
    # Those who want the last topic want the second too, beside which it runs; it can begin there only.
    people = tuple(Person(key=at, votes=((1, 1), (2, 1))) for at in range(3))
    topics = (Topic(key=0), Topic(key=1), Topic(key=2, starts=(1,)))
    arrays = Arrays(town(*topics, people=people, slots=2))
    search = Rapid(arrays, place((0, 1), (1, 1), (1, 0)), seed=0)

    for _ in range(30):
        turns.turn(search.layout, search.state, 0.01)

    assert search.state.slot[:-1].tolist() == [1, 0, 1]
    assert search.state.sums[:2].tolist() == [check(arrays.problem, place((1, 1), (0, 1), (1, 0))).cost, 0]


def test_the_same_seed_gives_the_same_agenda() -> None:
    problem = town(
        *(Topic(key=at, required=True) for at in range(6)),
        people=tuple(Person(key=at, votes=((at, 2), (at + 1, 1))) for at in range(5)),
        slots=4,
    )
    first, second = (searched(problem, seed=7, steps=500).state.cell.tolist() for _ in range(2))

    assert first == second


def test_wanted_sessions_that_may_never_meet_are_kept_apart() -> None:
    people = tuple(Person(key=at, votes=((at, 1), ((at + 1) % 5, 1))) for at in range(5))
    problem = replace(
        town(*(Topic(key=at, required=True) for at in range(5)), people=people), hard_clash=True
    )

    search = searched(problem, seed=0, steps=2000)

    assert check(problem, search.best()).broken == ()


def test_a_large_event_is_searched_with_every_worker_and_ends_in_time() -> None:
    warm.make()
    many = 40
    people = tuple(
        Person(key=at, votes=tuple((k, 1 + (at * k) % 3) for k in range(at % 5, many, 3))) for at in range(20)
    )
    problem = town(*(Topic(key=at, required=True) for at in range(many)), people=people, slots=25)

    found = solve(problem, seconds=1, workers=2)

    assert found.is_agenda
    assert found.seconds < 1.5


def test_numbers_too_large_for_machine_code_are_left_to_the_plain_search() -> None:
    problem = town(Topic(key=1, required=True), people=(Person(key=1, votes=((0, 2**30),)),))

    assert not rapid.can_search(Arrays(problem))
    assert solve(problem, seconds=None, steps=10).placement == Placement(start=(0,), room=(0,))
