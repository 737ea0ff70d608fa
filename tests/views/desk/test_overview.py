"""What needs doing today, and what happened."""

import pytest
from flask.testing import FlaskClient

from hackathon.extensions import db
from hackathon.services import activity
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

DESK = "/dublin-2013/desk/"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


@pytest.mark.parametrize("voters", [1, 5])
def test_what_needs_doing_is_counted_in_one_question(
    lars: Visitor, dublin: Dublin, queries: list[str], voters: int
) -> None:
    dublin.crowd(voters, voting=dublin.portathon)
    dublin.network.contacts = []
    db.session.commit()
    queries.clear()

    page = " ".join(lars.get(DESK).text.split())

    for words, address in (
        ("1 vote from handles that nobody claimed", "people"),
        ("1 topic has no contact", "topics"),
        ("1 person is invited and has not answered", "people?status=invited"),
        ("There is no draft yet. Plan one", "plan"),
    ):
        assert f'href="{DESK}{address}">{words}</a>' in page
    assert f"{voters + 1} votes by {voters + 1} people" in page
    assert len([each for each in queries if each.startswith("SELECT")]) == 3


@pytest.mark.parametrize("more", [0, 4])
def test_the_log_is_read_page_by_page(lars: Visitor, dublin: Dublin, queries: list[str], more: int) -> None:
    for number in range(48 + more):
        by = dublin.lars if number % 2 else None
        activity.did(f"did <b>{number}</b>", event=dublin.event, by=by, now=NOON)
    db.session.commit()
    queries.clear()

    page = lars.get(f"{DESK}log").text

    assert page.count("<li>") == min(48 + more, 50)
    assert f"did &lt;b&gt;{47 + more}&lt;/b&gt;" in page
    assert ("Page 1 of 2" in page) == bool(more)
    assert len([each for each in queries if each.startswith("SELECT")]) == 4


def test_a_page_of_the_log_that_is_not_there_is_not_found(lars: Visitor) -> None:
    assert lars.get(f"{DESK}log?page=7").status_code == 404


def test_an_empty_log_says_what_belongs_there(lars: Visitor) -> None:
    assert "Nothing happened yet." in lars.get(f"{DESK}log").text


@pytest.mark.parametrize("page", ["", "log"])
def test_the_desk_is_for_people_who_signed_in(client: FlaskClient, dublin: Dublin, page: str) -> None:
    del dublin
    answer = client.get(DESK + page)

    assert answer.status_code == 401
    assert "Sign in first" in answer.text


@pytest.mark.parametrize("page", ["", "log"])
def test_the_desk_is_for_organizers(visitor: Visitor, dublin: Dublin, page: str) -> None:
    answer = visitor.signed_in_as(dublin.ian).get(DESK + page)

    assert answer.status_code == 403
    assert "What needs doing" not in answer.text
