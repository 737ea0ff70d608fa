"""Which topic comes after which: said on a page, kept by the planner."""

import pytest

from hackathon.core.extensions import db
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.topics.order import queries as orders
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

ORDER = "/dublin-2013/organize/schedule/order"
PANEL = "/dublin-2013/organize/schedule?panel=order"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser."""
    return visitor.signed_in_as(dublin.lars)


def put(lars: Visitor, then: int, after: int) -> int:
    return lars.post(ORDER, data={"then": str(then), "first": str(after)}).status_code


def test_a_topic_put_after_another_begins_when_that_has_ended(lars: Visitor, dublin: Dublin) -> None:
    assert put(lars, dublin.roadmap.number, dublin.network.number) == 303
    assert put(lars, dublin.portathon.number, dublin.roadmap.number) == 303

    job.perform(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON))

    draft = drafts.current(dublin.event)
    assert draft is not None
    ends = {each.topic.number: each.slot.ends_at for each in draft.sessions}
    starts = {each.topic.number: each.slot.starts_at for each in draft.sessions}
    assert ends[dublin.network.number] <= starts[dublin.roadmap.number]
    assert ends[dublin.roadmap.number] <= starts[dublin.portathon.number]


def test_an_order_that_would_run_in_a_circle_is_refused(lars: Visitor, dublin: Dublin) -> None:
    put(lars, dublin.roadmap.number, dublin.network.number)
    put(lars, dublin.portathon.number, dublin.roadmap.number)

    page = lars.post(ORDER, data={"then": str(dublin.network.number), "first": str(dublin.portathon.number)})

    assert page.status_code == 422
    assert "Remove that rule first" in page.text
    assert len(orders.pairs(dublin.event)) == 2


def test_a_topic_cannot_come_after_itself(lars: Visitor, dublin: Dublin) -> None:
    assert put(lars, dublin.roadmap.number, dublin.roadmap.number) == 422


def test_an_order_can_be_taken_back(lars: Visitor, dublin: Dublin) -> None:
    put(lars, dublin.roadmap.number, dublin.network.number)
    assert "comes after" in lars.get(PANEL).text

    pair = {"then": str(dublin.roadmap.number), "first": str(dublin.network.number)}
    assert lars.post(f"{ORDER}/removal", data=pair).status_code == 303

    assert "No topic has to come after another." in lars.get(PANEL).text


def test_a_withdrawn_topic_holds_up_no_other(lars: Visitor, dublin: Dublin) -> None:
    put(lars, dublin.roadmap.number, dublin.network.number)
    dublin.network.review_state = dublin.withdrawn.review_state
    db.session.commit()

    job.perform(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON))

    assert drafts.current(dublin.event) is not None
