"""Voting on the pages: from the list, from the topic, by script, and what is refused."""

import re

import pytest
from sqlalchemy import select

from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

LIST = "/dublin-2013/topics/"
PORTATHON = "/dublin-2013/topics/2-xen-on-arm-portathon"


def votes_of_ian(dublin: Dublin) -> list[tuple[int, Choice]]:
    votes = select(Topic.number, Vote.choice).join(Topic).where(Vote.person_id == dublin.ian.id)
    return [(number, choice) for number, choice in db.session.execute(votes)]


def test_a_vote_from_the_list_leads_back_to_its_place_there(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    data = {"choice": "must", "back": "area=hypervisor&sort=new&evil=1"}
    answer = visitor.post(f"{PORTATHON}/vote", data=data)

    assert (answer.status_code, answer.location) == (303, f"{LIST}?area=hypervisor&sort=new#topic-2")
    assert votes_of_ian(dublin) == [(2, Choice.MUST)]
    assert re.search(r'value="must"\s+aria-pressed="true"', visitor.get(LIST).text)


def test_a_vote_from_the_topic_is_changed_and_taken_back_there(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    for choice, left in (("will", [(2, Choice.WILL)]), ("maybe", [(2, Choice.MAYBE)]), ("", [])):
        answer = visitor.post(f"{PORTATHON}/vote", data={"choice": choice})
        assert (answer.status_code, answer.location) == (303, f"{PORTATHON}#vote")
        assert votes_of_ian(dublin) == left


def test_a_vote_takes_seven_statements(visitor: Visitor, dublin: Dublin, queries: list[str]) -> None:
    visitor.signed_in_as(dublin.ian)
    queries.clear()
    assert visitor.post(f"{PORTATHON}/vote", data={"choice": "will"}).status_code == 303
    sent = [query for query in queries if "pg_advisory_xact_lock" not in query]  # SQLite locks as it begins
    assert len(sent) == len(["who asks", "event", "topic", "topic, locked", "its event", "voter", "vote"])


def test_a_script_gets_the_part_of_the_page_that_changed(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    dublin.crowd(1, voting=dublin.portathon)
    part = visitor.post(f"{PORTATHON}/vote", data={"choice": "must"}, headers={"X-Part": "vote"}).text

    assert "<html" not in part
    assert 'data-wanted="2"' in part
    assert 'data-split="must 1 · will 1 · maybe 0"' in part


@pytest.mark.parametrize("data", [{}, {"choice": "perhaps"}])
def test_a_vote_that_says_nothing_known_changes_nothing(
    visitor: Visitor, dublin: Dublin, data: dict[str, str]
) -> None:
    visitor.signed_in_as(dublin.ian)
    answer = visitor.post(f"{PORTATHON}/vote", data=data)

    assert (answer.status_code, votes_of_ian(dublin)) == (422, [])
    assert "Please choose must, will or maybe." in answer.text


def test_a_vote_out_of_time_or_for_a_withdrawn_topic_is_refused_in_words(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.ian)
    withdrawn = visitor.post("/dublin-2013/topics/5-x/vote", data={"choice": "will"})
    dublin.event.votes_close = NOON
    db.session.commit()
    late = visitor.post(f"{PORTATHON}/vote", data={"choice": "will"})

    assert (withdrawn.status_code, late.status_code, votes_of_ian(dublin)) == (409, 409, [])
    assert "is withdrawn and can" in withdrawn.text
    assert "Voting for Xen Hackathon is closed." in late.text
    assert "Voting closed on " in " ".join(visitor.get(PORTATHON).text.split())
