"""How evenly an agenda treats people."""

from hypothesis import given

from hackathon.planner import construction
from hackathon.planner.evaluation.check import check
from hackathon.planner.evaluation.fairness import bands, shares, with_votes
from hackathon.planner.evaluation.loss import attendance
from hackathon.planner.model.problem import Person, Placement, Problem, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from tests.examples import examples
from tests.planner.smalltown import place, problems, town

TOPICS = tuple(Topic(key=at) for at in range(3))
LARS = Person(key=1, name="Lars", votes=((0, 4), (1, 2)))
WEI = Person(key=2, name="Wei", count=2, votes=((2, 2),))
IAN = Person(key=3, name="Ian")
PROBLEM = town(*TOPICS, people=(LARS, WEI, IAN))
CLASH = place((0, 0), (0, 1), (1, 0))


def found(problem: Problem, placement: Placement) -> list[tuple[int, int]]:
    seats = [attendance(problem, placement, at) for at in range(len(problem.people))]
    return [(each.person, each.percent) for each in shares(problem, seats)]


def test_the_worst_off_come_first_and_who_wants_nothing_has_no_share() -> None:
    assert found(PROBLEM, CLASH) == [(0, 66), (1, 100)]


def test_each_band_counts_people_not_records() -> None:
    seats = [attendance(PROBLEM, CLASH, at) for at in range(3)]

    assert [each.number for each in bands(PROBLEM, shares(PROBLEM, seats))] == [2, 0, 1, 0, 0]


def test_if_the_unconfirmed_stay_away_their_votes_are_lost_to_nobody() -> None:
    assert check(PROBLEM, CLASH).loss == 2
    assert check(with_votes(PROBLEM, ((), ((2, 2),), ())), CLASH).loss == 0


@examples(60)
@given(problems(required=False))
def test_what_is_not_honoured_is_the_loss(problem: Problem) -> None:
    placement = construction.construct(PreprocessedInstance(problem), lambda: False)
    seats = [attendance(problem, placement, at) for at in range(len(problem.people))]

    lost = sum(
        problem.people[each.person].count * (each.wanted - each.honoured) for each in shares(problem, seats)
    )

    assert lost == check(problem, placement).loss
