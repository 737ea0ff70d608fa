"""The page of one session: who can't attend it and why, and how long it can take."""

from datetime import time

import pytest

from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.timetable.models import Slot
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SCHEDULE = "/dublin-2013/organize/schedule"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser; Konrad wants two topics that run at once, before a free slot."""
    dublin.event.slots.append(Slot(day=dublin.event.first_day, starts=time(15), ends=time(16)))
    db.session.commit()
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    slot = next(each for each in dublin.event.slots_in_order if each.ends == time(15))
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.roadmap, slot=slot, room=dublin.large_room),
        Session(topic=dublin.network, slot=slot, room=dublin.small_room),
    ]
    db.session.add(draft)
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def shown(lars: Visitor, dublin: Dublin) -> tuple[str, str]:
    """Return the pages of the two sessions."""
    pages = [lars.get(f"{SCHEDULE}/sessions/{each.number}").text for each in (dublin.roadmap, dublin.network)]
    first, second = (" ".join(page.split()) for page in pages)
    return first, second


def test_it_says_who_cannot_attend_and_what_they_attend_instead(lars: Visitor, dublin: Dublin) -> None:
    attended, missed = sorted(shown(lars, dublin), key=lambda page: "wants it and" in page)

    assert "wants it and" not in attended
    assert "1 person wants it and" in missed
    other = dublin.network if dublin.roadmap.title in missed.split("</h1>")[0] else dublin.roadmap
    assert f"Attends “{other.title}” at the same time." in missed


def test_a_session_is_lengthened_into_the_next_slot_from_its_page(lars: Visitor, dublin: Dublin) -> None:
    page, _ = shown(lars, dublin)
    begins = next(each for each in dublin.event.slots_in_order if each.ends == time(15)).starts
    minutes = (16 - begins.hour) * 60
    assert f"Lengthen to {minutes} minutes" in page
    grid = lars.get(SCHEDULE).text
    assert f'data-lengths="{minutes - 60} {minutes}"' in grid

    lars.post(
        f"{SCHEDULE}/changes",
        data={"action": "lengthen", "topic": dublin.roadmap.number, "minutes": minutes},
    )

    assert dublin.roadmap.length == 2
    page, _ = shown(lars, dublin)
    assert f"Shorten to {minutes - 60} minutes" in page
