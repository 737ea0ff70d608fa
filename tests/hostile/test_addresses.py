"""Addresses that nobody of good will types."""

import pytest

from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.refusals import refusal

pytestmark = pytest.mark.postgresql

NUMBERS = (2**31, 2**63, 10**30, int("9" * 4000))

WITH_A_NUMBER = (
    "GET /dublin-2013/agenda/{}",
    "GET /dublin-2013/topics/{}",
    "GET /dublin-2013/topics/{}.ics",
    "GET /dublin-2013/organize/people/{}",
    "GET /dublin-2013/organize/rooms/slots/{}",
    "GET /dublin-2013/organize/plan/{}/problem.json",
    "POST /dublin-2013/organize/merge-people/{}/acceptance",
    "POST /dublin-2013/organize/merge-people/{}/refusal",
    "POST /dublin-2013/organize/merge-people/{}/parting",
    "POST /dublin-2013/organize/people/{}/sign-in-link",
)
WITH_A_QUERY = (
    "changes/?before={}",
    "organize/activity?page={}",
    "topics/?contact={}",
    "topics/?q=%23{}",
    "topics/?q={}",
)


def test_nothing_has_a_number_that_no_database_can_hold(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    for address in WITH_A_NUMBER:
        for number in NUMBERS:
            method, path = address.format(number).split()
            answer = visitor.open(path, method=method)
            assert (path, answer.status_code) == (path, 404)
            assert "Page not found" in answer.text


def test_a_number_that_makes_no_sense_is_as_if_it_were_not_there(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    for address in WITH_A_QUERY:
        _, heading = refusal(visitor.get(f"/dublin-2013/{address.partition('?')[0]}"))
        for number in (*NUMBERS, -(10**30), 0, "1e3", "\0", ""):
            path = f"/dublin-2013/{address.format(number)}"
            answer = visitor.get(path)
            assert (path, answer.status_code) == (path, 200)
            assert refusal(answer)[1] == heading
