"""Topics that may run twice: what two sessions of one are worth, and when the planner has them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.planner.errors import BadProblem
from hackathon.planner.evaluation import loss
from hackathon.planner.evaluation.check import check
from hackathon.planner.evaluation.loss import Attendance
from hackathon.planner.model.problem import Person, Placement, Previous, Problem
from hackathon.planner.model.second_runs import titled
from hackathon.planner.model.solution import Prices, Status
from hackathon.planner.solve import require_all, solve
from hackathon.planner.verification.verify import verify
from tests.examples import examples
from tests.planner.smalltown import ARM, brute_force, place, repeating, twice

NOWHERE = (-1, -1)

several = examples(120)
few = examples(40)


@few
@given(repeating())
def test_no_claim_is_refuted_by_trying_everything(problem: Problem) -> None:
    solution, least = solve(problem, seconds=None, steps=60), brute_force(problem)

    if least is None:
        assert not solution.is_agenda
        return
    assert solution.status != Status.INFEASIBLE
    assert solution.bound is not None
    assert solution.bound <= least
    if solution.status == Status.OPTIMAL:
        assert solution.cost == least
    if solution.is_agenda:
        assert solution.cost is not None
        assert solution.cost >= least
    assert verify(problem, solution).refuted == ()


@several
@given(repeating())
def test_no_agenda_is_worse_than_the_best_with_every_topic_once(problem: Problem) -> None:
    seconds = {second for _, second in problem.twice}
    topics = tuple(
        replace(topic, starts=(), required=False) if at in seconds else topic
        for at, topic in enumerate(problem.topics)
    )
    alone = solve(replace(problem, topics=topics, twice=()), seconds=None, steps=60)

    found = solve(problem, seconds=None, steps=300)

    if alone.is_agenda and not any(topic.required for topic in problem.topics[min(seconds) :]):
        assert found.cost is not None
        assert found.cost <= check(problem, alone.placement).cost


@several
@given(repeating(), st.data())
def test_two_counts_of_any_agenda_agree(problem: Problem, data: st.DataObject) -> None:
    cells = [
        data.draw(
            st.just(NOWHERE)
            | st.tuples(
                st.integers(0, max(0, len(problem.slots) - topic.length)),
                st.integers(0, len(problem.rooms) - 1),
            )
        )
        if topic.length <= len(problem.slots)
        else NOWHERE
        for topic in problem.topics
    ]
    placement = Placement(start=tuple(s for s, _ in cells), room=tuple(r for _, r in cells))

    assert check(problem, placement).loss == loss.loss(problem, placement)


@several
@given(repeating())
def test_the_loss_is_never_below_the_floor(problem: Problem) -> None:
    solution = solve(problem, seconds=None, steps=20)

    if solution.loss is not None:
        assert solution.loss >= loss.floor(problem)


@several
@given(repeating())
def test_a_problem_with_second_runs_survives_its_file(problem: Problem) -> None:
    assert Problem.from_json(problem.to_json()) == problem


def test_a_vote_is_honoured_by_either_session() -> None:
    early, late = Person(key=1, away=(1,), votes=((0, 2),)), Person(key=2, away=(0,), votes=((0, 2),))
    problem = twice(early, late)

    assert check(problem, place((0, 0), NOWHERE, (1, 0))).loss == 0
    assert check(problem, place((0, 0), NOWHERE, NOWHERE)).loss == 2
    assert check(problem, place(NOWHERE, NOWHERE, (1, 0))).loss == 2


def test_a_vote_counts_once_however_often_its_topic_runs() -> None:
    keen = Person(key=1, votes=((0, 4), (1, 3)))
    problem = twice(keen)
    agenda = place((0, 0), (1, 1), (1, 0))

    assert loss.attendance(problem, agenda, 0) == Attendance(attended=(0, 1), runs=(), lost=())
    assert check(problem, agenda).loss == 0


def test_who_cannot_sit_in_either_is_told_what_they_do_at_both_times() -> None:
    keen = Person(key=1, votes=((0, 2), (1, 5)), away=(0,))
    problem = twice(keen)

    (lost,) = loss.attendance(problem, place((0, 0), (1, 1), (1, 0)), 0).lost

    assert (lost.topic, lost.instead, lost.away, lost.left_out) == (0, (1,), True, False)


def test_two_sessions_have_the_seats_of_both_rooms() -> None:
    crowd = Person(key=1, count=5, votes=((0, 1),))
    problem = twice(crowd)

    assert check(problem, place((0, 0), NOWHERE, NOWHERE)).seats_short == 2
    assert check(problem, place((0, 0), NOWHERE, (1, 1))).seats_short == 1
    assert check(problem, place((0, 0), NOWHERE, (1, 0))).seats_short == 0
    assert check(problem, place(NOWHERE, NOWHERE, (1, 1))).seats_short == 4


def test_both_sessions_need_the_contacts() -> None:
    problem = twice(Person(key=1, name="Julien", away=(1,)), first=replace(ARM, contacts=(0,)))

    assert check(problem, place((0, 0), NOWHERE, (1, 0))).broken == (
        "Julien must be at Topic 1 (Arm), second run, but is away in slot 1.",
    )


def test_a_topic_never_runs_beside_itself() -> None:
    assert check(twice(), place((0, 0), NOWHERE, (0, 1))).broken == (
        "Topic 1 (Arm) runs twice at the same time.",
    )


@pytest.mark.parametrize(
    ("order", "agenda"),
    [((0, 1), place((0, 0), (1, 1), (1, 0))), ((1, 0), place((1, 0), (0, 0), (0, 1)))],
)
def test_an_order_holds_for_both_sessions(order: tuple[int, int], agenda: Placement) -> None:
    problem = replace(twice(), order=(order,))

    assert len(check(problem, agenda).broken) == 1


def test_whoever_wants_a_topic_is_affected_once_by_any_of_its_sessions_that_moves() -> None:
    problem = twice(Person(key=1, count=3, votes=((0, 1),)))
    published = (Previous(topic=0, start=0, room=0), Previous(topic=2, start=1, room=0))
    problem = replace(problem, previous=published)

    assert check(problem, place((0, 0), NOWHERE, (1, 0))).people_affected == 0
    assert check(problem, place((0, 0), NOWHERE, (1, 1))).people_affected == 3
    assert check(problem, place((0, 1), NOWHERE, NOWHERE)).people_affected == 3
    assert (
        check(replace(problem, previous=published[:1]), place((0, 0), NOWHERE, (1, 0))).people_affected == 0
    )


def test_a_topic_runs_twice_where_that_honours_more() -> None:
    early, late = Person(key=1, away=(1,), votes=((0, 2),)), Person(key=2, away=(0,), votes=((0, 2),))

    found = solve(twice(early, late), seconds=None, steps=60)

    assert (found.status, found.cost, found.start[0], found.start[2]) == (Status.OPTIMAL, 0, 0, 1)
    assert verify(twice(early, late), found).summary() == (
        "Confirmed: the agenda keeps every rule and costs 0 (loss 0); the bound of 0 was recounted too."
    )


def test_a_topic_runs_twice_where_one_room_does_not_hold_all_who_want_it() -> None:
    found = solve(twice(Person(key=1, count=5, votes=((0, 1),))), seconds=None, steps=60)

    assert (found.cost, found.seats_short) == (0, 0)
    assert min(found.start[0], found.start[2]) >= 0


def test_a_vote_that_counts_at_both_sessions_proves_more_than_one_that_is_dropped() -> None:
    early = Person(key=1, count=2, away=(1,), votes=((0, 4), (1, 3)))
    late = Person(key=2, away=(0,), votes=((0, 4), (1, 2)))
    problem = twice(early, late)
    problem = replace(problem, rooms=problem.rooms[:1])

    found = solve(problem, seconds=None, steps=60)

    assert (found.cost, found.bound) == (brute_force(problem), 80)


@few
@given(repeating(), st.data())
def test_no_prices_prove_more_than_the_best_agenda_costs(problem: Problem, data: st.DataObject) -> None:
    found, least = solve(problem, seconds=None, steps=20), brute_force(problem)
    votes = [(at, topic) for at, person in enumerate(problem.people) for topic, _ in person.votes]
    prices = Prices(
        scale=2,
        topics=tuple(data.draw(st.integers(0, 99)) for _ in problem.topics),
        both=tuple(vote for vote in votes if data.draw(st.booleans())),
    )

    if found.is_agenda and least is not None:
        proven = verify(problem, replace(found, prices=prices, bound=10**6)).bound.proven
        assert proven is not None
        assert proven <= least


def test_a_topic_runs_once_where_that_serves_everybody() -> None:
    found = solve(twice(Person(key=1, votes=((0, 2), (1, 2)))), seconds=None, steps=60)

    assert (found.status, found.start[2]) == (Status.OPTIMAL, -1)


def test_a_second_session_takes_no_room_from_a_topic_with_more_votes() -> None:
    people = (
        Person(key=1, away=(1,), votes=((0, 2), (1, 1))),
        Person(key=2, away=(0,), votes=((0, 2), (1, 4))),
    )
    problem = twice(*people)
    problem = replace(problem, rooms=problem.rooms[:1])

    found = solve(problem, seconds=None, steps=60)

    assert (found.start, found.cost) == ((0, 1, -1), brute_force(problem))


def test_a_topic_with_fewer_votes_gives_way_to_a_second_session() -> None:
    people = (
        Person(key=1, away=(1,), votes=((0, 4),)),
        Person(key=2, away=(0,), votes=((0, 4), (1, 1))),
    )
    problem = twice(*people)
    problem = replace(problem, rooms=problem.rooms[:1])

    found = solve(problem, seconds=None, steps=60)

    assert (found.start, found.cost) == ((0, -1, 1), 10)


def test_only_a_pinned_second_session_must_be_there() -> None:
    problem = twice(Person(key=1, votes=((0, 2),)), slots=3)
    pinned = replace(problem, topics=(*problem.topics[:2], replace(problem.topics[2], starts=(2,), room=1)))

    assert [topic.required for topic in require_all(problem).topics] == [True, True, False]
    assert [topic.required for topic in require_all(pinned).topics] == [True, True, True]
    assert solve(require_all(pinned), seconds=None, steps=60).start[2] == 2


def test_a_pinned_first_session_may_be_the_later_one() -> None:
    early, late = Person(key=1, away=(1,), votes=((0, 2),)), Person(key=2, away=(0,), votes=((0, 2),))
    problem = twice(early, late)
    problem = replace(problem, topics=(replace(ARM, starts=(1,)), *problem.topics[1:]))

    found = solve(problem, seconds=None, steps=60)

    assert (found.cost, found.start[0], found.start[2]) == (0, 1, 0)


def test_two_sessions_are_told_apart_by_when_they_run() -> None:
    both = titled(twice(), place((1, 0), NOWHERE, (0, 0)))
    alone = titled(twice(), place((1, 0), NOWHERE, NOWHERE))

    assert [topic.title for topic in both.topics] == ["Arm (2 of 2)", "Docs", "Arm (1 of 2)"]
    assert [topic.title for topic in alone.topics] == ["Arm", "Docs", "Arm"]


@pytest.mark.parametrize(
    ("altered", "reason"),
    [
        ({"twice": ((0, 3),)}, "The topics that run twice name number 3; there are 3, from 0."),
        ({"twice": ((0, 2), (2, 1))}, "The topics that run twice name number 2 twice."),
        ({"twice": ((0, 1),)}, "The second run of topic 1 'Arm' is not like the first."),
        ({"order": ((1, 2),)}, "The order names the second run of a topic; the first stands for both."),
        (
            {"people": (Person(key=1, votes=((2, 1),)),)},
            "A vote is for the second run of a topic; give it to the first.",
        ),
        (
            {"hard_clash": True},
            "A topic runs twice, which is not known where wanted sessions may not meet.",
        ),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(altered: dict[str, object], reason: str) -> None:
    with pytest.raises(BadProblem) as refusal:
        replace(twice(), **altered)  # type: ignore[arg-type]  # whichever field it is

    assert str(refusal.value) == reason
