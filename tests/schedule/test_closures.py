"""A room that is lost, and a day that ends earlier: seen before it is done."""

from datetime import timedelta

import pytest

from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SCHEDULE = "/dublin-2013/organize/schedule"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser; two sessions are at the same time, in two rooms."""
    # A century later, so that nothing has begun wherever a page asks the clock.
    later = timedelta(days=36_524)
    dublin.event.last_day += later
    dublin.event.first_day += later
    for each in dublin.event.slots:
        each.day += later
    for hours in dublin.event.hours:
        hours.day += later
    slot = dublin.event.slots_in_order[0]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.roadmap, slot=slot, room=dublin.large_room),
        Session(topic=dublin.network, slot=slot, room=dublin.small_room),
    ]
    db.session.add(draft)
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def scheduled(dublin: Dublin) -> set[int]:
    """Return the numbers of the topics in the draft."""
    draft = drafts.current(dublin.event)
    assert draft is not None
    return {session.topic.number for session in draft.sessions}


def panel(lars: Visitor, **chosen: int) -> str:
    """Return the text of the panel."""
    asked = "".join(f"&{name}={value}" for name, value in chosen.items())
    page = " ".join(lars.get(f"{SCHEDULE}?panel=closures{asked}").text.split())
    return page.partition('id="panel"')[2].partition("</aside>")[0]


def test_what_a_closure_costs_is_listed_before_anything_is_closed(lars: Visitor, dublin: Dublin) -> None:
    slot, room = dublin.event.slots_in_order[0], dublin.large_room
    asked = {"slot": slot.id, "room": room.id}

    assert "1 session no longer fits:" not in panel(lars, room=room.id)
    shown = panel(lars, **asked)
    assert "1 session no longer fits:" in shown
    assert f"<li><bdi>{dublin.roadmap.title}</bdi></li>" in shown
    assert dublin.network.title not in shown
    assert scheduled(dublin) == {dublin.roadmap.number, dublin.network.number}
    assert "2 sessions no longer fit:" in panel(lars, slot=slot.id)

    lars.post(f"{SCHEDULE}/closures", data=asked)
    assert scheduled(dublin) == {dublin.network.number}
    assert "There is nothing left to close after that time." in panel(lars, **asked)


def test_a_room_that_cannot_be_read_closes_nothing(lars: Visitor, dublin: Dublin) -> None:
    slot = dublin.event.slots_in_order[0].id

    assert lars.post(f"{SCHEDULE}/closures", data={"slot": slot, "room": "x"}).status_code == 404
    assert len(scheduled(dublin)) == 2
