"""What a run promises: limits, stopping, ties, and honesty where there is no agenda."""

import subprocess
import sys
import time
from dataclasses import replace

import pytest

from hackathon.planner.evaluation.loss import attendance
from hackathon.planner.model.problem import Person, Previous, Problem, Topic
from hackathon.planner.model.solution import Status
from hackathon.planner.progress import Progress, Watch
from hackathon.planner.run import Run
from hackathon.planner.solve import require_all, solve
from tests.planner.smalltown import town

ARM, DOCS, QEMU = Topic(key=1), Topic(key=2), Topic(key=3)


def crowd(topics: int, slots: int) -> Problem:
    """Return an event that is too large to prove, in which everybody wants their own mixture."""
    return town(
        *(Topic(key=at) for at in range(topics)),
        people=tuple(
            Person(key=at, votes=tuple((k, 1 + (at * k) % 3) for k in range(at % 5, topics, 3)))
            for at in range(20)
        ),
        slots=slots,
    )


class Ticking:
    """A clock that goes on by a little whenever it is read."""

    def __init__(self, tick: float = 0.01) -> None:
        self.now, self.tick = 0.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def begun(problem: Problem, seconds: float, clock: Ticking) -> Run:
    """Return a run that has its first agenda."""
    watch = Watch(seconds=seconds, steps=None, listener=None, clock=clock)
    run = Run(problem, seed=0, workers=1, watch=watch)
    run.construct()
    return run


def test_a_run_ends_when_its_time_is_over() -> None:
    clock = Ticking()

    found = solve(crowd(topics=40, slots=30), seconds=3, clock=clock)

    assert found.is_agenda
    assert found.seconds <= 3.2


def test_where_steps_take_long_the_clock_is_read_more_often() -> None:
    slow, quick = (
        begun(crowd(topics=40, slots=30), seconds=1000 * tick, clock=Ticking(tick)) for tick in (0.1, 0.001)
    )

    slow.anneal()
    quick.anneal()

    assert 0 < slow.watch.step < quick.watch.step / 2


def test_no_search_begins_that_could_not_end_in_time() -> None:
    large = crowd(topics=40, slots=30)
    hurried, at_leisure = (begun(large, seconds=seconds, clock=Ticking()) for seconds in (1.2, 3))

    assert hurried.has_agenda
    assert not hurried.watch.has(hurried.construction_seconds)
    assert at_leisure.watch.has(at_leisure.construction_seconds)


def test_where_steps_are_counted_the_clock_decides_nothing() -> None:
    large = crowd(topics=40, slots=12)

    first, second = (
        solve(large, seconds=None, steps=60, seed=3, clock=clock) for clock in (time.monotonic, Ticking())
    )

    assert (first.placement, first.bound, first.steps) == (second.placement, second.bound, second.steps)


def test_a_run_that_is_called_off_returns_its_best() -> None:
    told: list[Progress] = []

    def enough(progress: Progress) -> bool:
        told.append(progress)
        return progress.cost is not None

    found = solve(crowd(topics=40, slots=30), seconds=None, on_progress=enough)

    assert found.is_agenda
    assert found.cost == told[-1].cost


def test_the_curve_of_a_run_only_ever_improves() -> None:
    history = solve(crowd(topics=30, slots=20), seconds=None, steps=300).history

    costs = [moment.cost for moment in history if moment.cost is not None]
    bounds = [moment.bound for moment in history if moment.bound is not None]
    assert costs == sorted(costs, reverse=True)
    assert bounds == sorted(bounds)


def test_no_steps_give_the_greedy_agenda() -> None:
    found = solve(crowd(topics=30, slots=20), seconds=None, steps=0)

    assert (found.is_agenda, found.steps) == (True, 0)


def test_of_equal_agendas_the_worst_off_person_decides() -> None:
    # However the four topics are paired, 2 is lost: by two people halves, or by one alone.
    wanted = ((0, 1, 1), (2, 3, 1), (0, 2, 2), (0, 3, 2))
    people = tuple(
        Person(key=at, votes=((a, weight), (b, weight))) for at, (a, b, weight) in enumerate(wanted)
    )
    topics = tuple(Topic(key=at, required=True) for at in range(4))
    problem = town(*topics, people=people, slots=2)

    found = solve(problem, seconds=None, steps=200)

    assert (found.status, found.loss) == ("optimal", 2)
    assert [attendance(problem, found.placement, at).loss for at in range(4)] == [1, 1, 0, 0]


def test_of_equal_agendas_an_area_keeps_its_room_and_its_sessions_follow_each_other() -> None:
    areas = ("Arm", "Docs", "Arm", "Docs", "Arm", "Docs")
    problem = town(*(Topic(key=at, area=area, required=True) for at, area in enumerate(areas)))

    found = solve(problem, seconds=None, steps=50)

    rooms = {area: {found.room[at] for at in range(6) if areas[at] == area} for area in areas}
    assert sorted(map(sorted, rooms.values())) == [[0], [1]]


def test_a_topic_is_left_out_only_when_that_costs_least() -> None:
    voter = Person(key=1, votes=((0, 4), (1, 2)))
    problem = town(ARM, DOCS, QEMU, people=(voter,), slots=1)

    found = solve(problem, seconds=None, steps=50)

    # Two rooms, three topics: what nobody wants goes, and the rest runs at once.
    assert (found.status, found.cost) == ("optimal", 20)
    assert found.start[0] == 0


def test_what_nobody_loses_by_is_placed_if_there_is_room() -> None:
    assert -1 not in solve(town(ARM, DOCS, QEMU), seconds=None, steps=50).start


def test_where_there_is_room_for_all_every_topic_can_be_required() -> None:
    # Four want the same thing and the hall has three seats: leaving it out would spare one.
    unwanted = replace(ARM, contacts=(0,))
    roomy = town(unwanted, DOCS, people=(Person(key=1, count=4),), slots=1)
    crowded = town(unwanted, DOCS, QEMU, people=(Person(key=1, count=4),), slots=1)

    assert solve(roomy, seconds=None, steps=50).start[0] == -1
    assert solve(require_all(roomy), seconds=None, steps=50).start == (0, 0)
    assert require_all(crowded) is crowded


def test_that_no_agenda_exists_is_said_when_it_is_proven() -> None:
    contact = Person(key=1, away=(0,))
    busy = tuple(replace(topic, contacts=(0,), required=True) for topic in (ARM, DOCS, QEMU))

    found = solve(town(*busy, people=(contact,)), seconds=None, steps=50)

    assert (found.status, found.cost, found.bound) == ("infeasible", None, None)


def test_a_topic_longer_than_any_block_is_left_out_or_impossible() -> None:
    long = replace(ARM, length=9)

    assert solve(town(long, DOCS), seconds=None, steps=50).start[0] == -1
    assert solve(town(replace(long, required=True)), seconds=None).status == "infeasible"


def test_nothing_to_plan_is_an_agenda_of_nothing() -> None:
    for problem in (town(), replace(town(ARM), slots=()), replace(town(ARM), rooms=())):
        found = solve(problem, seconds=None, steps=10)

        assert (found.is_agenda, found.cost) == (True, 0)


def test_the_solver_is_not_loaded_until_something_is_solved() -> None:
    imports = (
        "from hackathon.planner import evaluation, explanation, model, solve, verification;"
        "from hackathon.planner.evaluation import check, loss;"
        "from hackathon.planner.explanation import alternatives, conflict, messages, what_if;"
        "from hackathon.planner.model import problem, schedbench;"
        "from hackathon.planner.verification import verify;"
    )
    loaded = "[name for name in ('numpy', 'highspy', 'numba') if name in sys.modules]"
    code = f"import sys; {imports} print({loaded})"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout == "[]\n"


def test_a_search_for_second_runs_goes_on_while_there_is_time() -> None:
    large = crowd(topics=40, slots=30)
    again = replace(large.topics[0], key=-1, required=False)
    problem = replace(large, topics=(*large.topics, again), twice=((0, 40),))

    found = solve(problem, seconds=4, clock=Ticking())

    assert found.status != "optimal"
    assert 3.5 <= found.seconds <= 4.2


@pytest.mark.parametrize("rule", ["long sessions", "second runs", "published"])
def test_a_run_that_proves_nothing_does_not_end_early(rule: str) -> None:
    plain = crowd(topics=24, slots=14)
    long = tuple(replace(topic, length=1 + (at % 7 == 0)) for at, topic in enumerate(plain.topics))
    problem = {
        "long sessions": replace(plain, topics=long),
        "second runs": replace(plain, topics=(*long, replace(long[1], key=-1)), twice=((1, 24),)),
        "published": replace(plain, previous=tuple(Previous(topic=at, start=at, room=0) for at in range(9))),
    }[rule]

    found = solve(problem, seconds=3, clock=Ticking())

    assert found.is_agenda
    assert found.status == Status.OPTIMAL or found.seconds >= 2.6
