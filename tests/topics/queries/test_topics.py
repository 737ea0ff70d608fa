"""The list of topics as it is asked for, and the count of votes."""

from datetime import timedelta

import pytest
from werkzeug.exceptions import NotFound

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.topics.queries import topic_list, topics
from hackathon.topics.queries.topic_list import NOT_REVIEWED, Search, Sort
from hackathon.topics.queries.topics import TopicVotes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql


def numbers(dublin: Dublin, **asked: object) -> list[int]:
    search = Search(**{"sort": Sort.NUMBER, **asked})  # type: ignore[arg-type]  # the fields of a search
    return [each.topic.number for each in topic_list.listed(dublin.event, search, None)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"words": "XEN"}, [1, 2, 4]),
        ({"words": "xen arm"}, [2]),
        ({"words": "#3"}, [3]),
        ({"words": "campbell"}, [2, 3]),
        ({"words": "toolstack"}, [3]),
        ({"words": "100%"}, []),
        ({"area": "hypervisor"}, [2, 4]),
        ({"state": "withdrawn"}, [5]),
        ({"state": NOT_REVIEWED}, [1, 2, 3, 4]),
        ({"state": "reviewed"}, []),
    ],
)
def test_a_list_holds_just_what_was_asked_for(
    dublin: Dublin, asked: dict[str, object], found: list[int]
) -> None:
    assert numbers(dublin, **asked) == found


def test_a_list_can_hold_the_topics_of_one_contact(dublin: Dublin) -> None:
    assert numbers(dublin, contact=dublin.ian.id) == [2, 3]


def test_the_contacts_of_an_event_are_offered_by_name(dublin: Dublin) -> None:
    names = [name for _, name in topic_list.contacts(dublin.event)]

    assert names == ["Ian Campbell", "Konrad Wilk", "Lars Kurth", "Wei Liu"]


def test_more_contacts_than_anybody_chooses_from_are_not_offered(
    dublin: Dublin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic_list, "MOST_CONTACTS", 4)
    assert len(topic_list.contacts(dublin.event)) == 4

    monkeypatch.setattr(topic_list, "MOST_CONTACTS", 3)
    assert topic_list.contacts(dublin.event) == []


def test_the_most_wanted_topic_stands_first_and_ties_by_number(dublin: Dublin) -> None:
    dublin.crowd(2, voting=dublin.toolstacks)

    assert numbers(dublin, sort=Sort.VOTES) == [3, 1, 2, 4]


def test_the_newest_topic_stands_first_and_those_without_a_date_last(dublin: Dublin) -> None:
    dublin.network.inserted_on = NOON.date()
    dublin.roadmap.inserted_on = NOON.date() + timedelta(days=1)
    db.session.commit()

    assert numbers(dublin, sort=Sort.NEW) == [1, 4, 2, 3]


def test_a_list_marks_what_i_said(dublin: Dublin) -> None:
    found = topic_list.listed(dublin.event, Search(), dublin.msw)

    assert [(each.topic.number, each.mine) for each in found if each.mine] == [(1, Choice.WILL)]


def test_votes_of_who_will_not_come_are_not_counted(dublin: Dublin) -> None:
    gone, *_ = dublin.crowd(3, voting=dublin.portathon, choice=Choice.MUST)
    attendance = db.session.query(Attendance).filter_by(person_id=gone.id).one()
    attendance.status = Status.CANCELLED
    db.session.commit()

    listed = topic_list.listed(dublin.event, Search(words="portathon"), None)
    assert [each.wanted for each in listed] == [2]
    assert topics.tally(dublin.portathon, gone) == TopicVotes(must=2, mine=Choice.MUST)


def test_a_tally_tells_the_answers_apart(dublin: Dublin) -> None:
    dublin.crowd(2, voting=dublin.roadmap, choice=Choice.MUST)
    db.session.add(Vote(topic=dublin.roadmap, person=dublin.ian, choice=Choice.MAYBE, cast_at=NOON))
    db.session.commit()

    counted = topics.tally(dublin.roadmap, dublin.ian)
    assert counted == TopicVotes(must=2, will=1, maybe=1, mine=Choice.MAYBE)
    assert counted.wanted == 4


@pytest.mark.parametrize("address", ["9-nothing", "portathon", "-1", "", "²", "99999999999999999999"])
def test_an_address_without_a_topic_is_not_found(dublin: Dublin, address: str) -> None:
    with pytest.raises(NotFound):
        topics.find(dublin.event, address)


def test_a_state_that_is_reviewed_is_found_by_it(dublin: Dublin) -> None:
    dublin.network.review_state = ReviewState.NEEDS_WORK
    db.session.commit()

    assert numbers(dublin, state="needs_work") == [4]
    assert numbers(dublin, state=NOT_REVIEWED) == [1, 2, 3]
