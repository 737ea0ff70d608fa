"""Votes of people who are not on the event's list: whether they count, and who is told."""

from datetime import datetime

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person, PersonMerge
from hackathon.attendance.people.services import duplicates, people
from hackathon.core.domain.attendance import Registration, Status
from hackathon.core.domain.votes import Choice, UnlistedVotes
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.merge_people.services import merging
from hackathon.planning.problem.queries import problems
from hackathon.topics.queries import topic_list, topics
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries import interest
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.page_builders import PAGE, bring_in, topic

pytestmark = pytest.mark.postgresql

WAITS = "Your votes will count once an organizer adds you."
COUNTS = "list yet, but your votes count."


@pytest.fixture
def zoe(dublin: Dublin) -> Person:
    """Somebody with an address, who is not on the list and voted for the network."""
    person = Person(name="Zoë", email="zoe@xen.example")
    db.session.add(person)
    db.session.commit()
    votes.cast(topic=dublin.network, person=person, choice=Choice.MUST, now=NOON)
    return person


def counted(dublin: Dublin, person: Person, now: datetime = NOON) -> bool:
    """Whether the person's vote for the network counts, on which all who count must agree."""
    tally = topics.tally(dublin.network, None).must
    (listed,) = topic_list.listed(dublin.event, topic_list.Search(words="#4"), None)
    case = problems.load_problem(dublin.event, draft=None, published=None, now=now)
    weights = [each.votes for each in case.problem.people if each.key == person.id]
    marks = {each.mark for each in interest.interest_in(dublin.event, [dublin.network])[dublin.network.id]}
    planned = any(votes for votes in weights)

    assert tally == listed.wanted == planned == ("not on the list, doesn't count" not in marks)
    return planned


@pytest.mark.parametrize(
    ("registration", "setting", "counts"),
    [
        (Registration.CLOSED, UnlistedVotes.REGISTRATION, False),
        (Registration.OPEN, UnlistedVotes.REGISTRATION, True),
        (Registration.APPROVED, UnlistedVotes.REGISTRATION, True),
        (Registration.CLOSED, UnlistedVotes.ALWAYS, True),
        (Registration.OPEN, UnlistedVotes.LISTED, False),
    ],
)
def test_a_setting_of_the_event_decides_and_the_voter_is_told(
    visitor: Visitor,
    dublin: Dublin,
    zoe: Person,
    registration: Registration,
    setting: UnlistedVotes,
    counts: bool,
) -> None:
    dublin.event.registration, dublin.event.unlisted_votes = registration, setting
    db.session.commit()

    assert counted(dublin, zoe) is counts
    visitor.signed_in_as(zoe)
    for page in ("topics/", f"topics/{dublin.network.address}"):
        shown = visitor.get(f"/dublin-2013/{page}").text
        assert ((COUNTS in shown), (WAITS in shown)) == (counts, not counts)


def test_an_event_begins_with_votes_that_count_while_anybody_may_register(dublin: Dublin) -> None:
    assert dublin.event.unlisted_votes is UnlistedVotes.REGISTRATION


def test_who_is_on_the_list_is_told_nothing(visitor: Visitor, dublin: Dublin) -> None:
    for person in (dublin.ian, dublin.kelly):
        shown = visitor.signed_in_as(person).get("/dublin-2013/topics/").text
        assert COUNTS not in shown
        assert WAITS not in shown


def test_organizers_see_the_votes_that_wait_and_add_the_person_with_one_button(
    visitor: Visitor, dublin: Dublin, zoe: Person
) -> None:
    visitor.signed_in_as(dublin.lars)
    page = visitor.get("/dublin-2013/organize/people").text
    assert "1 doesn't count" in page
    assert page.count('aria-label="Add ') == 2
    who = visitor.signed_in_as(dublin.wei).get(f"/dublin-2013/topics/{dublin.network.address}").text
    assert "(not on the list, doesn&#39;t count)" in who

    visitor.signed_in_as(dublin.lars)
    for _ in range(2):
        answer = visitor.post(f"/dublin-2013/organize/people/voters/{zoe.id}", follow_redirects=True)
    assert answer.status_code == 404

    mine = db.session.scalars(select(Attendance).where(Attendance.person_id == zoe.id)).one()
    assert mine.status is Status.INVITED
    assert counted(dublin, zoe)


def test_nobody_is_added_beside_somebody_of_the_same_name(dublin: Dublin, zoe: Person) -> None:
    zoe.name = "Ian Campbell"
    db.session.commit()

    with pytest.raises(BadEntry, match="Ian Campbell is already on the list"):
        people.list_voter(event=dublin.event, person=zoe, by=dublin.lars, now=NOON)


def test_votes_of_a_page_always_count_until_they_are_cast_here(dublin: Dublin) -> None:
    assert topics.tally(dublin.roadmap, None).will == 1

    votes.cast(topic=dublin.roadmap, person=dublin.msw, choice=Choice.MUST, now=NOON)

    assert topics.tally(dublin.roadmap, None).wanted == 0


def test_a_vote_stays_one_of_a_page_when_its_records_are_joined_and_parted(
    dublin: Dublin, zoe: Person
) -> None:
    duplicates.propose(event=dublin.event, joined=dublin.msw, into=zoe, reason="nickname")
    proposal = db.session.scalars(select(PersonMerge)).one()

    merging.accept(proposal=proposal, by=dublin.lars, now=NOON)
    assert topics.tally(dublin.roadmap, None).will == 1
    merging.undo(proposal=proposal, by=dublin.lars, now=NOON)
    assert topics.tally(dublin.roadmap, None).will == 1


@pytest.mark.usefixtures("app")
def test_what_comes_in_with_a_page_is_marked_as_such() -> None:
    bring_in(PAGE)

    said = db.session.scalars(select(Vote)).all()
    assert said
    assert all(vote.from_page for vote in said)
    assert topics.tally(topic(1), None).wanted > 0
