"""What the plan says beside the numbers: the rules in the way, the price of every other place."""

import pytest

from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SCHEDULE = "/dublin-2013/organize/schedule"
PLAN = f"{SCHEDULE}?panel=calculation"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser."""
    return visitor.signed_in_as(dublin.lars)


def plan(dublin: Dublin) -> None:
    """Make a plan as the worker does."""
    job.perform(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON))


def leave_one_slot(dublin: Dublin) -> None:
    """Make every slot but the first a break."""
    for slot in [each for each in dublin.event.slots if not each.is_break][1:]:
        slot.is_break = True
    db.session.commit()


def test_where_not_every_topic_fits_the_rules_in_the_way_are_named(lars: Visitor, dublin: Dublin) -> None:
    leave_one_slot(dublin)
    plan(dublin)

    page = " ".join(lars.get(PLAN).text.split())

    assert "Why some topics are missing" in page
    assert "Ian Campbell can run only one of “Xen on ARM &#34;Portathon&#34;”" in page
    assert "Find someone else to run one topic of Ian Campbell." in page


def test_a_session_says_what_every_other_place_would_cost_and_what_forbids_it(
    lars: Visitor, dublin: Dublin
) -> None:
    votes.cast(topic=dublin.network, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    plan(dublin)

    page = " ".join(lars.get(f"{SCHEDULE}/sessions/{dublin.network.number}").text.split())

    assert "Same as now" in page
    assert ">Move here</button>" in page
    assert ">Swap</button>" in page
    assert lars.get(f"{SCHEDULE}/sessions/99").status_code == 404


@pytest.mark.parametrize("voters", [1, 3])
def test_the_reasons_of_a_session_are_read_in_the_same_few_queries(
    lars: Visitor, dublin: Dublin, queries: list[str], voters: int
) -> None:
    dublin.crowd(voters, voting=dublin.network)
    plan(dublin)
    db.session.expire_all()
    queries.clear()

    lars.get(f"{SCHEDULE}/sessions/{dublin.network.number}")

    assert len(queries) == 64


def test_the_cost_is_split_into_what_cannot_be_avoided_what_was_chosen_and_what_is_open(
    lars: Visitor, dublin: Dublin
) -> None:
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    leave_one_slot(dublin)
    plan(dublin)

    page = " ".join(lars.get(PLAN).text.split())

    assert "<td>loss 8</td><td>People want more topics than there are slots.</td>" in page
    assert "<td>loss 0</td><td>No agenda loses less.</td>" in page
    assert "<td>cost 0</td><td>No agenda costs less.</td>" in page


def test_how_fair_it_is_names_the_worst_off_and_counts_the_rest(lars: Visitor, dublin: Dublin) -> None:
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    leave_one_slot(dublin)
    plan(dublin)

    page = " ".join(lars.get(f"{SCHEDULE}?panel=votes").text.split())

    assert "<b>50%</b> for <bdi>Konrad Wilk</bdi>, the worst off" in page
    assert "Only confirmed people attend" in lars.get(PLAN).text


def test_in_public_a_topic_says_how_many_cannot_come_and_not_who(visitor: Visitor, dublin: Dublin) -> None:
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    leave_one_slot(dublin)
    plan(dublin)
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)

    pages = [
        visitor.get(f"/dublin-2013/topics/{topic.address}").text for topic in (dublin.roadmap, dublin.network)
    ]

    assert (
        sum(
            "1 of the 2 people who are interested or run it can't attend at this time"
            in " ".join(page.split())
            for page in pages
        )
        == 1
    )
