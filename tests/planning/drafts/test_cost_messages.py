"""The parts of a cost say what its numbers justify, and no more."""

from hackathon.planner.evaluation.check import Report
from hackathon.planner.evaluation.fairness import BANDS, Band
from hackathon.planner.explanation.cost_parts import cost_parts
from hackathon.planning.drafts.cost_messages import cost_part_messages, named_bands

COUNTED = Report(cost=94, loss=9, seats_short=4, people_affected=0, broken=())


def split(
    *, floor: int = 3, bound: int | None = None, loss_bound: int | None = None
) -> list[tuple[str, str]]:
    parts = cost_part_messages(cost_parts(COUNTED, floor=floor, bound=bound, loss_bound=loss_bound))
    return [(str(part.amount), str(part.reason)) for part in parts]


def test_without_a_bound_only_the_floor_is_called_unavoidable() -> None:
    assert split() == [
        ("loss 3", "People want more topics than there are slots."),
        ("loss 6", "Another agenda may lose less, but none less than 3."),
        ("unknown", "Nothing has been proven for the current votes."),
    ]


def test_with_a_bound_what_is_open_is_the_rest_of_the_cost() -> None:
    assert split(bound=88, loss_bound=9) == [
        (
            "loss 9",
            (
                "Of this, 3 is because people want more topics than there are slots, "
                "and another 6 is proven to be unavoidable."
            ),
        ),
        ("loss 0", "No agenda loses less."),
        ("cost 6", "An agenda that costs between 88 and 93 may still exist."),
    ]


def test_where_cost_and_bound_meet_nothing_is_open() -> None:
    assert split(bound=94)[2] == ("cost 0", "No agenda costs less.")


def test_without_a_floor_what_is_unavoidable_is_proven_or_nothing() -> None:
    assert split(floor=0, loss_bound=2)[0] == ("loss 2", "This is proven.")
    assert split(floor=0)[0] == ("loss 0", "Nobody wants more topics than there are slots.")


def test_a_band_is_named_by_the_percent_that_it_reaches() -> None:
    bands = tuple(Band(percent=percent, number=1) for percent in BANDS)

    assert [str(band.name) for band in named_bands(bands)] == [
        "All of their votes",
        "75 to 99%",
        "50 to 74%",
        "25 to 49%",
        "Less than 25%",
    ]
