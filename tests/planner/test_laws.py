"""Laws that hold for every problem, however its rules are mixed."""

from hypothesis import given
from hypothesis import strategies as st

from hackathon.planner import construction
from hackathon.planner.evaluation import loss
from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.solution import Solution, Status
from hackathon.planner.partial_solution import UNPLACED_COST, PartialSolution
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.solve import solve
from hackathon.planner.verification.verify import verify
from tests.examples import examples
from tests.planner.smalltown import brute_force, problems, unit_lengths

STEPS = 60

several = examples(120)
few = examples(40)


def short_run(problem: Problem, steps: int = STEPS) -> Solution:
    return solve(problem, seconds=None, steps=steps)


@several
@given(problems())
def test_every_agenda_keeps_every_rule_and_costs_what_it_says(problem: Problem) -> None:
    solution = short_run(problem)

    report = check(problem, solution.placement)
    if solution.is_agenda:
        assert (report.broken, report.cost, report.loss) == ((), solution.cost, solution.loss)
    else:
        assert solution.cost is None
        assert report.broken != ()


@several
@given(problems(required=False))
def test_what_may_be_left_out_always_leaves_an_agenda(problem: Problem) -> None:
    assert short_run(problem).is_agenda


@several
@given(problems())
def test_the_board_counts_as_the_checker_does(problem: Problem) -> None:
    board = PartialSolution(PreprocessedInstance(problem))
    board.load(construction.construct(board.preprocessed, lambda: False))
    missing = sum(problem.topics[topic].required for topic in board.left_out)

    report = check(problem, board.placement())

    assert board.cost() == report.cost + missing * UNPLACED_COST
    assert report.loss == loss.loss(problem, board.placement())


@several
@given(problems(required=False))
def test_no_agenda_is_worse_than_the_greedy_one(problem: Problem) -> None:
    first = check(problem, construction.construct(PreprocessedInstance(problem), lambda: False))

    found = short_run(problem)

    assert found.cost is not None
    assert found.cost <= first.cost


@several
@given(problems())
def test_the_loss_is_never_below_the_floor(problem: Problem) -> None:
    solution = short_run(problem)

    if solution.is_agenda:
        assert solution.loss is not None
        assert solution.loss >= loss.floor(problem)


@few
@given(problems(topics=4))
def test_nothing_is_claimed_that_trying_everything_refutes(problem: Problem) -> None:
    solution, least = short_run(problem), brute_force(problem)

    if solution.status == Status.OPTIMAL:
        assert solution.cost == least
    if solution.status == Status.INFEASIBLE:
        assert least is None
    if solution.bound is not None and least is not None:
        assert solution.bound <= least
    if least is None:
        assert not solution.is_agenda


@few
@given(problems(topics=4).map(unit_lengths))
def test_with_sessions_of_one_slot_a_small_event_is_always_decided(problem: Problem) -> None:
    solution, least = short_run(problem), brute_force(problem)

    assert (solution.status, solution.cost) == (
        (Status.INFEASIBLE, None) if least is None else (Status.OPTIMAL, least)
    )


@few
@given(problems(), st.integers(0, 3))
def test_the_same_seed_and_steps_give_the_same_agenda(problem: Problem, seed: int) -> None:
    first, second = (solve(problem, seconds=None, steps=STEPS, seed=seed) for _ in range(2))

    assert (first.placement, first.cost, first.bound) == (
        second.placement,
        second.cost,
        second.bound,
    )


@several
@given(problems())
def test_a_problem_and_its_solution_survive_their_files(problem: Problem) -> None:
    solution = short_run(problem, steps=5)

    assert Problem.from_json(problem.to_json()) == problem
    assert Solution.from_json(solution.to_json()) == solution
    assert verify(problem, solution).refuted == ()


@several
@given(problems(), st.data())
def test_two_counts_of_any_agenda_agree(problem: Problem, data: st.DataObject) -> None:
    longest = len(problem.slots)
    cells = [
        data.draw(
            st.just((-1, -1))
            | st.tuples(st.integers(0, longest - topic.length), st.integers(0, len(problem.rooms) - 1))
            if topic.length <= longest
            else st.just((-1, -1))
        )
        for topic in problem.topics
    ]
    placement = Placement(start=tuple(s for s, _ in cells), room=tuple(r for _, r in cells))

    assert check(problem, placement).loss == loss.loss(problem, placement)
