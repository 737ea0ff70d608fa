"""A schedule of another tool becomes rooms, slots and a draft; our own reads back into the same event."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.agenda.feeds.exports import frab
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import NewEvent
from hackathon.pages.merge.outcomes import Outcome
from hackathon.pages.readers.formats import read_bytes
from hackathon.planning.drafts.models import Draft, Session
from hackathon.publication.services import publishing
from tests.dublin import NOON, Dublin
from tests.pages.readers.test_tool_exports import XML


@pytest.mark.usefixtures("app")
def test_rooms_and_times_of_a_foreign_schedule_are_a_draft_in_the_database() -> None:
    page = read_bytes(XML.encode())
    assert page.event
    target = NewEvent(
        slug="foreign", title="Foreign", zone="Europe/Berlin", place=None,
        first_day=page.event.starts or date(2028, 6, 16), last_day=page.event.ends or date(2028, 6, 17),
    )  # fmt: skip

    importing.apply(text=XML, page=page, target=target, by=None, now=NOON)

    event = db.session.scalars(select(Event).where(Event.slug == "foreign")).one()
    draft = db.session.scalars(select(Draft).where(Draft.event_id == event.id)).one()
    placed = {(each.topic.title, each.room.name, each.slot.starts_at.isoformat()) for each in draft.sessions}
    assert page.setup
    assert len(placed) == len(page.setup.sessions) > 0
    assert {room for _, room, _ in placed} <= {room.name for room in page.setup.rooms}
    assert {title for title, _, _ in placed} <= {topic.title for topic in page.topics}


Write = Callable[[Agenda, str], bytes]


@pytest.mark.parametrize("write", [frab.schedule_xml, frab.schedule_json], ids=["xml", "json"])
def test_our_own_schedule_reads_back_into_the_same_event(write: Write, dublin: Dublin) -> None:
    placed = [Session(topic=dublin.roadmap, slot=dublin.event.slots[0], room=dublin.small_room)]
    db.session.add(Draft(event=dublin.event, is_current=True, made_at=NOON, sessions=placed))
    db.session.commit()
    made = publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    agenda = agendas.revision(dublin.event, made.number).agenda

    page = read_bytes(write(agenda, "https://x.example/dublin-2013"))
    plan = importing.plan(page, dublin.event)

    (same,) = [topic for topic in plan.topics if topic.topic]
    assert (same.number, same.title) == (dublin.roadmap.number, dublin.roadmap.title)
    # The format has no markup, so that of a description is all that may differ.
    asked = [field.field for field in same.fields if field.outcome is not Outcome.KEPT]
    assert asked == ["description"]
