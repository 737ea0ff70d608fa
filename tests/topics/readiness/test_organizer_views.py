"""The organizer's readiness page."""

import pytest

from tests.conftest import Visitor
from tests.dublin import Dublin

PAGE = "/dublin-2013/organize/readiness"


def test_the_page_says_what_is_reviewed_what_is_missing_and_who_wants_what(
    visitor: Visitor, dublin: Dublin
) -> None:
    page = visitor.signed_in_as(dublin.lars).get(PAGE).text

    assert "0 of 4 topics reviewed, 0 complete." in page
    assert "Area, Outcomes, Skills, Difficulty" in page
    assert "VMFUNC" not in page


def test_a_program_gets_the_same_numbers(visitor: Visitor, dublin: Dublin) -> None:
    numbers = visitor.signed_in_as(dublin.lars).get(f"{PAGE}.json").json

    assert numbers is not None
    assert (numbers["topics"], numbers["by_area"]) == (
        4,
        {"Hypervisor": 2, "Not specified": 1, "Toolstack": 1},
    )


@pytest.mark.parametrize("voters", [1, 20])
def test_the_page_reads_the_same_few_rows_however_many_vote(
    visitor: Visitor, dublin: Dublin, queries: list[str], voters: int
) -> None:
    dublin.crowd(voters, voting=dublin.portathon)
    lars = visitor.signed_in_as(dublin.lars)
    queries.clear()

    lars.get(PAGE)

    assert len(queries) == 4
