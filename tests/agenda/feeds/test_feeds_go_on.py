"""Calendars that were handed out once: they go on as long as their event is there."""

from dataclasses import replace

from flask.testing import FlaskClient
from icalendar import Calendar

from hackathon.core.domain.agenda import Agenda
from hackathon.demo import services as demo
from hackathon.my_account.account_deletion import services as leaving
from tests.agenda.feeds.test_views import AGENDA, named, own
from tests.agendas import CLOSING, FEW, LIBXL, NETWORK, PORTATHON, XAPI, few, publish
from tests.dublin import NOON, Dublin
from tests.published import freeze
from tests.refusals import CALENDAR_GONE, refusal


def without(agenda: Agenda, *, room: str = "", area: str = "") -> Agenda:
    """Return the agenda as it is published once a room or an area is removed."""
    return replace(
        agenda,
        rooms=tuple(each for each in agenda.rooms if each.slug != room),
        areas=tuple(each for each in agenda.areas if each.slug != area),
    )


def seen(content: bytes) -> dict[str, tuple[str, str, str]]:
    """Return the place, status and sequence of each session of a calendar, by its title."""
    return {
        str(event["SUMMARY"]): (str(event.get("LOCATION", "")), str(event["STATUS"]), str(event["SEQUENCE"]))
        for event in Calendar.from_ical(content).walk("VEVENT")
    }


def test_the_calendar_of_a_removed_room_goes_on_with_its_sessions_moved_or_cancelled(
    client: FlaskClient, dublin: Dublin
) -> None:
    first = few()
    moved = publish(NETWORK, replace(PORTATHON, room="dodder"), LIBXL, XAPI, previous=first)
    second = without(replace(moved, revision=2), room="liffey")
    # The cancelled session still names the room, which the next revision need not know any more.
    third = replace(second, revision=3)
    freeze(dublin.event, first)
    address = "/dublin-2013/rooms/liffey.ics"
    name = named(client.get(address).data)

    for revision in (second, third):
        freeze(dublin.event, revision)
        answer = client.get(address)

        assert answer.status_code == 200
        assert named(answer.data) == name == ["Xen Hackathon\\, May 2013: Liffey"] * 2
        assert seen(answer.data) == {
            PORTATHON.title: ("Dodder, Dublin, Ireland", "CONFIRMED", "1"),
            CLOSING.title: ("", "CANCELLED", "1"),
        }
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_the_calendar_of_a_removed_area_goes_on_with_its_sessions(
    client: FlaskClient, dublin: Dublin
) -> None:
    first = few()
    placed_anew = publish(*FEW[:3], replace(LIBXL, area=None), replace(XAPI, area=None), previous=first)
    freeze(dublin.event, first, without(replace(placed_anew, revision=2), area="toolstack"))

    answer = client.get("/dublin-2013/areas/toolstack.ics")

    assert sorted(seen(answer.data)) == sorted([LIBXL.title, XAPI.title])
    assert {status for _, status, _ in seen(answer.data).values()} == {"CONFIRMED"}


def test_the_dates_go_on_without_any(client: FlaskClient, dublin: Dublin) -> None:
    answer = client.get(f"/{dublin.event.slug}/dates.ics")

    assert answer.status_code == 200
    assert Calendar.from_ical(answer.data).walk("VEVENT") == []


def test_the_calendars_of_a_deleted_event_are_gone_until_there_is_one_again(
    client: FlaskClient, dublin: Dublin
) -> None:
    freeze(dublin.event, few())
    mine = own(dublin, dublin.ian)
    everywhere = [
        AGENDA,
        "/dublin-2013/rooms/liffey.ics",
        "/dublin-2013/dates.ics",
        "/dublin-2013/schedule.xml",
        mine,
    ]

    demo.forget(now=NOON)

    answers = {address: client.get(address) for address in everywhere}
    assert {answer.status_code for answer in answers.values()} == {410}
    assert "This calendar no longer exists" in answers[mine].text
    assert client.get("/dublin-2014/agenda.ics").status_code == 404
    assert client.get("/calendars/another.ics").status_code == 404
    freeze(Dublin.seeded().event, few())
    assert client.get(AGENDA).status_code == 200


def test_the_calendar_of_somebody_who_left_is_gone(client: FlaskClient, dublin: Dublin) -> None:
    mine = own(dublin, dublin.ian)

    leaving.leave(person=dublin.ian, takes_words=False, now=NOON)

    assert refusal(client.get(mine)) == CALENDAR_GONE
