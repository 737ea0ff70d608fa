"""Addresses that nobody of good will types."""

import pytest

from tests.conftest import Visitor
from tests.dublin import Dublin

NUMBERS = (2**31, 2**63, 10**30, int("9" * 4000))


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: f"{len(str(number))} digits")
@pytest.mark.parametrize(
    "address",
    [
        "GET /dublin-2013/agenda/{}",
        "GET /dublin-2013/topics/{}",
        "GET /dublin-2013/topics/{}.ics",
        "GET /dublin-2013/desk/people/{}",
        "GET /dublin-2013/desk/rooms/slots/{}",
        "GET /dublin-2013/desk/plan/{}/problem.json",
        "POST /dublin-2013/desk/joins/{}/acceptance",
        "POST /dublin-2013/desk/joins/{}/refusal",
        "POST /dublin-2013/desk/joins/{}/parting",
        "POST /dublin-2013/desk/people/{}/sign-in-link",
    ],
)
def test_nothing_has_a_number_that_no_database_can_hold(
    visitor: Visitor, dublin: Dublin, address: str, number: int
) -> None:
    method, path = address.format(number).split()

    answer = visitor.signed_in_as(dublin.lars).open(path, method=method)

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text


@pytest.mark.parametrize("number", [*NUMBERS, -(10**30), 0, "1e3", "\0", ""])
@pytest.mark.parametrize(
    "address",
    ["changes/?before={}", "desk/log?page={}", "topics/?contact={}", "topics/?q=%23{}", "topics/?q={}"],
)
def test_a_number_that_makes_no_sense_is_as_if_it_were_not_there(
    visitor: Visitor, dublin: Dublin, address: str, number: int | str
) -> None:
    answer = visitor.signed_in_as(dublin.lars).get(f"/dublin-2013/{address.format(number)}")

    assert answer.status_code == 200
