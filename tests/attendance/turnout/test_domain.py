"""How many people come, over time."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hackathon.attendance.turnout.domain import HEIGHT, WIDTH, Plot, Turnout, by_day
from hackathon.core.domain.attendance import Status

FIRST = date(2013, 5, 1)


def test_the_numbers_of_a_day_are_those_at_its_end() -> None:
    changes = [
        (1, Status.INVITED, FIRST),
        (2, Status.INVITED, FIRST),
        (1, Status.CONFIRMED, FIRST),
        (2, Status.DECLINED, FIRST + timedelta(2)),
        (3, Status.WAITLISTED, FIRST + timedelta(2)),
    ]

    assert by_day(changes) == [
        Turnout(day=FIRST, confirmed=1, invited=1, waiting=0, gone=0),
        Turnout(day=FIRST + timedelta(2), confirmed=1, invited=0, waiting=1, gone=1),
    ]


def test_one_day_is_no_line() -> None:
    assert Plot.of(by_day([(1, Status.INVITED, FIRST)])) is None


def test_a_line_keeps_its_height_until_the_day_of_the_change() -> None:
    plot = Plot.of(by_day([(1, Status.INVITED, FIRST), (1, Status.CONFIRMED, FIRST + timedelta(4))]))

    assert plot is not None
    assert plot.confirmed == "0.0,120.0 640.0,120.0 640.0,0.0"


CHANGES = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(Status), st.integers(0, 20)), max_size=20
).map(lambda drawn: sorted(drawn, key=lambda each: each[2]))


@given(CHANGES)
def test_everybody_is_counted_once_and_every_point_is_on_the_drawing(
    drawn: list[tuple[int, Status, int]],
) -> None:
    numbers = by_day((key, status, FIRST + timedelta(days)) for key, status, days in drawn)

    people: set[int] = set()
    for each in numbers:
        people |= {key for key, _, days in drawn if FIRST + timedelta(days) <= each.day}
        assert each.confirmed + each.invited + each.waiting + each.gone == len(people)
    plot = Plot.of(numbers)
    if plot:
        points = [
            tuple(map(float, point.split(","))) for point in (plot.confirmed + " " + plot.invited).split()
        ]
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
