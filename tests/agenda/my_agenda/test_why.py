"""Why one of my topics cannot be had: every other time, and what stands against it."""

import pytest

from hackathon.accounts.models import Person
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Availability
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, THURSDAY, Dublin

pytestmark = pytest.mark.usefixtures("lost")


def only_on_thursday(person: Person) -> None:
    attendance = db.session.query(Attendance).filter_by(person_id=person.id).one()
    slots = [each for each in attendance.event.slots if each.day == THURSDAY]
    attendance.availability = [Availability(day=THURSDAY, arrives=slots[0].starts, leaves=slots[-1].ends)]


@pytest.fixture
def lost(dublin: Dublin) -> None:
    """Publish an agenda with one slot a day in which Konrad cannot have both of his topics."""
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    taken = set()
    for slot in [each for each in dublin.event.slots if not each.is_break]:
        slot.is_break = slot.day in taken
        taken.add(slot.day)
    only_on_thursday(dublin.lars)
    only_on_thursday(dublin.wei)
    db.session.commit()
    job.perform(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON))
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)


def test_what_cannot_be_had_is_said_with_who_is_away_when(visitor: Visitor, dublin: Dublin) -> None:
    konrad = visitor.signed_in_as(dublin.konrad)
    page = konrad.get("/dublin-2013/mine").text
    assert "You get 1 of the 2 topics you want." in page
    assert "Why not at another time?" in page
    missed = dublin.roadmap if f"mine/why/{dublin.roadmap.address}" in page else dublin.network
    runs = dublin.lars if missed is dublin.roadmap else dublin.wei

    why = konrad.get(f"/dublin-2013/mine/why/{missed.address}").text

    assert "could only move to Fri 17 May, 10:00" in why
    assert f"these people are away then: {runs.name}." in why
    assert "You are in" in why


def test_what_i_did_not_vote_for_is_no_loss_of_mine(visitor: Visitor, dublin: Dublin) -> None:
    page = visitor.signed_in_as(dublin.konrad).get(f"/dublin-2013/mine/why/{dublin.portathon.address}").text

    assert "you had no vote for" in page


def test_what_i_run_i_am_in_whenever_it_is(visitor: Visitor, dublin: Dublin) -> None:
    page = visitor.signed_in_as(dublin.ian).get(f"/dublin-2013/mine/why/{dublin.portathon.address}").text

    assert "so you&#39;ll be there whenever it takes place." in page


@pytest.mark.parametrize("voters", [1, 3])
def test_the_reasons_are_read_in_the_same_few_queries(
    visitor: Visitor, dublin: Dublin, queries: list[str], voters: int
) -> None:
    dublin.crowd(voters, voting=dublin.network)
    konrad = visitor.signed_in_as(dublin.konrad)
    konrad.get("/dublin-2013/mine")
    db.session.expire_all()
    queries.clear()

    konrad.get(f"/dublin-2013/mine/why/{dublin.network.address}")

    assert len(queries) == 15
