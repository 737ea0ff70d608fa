"""What is said about the share of votes that can be attended, and the most that is possible."""

from hypothesis import given
from hypothesis import strategies as st

from hackathon.planner.model.problem import Person, Problem, Topic
from hackathon.planning.problem.messages import percent_attended, percent_possible


def votes(weight: int) -> Problem:
    people = (Person(key=1, votes=((0, weight),)),) if weight else ()
    return Problem(slots=(), rooms=(), topics=(Topic(key=1),), people=people)


def test_where_nothing_better_is_possible_both_shares_read_the_same() -> None:
    # 90.86 percent: rounded down and rounded up, it would look as if a percent could be gained.
    assert percent_attended(votes(547), 50) == 90
    assert percent_possible(votes(547), 50, loss=50) == 90
    assert percent_possible(votes(547), 49, loss=50) == 92


@given(st.integers(1, 10_000), st.data())
def test_no_agenda_within_the_bound_exceeds_the_possible_share(weight: int, data: st.DataObject) -> None:
    bound = data.draw(st.integers(0, weight))
    loss = data.draw(st.integers(bound, weight))
    problem = votes(weight)

    attended, possible = percent_attended(problem, loss), percent_possible(problem, bound, loss=loss)

    assert attended is not None
    assert possible is not None
    assert possible >= attended
    if loss > bound:
        assert possible * weight >= 100 * (weight - bound)


def test_without_votes_there_is_no_share() -> None:
    assert percent_possible(votes(0), 0, loss=0) is None
