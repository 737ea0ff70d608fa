"""The single-slot kernel, compared with the checker, which counts independently."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hackathon.planner import construction, jit_cache
from hackathon.planner.evaluation.check import check
from hackathon.planner.local_search import flat_arrays
from hackathon.planner.local_search.annealing import SINGLE_SLOT, Annealer
from hackathon.planner.local_search.scaling import scaled_down
from hackathon.planner.local_search.single_slot import slot_swap
from hackathon.planner.local_search.single_slot.instance import build_instance
from hackathon.planner.model.problem import Person, Problem, Room, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.solve import solve
from tests.examples import examples
from tests.planner.smalltown import brute_force, place, problems, town, unit_lengths

several = examples(60)


def short_problems(topics: int = 6) -> st.SearchStrategy[Problem]:
    """Draw problems for the single-slot kernel: sessions of one slot, nothing published."""
    return problems(topics=topics).map(unit_lengths).map(lambda problem: replace(problem, previous=()))


def searched(problem: Problem, seed: int, steps: int) -> Annealer:
    arrays = PreprocessedInstance(problem)
    search = Annealer(SINGLE_SLOT, arrays, construction.construct(arrays, lambda: False), seed)
    search.run(steps, temperature=2 * arrays.scale)
    return search


@several
@given(short_problems(), st.integers(0, 3))
def test_its_cheapest_agenda_keeps_every_rule_and_costs_what_it_says(problem: Problem, seed: int) -> None:
    assert flat_arrays.fits(PreprocessedInstance(problem))
    search = searched(problem, seed, steps=200)

    report = check(problem, search.best())
    if search.is_valid:
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
def test_its_tables_are_those_of_its_agenda(problem: Problem, seed: int) -> None:
    search = searched(problem, seed, steps=300)

    anew = Annealer(SINGLE_SLOT, search.preprocessed, search.current(), seed)

    for name in ("place", "slot", "occupant", "top_weights", "gain", "clash_sum", "cost", "penalty"):
        assert getattr(search.state, name).tolist() == getattr(anew.state, name).tolist()


@several
@given(short_problems(), st.integers(0, 3))
def test_it_takes_the_same_steps_where_common_voters_are_not_listed(problem: Problem, seed: int) -> None:
    arrays = PreprocessedInstance(problem)
    first = construction.construct(arrays, lambda: False)
    listed, unlisted = (
        Annealer(SINGLE_SLOT, arrays, first, seed, build_instance(arrays, limit)) for limit in (10**6, 0)
    )
    for search in (listed, unlisted):
        search.run(300, temperature=2 * arrays.scale)

    assert listed.current() == unlisted.current()


def test_slots_swap_for_a_topic_that_is_allowed_in_one_slot_only() -> None:
    # Those who want the last topic want the second too, beside which it runs; it can begin there only.
    people = tuple(Person(key=at, votes=((1, 1), (2, 1))) for at in range(3))
    topics = (Topic(key=0), Topic(key=1), Topic(key=2, starts=(1,)))
    arrays = PreprocessedInstance(town(*topics, people=people, slots=2))
    search = Annealer(SINGLE_SLOT, arrays, place((0, 1), (1, 1), (1, 0)), seed=0)

    for _ in range(30):
        slot_swap.slot_swap_step(search.instance, search.state, 0.01)

    assert search.state.slot[:-1].tolist() == [1, 0, 1]
    assert search.is_valid
    assert search.state.cost[0] == check(arrays.problem, place((1, 1), (0, 1), (1, 0))).cost


def test_the_same_seed_gives_the_same_agenda() -> None:
    problem = town(
        *(Topic(key=at, required=True) for at in range(6)),
        people=tuple(Person(key=at, votes=((at, 2), (at + 1, 1))) for at in range(5)),
        slots=4,
    )
    first, second = (searched(problem, seed=7, steps=500).current() for _ in range(2))

    assert first == second


def test_wanted_sessions_that_may_never_meet_are_kept_apart() -> None:
    people = tuple(Person(key=at, votes=((at, 1), ((at + 1) % 5, 1))) for at in range(5))
    problem = replace(
        town(*(Topic(key=at, required=True) for at in range(5)), people=people), hard_clash=True
    )

    search = searched(problem, seed=0, steps=2000)

    assert check(problem, search.best()).broken == ()


def test_a_large_event_is_searched_with_every_worker_and_ends_in_time() -> None:
    jit_cache.compile_all()
    many = 40
    people = tuple(
        Person(key=at, votes=tuple((k, 1 + (at * k) % 3) for k in range(at % 5, many, 3))) for at in range(20)
    )
    problem = town(*(Topic(key=at, required=True) for at in range(many)), people=people, slots=25)

    found = solve(problem, seconds=1, workers=2)

    assert found.is_agenda
    assert found.seconds < 1.5


def test_an_event_with_numbers_too_large_for_compiled_code_is_searched_all_the_same() -> None:
    people = tuple(
        Person(
            key=at,
            votes=tuple((k, 10**8 * (1 + k * at % 3)) for k in range(60) if pow(k + 2, at + 13, 61) < 12),
        )
        for at in range(20)
    )
    problem = town(*(Topic(key=at, required=True) for at in range(60)), people=people, slots=15)
    problem = replace(problem, rooms=tuple(Room(key=at, capacity=9) for at in range(4)))

    greedy = check(problem, construction.construct(PreprocessedInstance(problem), lambda: False)).cost

    found = solve(problem, seconds=None, steps=1000)

    assert not flat_arrays.fits(PreprocessedInstance(problem))
    assert found.cost is not None
    assert found.cost < greedy
    assert found.steps is not None
    assert found.steps > 0


@examples(40)
@given(problems(), st.sampled_from((1, 10**4, 10**8)))
def test_numbers_that_were_scaled_down_always_fit(problem: Problem, times: int) -> None:
    people = tuple(
        replace(person, votes=tuple((topic, weight * times) for topic, weight in person.votes))
        for person in problem.people
    )
    preprocessed = PreprocessedInstance(replace(problem, people=people))

    assert flat_arrays.fits(scaled_down(preprocessed))
    assert (scaled_down(preprocessed) is preprocessed) == flat_arrays.fits(preprocessed)
