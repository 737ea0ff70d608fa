"""What needs doing today, and what happened."""

import pytest
from flask.testing import FlaskClient

from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.domain.outcomes import OutcomeKind
from hackathon.core.domain.phases import Phase
from hackathon.core.extensions import db
from hackathon.outcomes.models import Minutes, OutcomeLine
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.refusals import NOT_FOUND, refusal

ORGANIZE = "/dublin-2013/organize/"


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

    page = " ".join(lars.get(ORGANIZE).text.split())

    for words, address in (
        ("1 vote from someone who is not on the list", "people"),
        ("1 topic has no contact", "topics"),
        ("1 invited person hasn&#39;t answered yet", "people?status=invited"),
        ("No draft yet. Plan one", "plan"),
    ):
        assert f'href="{ORGANIZE}{address}"><b>{words}</b>' in page
    assert f"{voters + 1} votes<" in page
    assert len([each for each in queries if each.startswith("SELECT")]) == 3


@pytest.mark.parametrize("more", [0, 4])
def test_the_log_is_read_page_by_page(lars: Visitor, dublin: Dublin, queries: list[str], more: int) -> None:
    for number in range(48 + more):
        by = dublin.lars if number % 2 else None
        activity.record(LogKind.COMMENTED, event=dublin.event, by=by, now=NOON, topic=f"<b>{number}</b>")
    db.session.commit()
    queries.clear()

    page = lars.get(f"{ORGANIZE}activity").text

    assert page.count("commented on") == min(48 + more, 50)
    assert f"commented on “&lt;b&gt;{47 + more}&lt;/b&gt;”" in page
    assert ("Page 1 of 2" in page) == bool(more)
    assert len([each for each in queries if each.startswith("SELECT")]) == 4


def test_a_page_of_the_log_that_is_not_there_is_not_found(lars: Visitor) -> None:
    assert refusal(lars.get(f"{ORGANIZE}activity?page=7")) == NOT_FOUND


def test_an_empty_log_says_what_belongs_there(lars: Visitor) -> None:
    assert "Nothing has happened yet." in lars.get(f"{ORGANIZE}activity").text


@pytest.mark.parametrize("page", ["", "activity"])
def test_the_organizer_area_needs_a_sign_in(client: FlaskClient, dublin: Dublin, page: str) -> None:
    del dublin
    answer = client.get(ORGANIZE + page)

    assert answer.status_code == 401
    assert "Please sign in" in answer.text


@pytest.mark.parametrize("page", ["", "activity"])
def test_the_organizer_area_is_for_organizers(visitor: Visitor, dublin: Dublin, page: str) -> None:
    answer = visitor.signed_in_as(dublin.ian).get(ORGANIZE + page)

    assert answer.status_code == 403
    assert "To do" not in answer.text


def test_the_overview_leads_from_each_figure_to_what_it_counts(lars: Visitor) -> None:
    page = " ".join(lars.get(ORGANIZE).text.split())

    for address, figure in (("people", "4"), ("topics", "4")):
        assert f'<a href="{ORGANIZE}{address}"> <b>{figure}</b>' in page
    assert "1 hasn&#39;t answered" in page
    assert "0 declined" not in page


def test_after_the_event_the_figures_are_those_of_its_results(lars: Visitor, dublin: Dublin) -> None:
    dublin.event.held_phase = Phase.ENDED
    action = {"kind": OutcomeKind.ACTION, "made_at": NOON}
    db.session.add(OutcomeLine(topic=dublin.network, text="Send the patches", **action))
    db.session.add(OutcomeLine(topic=dublin.network, text="Measure again", **action))
    db.session.add(Minutes(topic=dublin.portathon, text="It boots.", written_at=NOON))
    db.session.commit()

    page = " ".join(lars.get(ORGANIZE).text.split())

    assert (
        '<a href="/dublin-2013/report"> <b>2</b> <small>of 4</small> <span>topics have results</span>' in page
    )
    assert f'<a href="{ORGANIZE}next"> <b>2</b> <span>open actions</span>' in page
    assert "<span>checked in</span>" in page
    assert "are coming" not in page
