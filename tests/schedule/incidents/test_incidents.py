"""What happens on the day: shown with whom it affects, published in three taps, once."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.publication.services import publishing
from hackathon.topics.models import Topic
from tests.agenda.test_views import words
from tests.agendas import dublin_at
from tests.clock import set_clock
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.mailbox import mails

TODAY = "/dublin-2013/organize/on-the-day"


@pytest.fixture
def lars(app: Flask, visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser at 10:30 on the first day; two sessions are on, two come at 13:00."""
    first, _, third, *_, last = dublin.event.slots_in_order
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.roadmap, slot=first, room=dublin.large_room),
        Session(topic=dublin.network, slot=third, room=dublin.large_room),
        Session(topic=dublin.portathon, slot=last, room=dublin.large_room),
    ]
    db.session.add(draft)
    db.session.commit()
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    set_clock(app, dublin_at(16, 10, 30))
    return visitor.signed_in_as(dublin.lars)


def published(dublin: Dublin) -> Agenda:
    agenda = agendas.latest(dublin.event)
    assert agenda is not None
    return agenda


def session_of(dublin: Dublin, topic: Topic) -> AgendaSession:
    return next(each for each in published(dublin).sessions if each.topic == topic.number)


def address(what: str, topic: Topic, query: str = "") -> str:
    return f"{TODAY}/{what}/{topic.number}-1{query}"


def publish(lars: Visitor, where: str, answer: str, *, seen: int = 1) -> int:
    sent = {"answer": answer, "version": seen, "tells": "y", "notice": "Plenary now in Liffey."}
    return lars.post(where, data=sent).status_code


def nothing_waits_to_be_published(dublin: Dublin, at: tuple[int, int] = (10, 31)) -> bool:
    coming = publishing.preview(event=dublin.event, note="", now=dublin_at(16, *at))
    assert not coming.changes, [str(change.words) for change in coming.changes]
    return True


def test_the_day_offers_what_may_happen_to_each_session(lars: Visitor, dublin: Dublin) -> None:
    page = lars.get(TODAY).text

    assert address("overrun", dublin.roadmap) in page
    assert address("swap", dublin.network) in page
    assert f"{TODAY}/room/{dublin.large_room.slug}" in page
    assert f"{TODAY}/plenary" in page


def test_a_session_overruns_to_a_time_and_the_next_one_waits(lars: Visitor, dublin: Dublin) -> None:
    page = words(lars.get(address("overrun", dublin.roadmap, "?until=13:20")).text)
    assert f"Delay “{dublin.network.title}” and everything after it in this room" in page

    assert publish(lars, address("overrun", dublin.roadmap, "?until=13:20"), "wait") == 303

    assert session_of(dublin, dublin.roadmap).ends == dublin_at(16, 13, 20)
    waits = session_of(dublin, dublin.network)
    assert (waits.starts, waits.delayed) == (dublin_at(16, 13, 20), 20)
    assert session_of(dublin, dublin.portathon).delayed == 0
    assert nothing_waits_to_be_published(dublin)


def test_an_overrun_into_the_break_moves_nobody(lars: Visitor, dublin: Dublin) -> None:
    page = words(lars.get(address("overrun", dublin.roadmap)).text)
    assert "Continue until Thu 16 May, 12:15; nothing else moves" in page

    assert publish(lars, address("overrun", dublin.roadmap, "?until=12:15"), "on") == 303
    assert published(dublin).revision == 2
    assert nothing_waits_to_be_published(dublin)


def test_a_lost_room_sends_its_sessions_to_free_ones_and_is_closed(lars: Visitor, dublin: Dublin) -> None:
    where = f"{TODAY}/room/{dublin.large_room.slug}?until=15:00"
    assert "2 sessions move to free places" in words(lars.get(where).text)

    assert publish(lars, where, "move") == 303

    assert session_of(dublin, dublin.roadmap).room == dublin.small_room.slug
    assert session_of(dublin, dublin.network).room == dublin.small_room.slug
    assert session_of(dublin, dublin.portathon).room == dublin.large_room.slug
    third = dublin.event.slots_in_order[2]
    assert [closure.slot_id for closure in dublin.large_room.closures] == [third.id]
    assert nothing_waits_to_be_published(dublin)


def test_two_helpers_who_report_the_same_are_told_and_it_happens_once(lars: Visitor, dublin: Dublin) -> None:
    where = f"{TODAY}/room/{dublin.large_room.slug}?until=15:00"
    assert publish(lars, where, "move") == 303
    told = len(mails())

    again = lars.post(where, data={"answer": "move", "version": 1, "tells": "y"})

    assert again.status_code == 303
    assert "Someone has already reported this; revision 2 includes it." in words(
        lars.get(again.location).text
    )
    assert published(dublin).revision == 2
    assert len(mails()) == told


def test_who_saw_an_older_agenda_is_shown_the_one_that_holds_now(lars: Visitor, dublin: Dublin) -> None:
    assert publish(lars, address("overrun", dublin.roadmap, "?until=12:15"), "on") == 303

    answer = lars.post(
        address("overrun", dublin.roadmap, "?until=13:20"), data={"answer": "wait", "version": 1}
    )

    assert answer.status_code == 409
    assert published(dublin).revision == 2


def test_a_session_without_its_host_moves_to_later_that_day(lars: Visitor, dublin: Dublin) -> None:
    page = words(lars.get(address("host", dublin.roadmap)).text)
    assert "Move to Thu 16 May, 13:00, Dodder" in page
    assert f"Cancel “{dublin.roadmap.title}”; everything else stays as it is" in page

    assert publish(lars, address("host", dublin.roadmap), "swap-99-1") == 422
    assert publish(lars, address("host", dublin.roadmap), "move-dodder-20130516T1200") == 303

    moved = session_of(dublin, dublin.roadmap)
    assert (moved.room, moved.starts) == ("dodder", dublin_at(16, 13))
    assert nothing_waits_to_be_published(dublin)


def test_two_sessions_change_places(lars: Visitor, dublin: Dublin) -> None:
    page = words(lars.get(address("swap", dublin.network)).text)
    assert "(Fri 17 May, 13:00, Liffey)" in page

    where = address("swap", dublin.network)
    assert publish(lars, where, f"swap-{dublin.portathon.number}-1") == 303

    assert session_of(dublin, dublin.network).starts == dublin_at(17, 13)
    assert session_of(dublin, dublin.portathon).starts == dublin_at(16, 13)
    assert nothing_waits_to_be_published(dublin)
    # The second helper wanted the same two swapped, and not back again.
    assert publish(lars, where, f"swap-{dublin.portathon.number}-1") == 303
    assert published(dublin).revision == 2


def test_a_cancelled_session_stays_as_cancelled_and_its_topic_is_withdrawn(
    lars: Visitor, dublin: Dublin
) -> None:
    assert publish(lars, address("off", dublin.network), "leave") == 303

    assert session_of(dublin, dublin.network).cancelled
    assert dublin.network.is_withdrawn
    assert nothing_waits_to_be_published(dublin)
    assert publish(lars, address("off", dublin.network), "leave") == 303
    assert published(dublin).revision == 2


def test_a_plenary_pauses_what_is_on_and_says_so_on_every_page(lars: Visitor, dublin: Dublin) -> None:
    assert "Running sessions pause" in words(lars.get(f"{TODAY}/plenary").text)

    assert publish(lars, f"{TODAY}/plenary?until=10:45", "pause") == 303

    assert session_of(dublin, dublin.roadmap).ends == dublin_at(16, 12, 15)
    assert session_of(dublin, dublin.network).delayed == 0
    assert dublin.event.notice == "Plenary now in Liffey."
    assert nothing_waits_to_be_published(dublin)


def test_a_session_is_added_in_a_free_room_once(lars: Visitor, dublin: Dublin) -> None:
    page = lars.get(f"{TODAY}/session").text
    third = dublin.event.slots_in_order[2]
    cell = f"{third.id}-{dublin.small_room.id}"
    assert f'value="{cell}"' in page

    sent = {"title": "Nested virtualization", "contact": "Ian Campbell", "cell": cell, "form_key": "a"}
    assert lars.post(f"{TODAY}/session", data=sent).status_code == 303
    assert lars.post(f"{TODAY}/session", data={**sent, "form_key": "b"}).status_code == 303

    added = [each for each in published(dublin).running if each.title == "Nested virtualization"]
    assert [(each.room, each.starts) for each in added] == [("dodder", dublin_at(16, 13))]
    assert published(dublin).revision == 2
    assert len(db.session.scalars(select(Topic).where(Topic.title == "Nested virtualization")).all()) == 1
    assert nothing_waits_to_be_published(dublin)


def test_exactly_those_whose_day_changed_are_told(lars: Visitor, dublin: Dublin) -> None:
    where = address("swap", dublin.network)
    preview = lars.get(where).text

    publish(lars, where, f"swap-{dublin.portathon.number}-1")

    told = {mail.to_address for mail in mails()}
    assert told == {"ian@xen.example"}
    assert "Ian Campbell" in preview


def test_a_draft_that_had_something_else_there_loses_it_and_says_so(lars: Visitor, dublin: Dublin) -> None:
    draft = db.session.scalars(select(Draft).where(Draft.is_current)).one()
    third = dublin.event.slots_in_order[2]
    draft.sessions.append(Session(topic=dublin.toolstacks, slot=third, room=dublin.small_room))
    db.session.commit()

    answer = lars.post(
        address("host", dublin.roadmap), data={"answer": "move-dodder-20130516T1200", "version": 1}
    )

    assert f"{dublin.toolstacks.title} was only in the draft there" in words(lars.get(answer.location).text)


def test_a_full_room_is_said_and_a_second_run_offered(lars: Visitor, dublin: Dublin) -> None:
    where = address("full", dublin.roadmap)
    page = words(lars.get(where).text)
    assert "Just announce that it is full" in page
    assert "Offer a second run: Thu 16 May, 13:00, Dodder" in page

    assert publish(lars, where, "say") == 303
    assert published(dublin).revision == 1
    assert dublin.event.notice == "Plenary now in Liffey."

    assert publish(lars, where, "again-dodder-20130516T1200") == 303
    runs = [each for each in published(dublin).running if each.topic == dublin.roadmap.number]
    assert [(each.room, each.starts, each.part) for each in runs] == [
        ("liffey", dublin_at(16, 10), "1 of 2"),
        ("dodder", dublin_at(16, 13), "2 of 2"),
    ]
    assert nothing_waits_to_be_published(dublin)
    # It runs twice by now, so no third run is offered.
    assert "Offer a second run" not in words(lars.get(where).text)


def test_heads_are_counted_in_two_taps(lars: Visitor, dublin: Dublin) -> None:
    where = f"{TODAY}/heads/{dublin.roadmap.number}-1"
    assert where in lars.get(TODAY).text
    assert re.search(r'name="people"\s+value="23"', lars.get(where).text)

    assert lars.post(where, data={"people": 23}).status_code == 303
    assert lars.post(where, data={"people": 24}).status_code == 303

    assert "24 counted" in words(lars.get(TODAY).text)
    assert lars.post(where, data={"people": -2}).status_code == 422
    assert lars.post(where, data={"people": "many"}).status_code == 422
    # What has not started has no heads to count.
    assert lars.post(f"{TODAY}/heads/{dublin.network.number}-1", data={"people": 3}).status_code == 422


def test_a_count_of_all_seats_offers_what_a_full_room_offers(lars: Visitor, dublin: Dublin) -> None:
    room, where = dublin.large_room, f"{TODAY}/heads/{dublin.roadmap.number}-1"
    full = address("full", dublin.roadmap)

    lars.post(where, data={"people": room.capacity - 1})
    assert full not in lars.get(TODAY).text
    lars.post(where, data={"people": room.capacity})
    page = lars.get(TODAY).text

    assert f"{room.name} is full. You can tell people or offer a second run" in words(page)
    assert f"{room.name} is full: tell people, or offer a second run {room.capacity} counted" in words(page)
    assert full in page
