"""Calendars to subscribe to, and the agenda on paper."""

import gzip
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from hackathon.accounts.models import Person
from hackathon.agenda.feeds.exports import frab
from hackathon.agenda.feeds.services import feeds
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.topics.votes.models import Vote
from tests.agendas import CLOSING, FEW, NETWORK, PORTATHON, few, placed, publish
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze, print_it
from tests.refusals import CALENDAR_GONE, NOT_FOUND, refusal

AGENDA = "/dublin-2013/agenda.ics"
CHECKER = Path(__file__).parents[4] / "shared" / "tools" / "check_ics.py"


def sessions(content: bytes) -> list[tuple[str, str]]:
    """Return the title and status of each session of a calendar."""
    events = Calendar.from_ical(content).walk("VEVENT")
    return [(str(event["SUMMARY"]), str(event["STATUS"])) for event in events]


def named(content: bytes) -> list[str]:
    """Return what stands behind the two properties that name a calendar, escaped as it is."""
    return re.findall(r"^(?:NAME|X-WR-CALNAME):(.*)\r$", content.decode().replace("\r\n ", ""), re.MULTILINE)


def titles(content: bytes) -> list[str]:
    return [title for title, _ in sessions(content)]


FEEDS = [
    ("agenda.ics", [each.title for each in FEW]),
    (
        "areas/toolstack.ics",
        ["Discuss roadmap for libxl and libvirt libxl driver.", "XAPI development process."],
    ),
    ("rooms/liffey.ics", ["Xen 4.3 Release Closing", 'Xen on ARM "Portathon"']),
    ("topics/6-xen-network-improvement.ics", ["Xen network improvement"]),
    ("topics/6-its-old-title.ics", ["Xen network improvement"]),
    ("topics/6.ics", ["Xen network improvement"]),
]


@pytest.mark.parametrize(("path", "holds"), FEEDS)
def test_a_calendar_holds_its_sessions(
    client: FlaskClient, dublin: Dublin, path: str, holds: list[str]
) -> None:
    freeze(dublin.event, few())
    answer = client.get(f"/dublin-2013/{path}")

    assert sorted(titles(answer.data)) == sorted(holds)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_apps_read_the_schedule(client: FlaskClient, dublin: Dublin) -> None:
    agenda, url = few(), "http://127.0.0.1:8000/dublin-2013"
    freeze(dublin.event, agenda)
    xml, as_json = client.get("/dublin-2013/schedule.xml"), client.get("/dublin-2013/schedule.json")

    assert xml.data == frab.schedule_xml(agenda, url)
    assert as_json.data == frab.schedule_json(agenda, url)
    assert [each.content_type for each in (xml, as_json)] == [
        "application/xml; charset=utf-8",
        "application/json; charset=utf-8",
    ]
    assert client.get("/dublin-2013/schedule.xml", headers={"If-None-Match": xml.headers["ETag"]}).data == b""


@pytest.mark.parametrize(
    "path", [path for path, _ in FEEDS] + ["schedule.xml", "schedule.json", "agenda.pdf"]
)
def test_before_publication_there_is_nothing(client: FlaskClient, dublin: Dublin, path: str) -> None:
    address = f"/{dublin.event.slug}/{path}"

    assert refusal(client.get(address)) == NOT_FOUND


@pytest.mark.parametrize(
    "path", ["areas/nothing.ics", "rooms/nothing.ics", "topics/99-nothing.ics", "topics/nothing.ics"]
)
def test_what_is_not_on_the_agenda_has_no_calendar(client: FlaskClient, dublin: Dublin, path: str) -> None:
    freeze(dublin.event, few())

    assert refusal(client.get(f"/dublin-2013/{path}")) == NOT_FOUND
    assert refusal(client.get(f"/no-such-event/{path}")) == NOT_FOUND


def test_an_unchanged_calendar_is_not_sent_again(
    client: FlaskClient, dublin: Dublin, queries: list[str]
) -> None:
    first = few()
    freeze(dublin.event, first)
    etag = client.get(AGENDA).headers["ETag"]
    queries.clear()
    again = client.get(AGENDA, headers={"If-None-Match": etag})

    # The database layer is not set to work at all.
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert queries == []

    freeze(dublin.event, publish(*FEW[:3], previous=first))
    assert client.get(AGENDA, headers={"If-None-Match": etag}).status_code == 200


def test_an_area_that_did_not_change_is_not_sent_again_after_a_publication(
    client: FlaskClient, dublin: Dublin
) -> None:
    first = few()
    second = publish(*FEW[:2], replace(PORTATHON, room="dodder"), *FEW[3:], previous=first)
    freeze(dublin.event, first)
    toolstack = "/dublin-2013/areas/toolstack.ics"
    etag = client.get(toolstack).headers["ETag"]
    freeze(dublin.event, second)

    assert client.get(toolstack, headers={"If-None-Match": etag}).status_code == 304


def test_a_calendar_goes_out_compressed_where_that_is_taken(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    plain = client.get(AGENDA)
    zipped = client.get(AGENDA, headers={"Accept-Encoding": "gzip"})
    refused = client.get(AGENDA, headers={"Accept-Encoding": "gzip;q=0"})

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data == refused.data
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert zipped.headers["ETag"] == plain.headers["ETag"]


def test_a_pdf_that_is_not_made_yet_says_when_to_come_back(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    answer = client.get("/dublin-2013/agenda.pdf")

    assert answer.status_code == 503
    assert "The PDF is being created" in answer.text
    assert (answer.headers["Retry-After"], answer.headers["Refresh"]) == ("5", "5")


def test_a_pdf_that_is_made_is_sent_as_it_is(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    print_it(b"%PDF-1.7")
    answer = client.get("/dublin-2013/agenda.pdf", headers={"Accept-Encoding": "gzip"})

    assert (answer.data, answer.headers["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="dublin-2013-agenda-1.pdf"'
    assert "Content-Encoding" not in answer.headers


def test_the_page_names_every_calendar(client: FlaskClient, dublin: Dublin) -> None:
    assert "Nothing to subscribe to yet. Calendars" in client.get("/dublin-2013/subscribe").text

    freeze(dublin.event, few())
    page = client.get("/dublin-2013/subscribe").text
    for path in ("agenda", "areas/hypervisor", "areas/toolstack", "rooms/liffey", "rooms/dodder"):
        assert f'href="webcal://127.0.0.1:8000/dublin-2013/{path}.ics"' in page
        assert f'value="http://127.0.0.1:8000/dublin-2013/{path}.ics"' in page


# A person's own


def own(dublin: Dublin, person: Person) -> str:
    return f"/calendars/{feeds.address(event=dublin.event, person=person, now=NOON)}.ics"


def vote(dublin: Dublin, person: Person, number: int) -> None:
    topic = next(each for each in dublin.event.topics if each.number == number)
    db.session.add(Vote(topic=topic, person=person, choice=Choice.WILL, cast_at=NOON))
    db.session.commit()


def test_my_calendar_holds_what_i_want_and_what_i_run(client: FlaskClient, dublin: Dublin) -> None:
    # Ian is contact of topics 2 and 3 of the small world; he votes for topic 1.
    freeze(dublin.event, few())
    vote(dublin, dublin.ian, CLOSING.topic)
    answer = client.get(own(dublin, dublin.ian))

    assert titles(answer.data) == ["Xen 4.3 Release Closing", 'Xen on ARM "Portathon"']
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_what_overlaps_in_my_calendar_says_so(client: FlaskClient, dublin: Dublin) -> None:
    also = placed(4, "At the same time", "dodder", PORTATHON.starts)
    freeze(dublin.event, publish(PORTATHON, also))
    vote(dublin, dublin.ian, 4)
    events = Calendar.from_ical(client.get(own(dublin, dublin.ian)).data).walk("VEVENT")

    assert [str(event["DESCRIPTION"]).split("\n")[0] for event in events] == [
        'At the same time as: Xen on ARM "Portathon".',
        "At the same time as: At the same time.",
    ]


def test_what_was_cancelled_stays_in_my_calendar_as_cancelled(client: FlaskClient, dublin: Dublin) -> None:
    first = publish(PORTATHON, NETWORK)
    freeze(dublin.event, first, publish(NETWORK, previous=first))

    assert sessions(client.get(own(dublin, dublin.ian)).data) == [('Xen on ARM "Portathon"', "CANCELLED")]


def test_my_calendar_is_sent_again_only_when_it_may_have_changed(
    client: FlaskClient, dublin: Dublin, queries: list[str]
) -> None:
    first = few()
    freeze(dublin.event, first)
    mine = own(dublin, dublin.ian)
    etag = client.get(mine).headers["ETag"]
    queries.clear()

    assert client.get(mine, headers={"If-None-Match": etag}).status_code == 304
    assert not queries  # beside whether anything was committed since

    vote(dublin, dublin.ian, CLOSING.topic)
    voted = client.get(mine, headers={"If-None-Match": etag})
    assert voted.status_code == 200

    freeze(dublin.event, publish(*FEW, previous=first))
    assert client.get(mine, headers={"If-None-Match": voted.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("size", [2, 5])
def test_my_calendar_costs_three_queries_however_long_the_agenda(
    client: FlaskClient, dublin: Dublin, queries: list[str], size: int
) -> None:
    freeze(dublin.event, publish(*FEW[:size]))
    mine = own(dublin, dublin.ian)
    queries.clear()

    assert client.get(mine).status_code == 200
    assert len(queries) == 3


def test_before_publication_my_calendar_is_empty_and_valid(client: FlaskClient, dublin: Dublin) -> None:
    answer = client.get(own(dublin, dublin.ian))
    calendar = Calendar.from_ical(answer.data)

    assert (answer.status_code, named(answer.data), calendar.walk("VEVENT")) == (
        200,
        ["Xen Hackathon\\, mine"] * 2,
        [],
    )


def test_nobody_elses_secret_and_no_old_one_answers(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    old = own(dublin, dublin.ian)
    feeds.renew(event=dublin.event, person=dublin.ian, now=NOON)

    assert refusal(client.get(old)) == CALENDAR_GONE
    assert refusal(client.get("/calendars/guessed.ics")) == NOT_FOUND
    assert client.get(own(dublin, dublin.ian)).status_code == 200


def test_the_secret_alone_opens_my_calendar_whoever_is_signed_in(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    visitor.signed_in_as(dublin.lars)

    assert titles(visitor.get(own(dublin, dublin.ian)).data) == ['Xen on ARM "Portathon"']


@pytest.mark.skipif(not CHECKER.exists(), reason="the byte-level checker lies beside the repository")
def test_a_byte_level_checker_finds_nothing(client: FlaskClient, dublin: Dublin, tmp_path: Path) -> None:
    first = few()
    freeze(dublin.event, first, publish(*FEW[:4], previous=first))
    vote(dublin, dublin.ian, CLOSING.topic)
    paths = [f"/dublin-2013/{path}" for path, _ in FEEDS] + [own(dublin, dublin.ian)]
    files = []
    for number, path in enumerate(paths):
        files.append(tmp_path / f"{number}.ics")
        files[-1].write_bytes(client.get(path).data)

    found = subprocess.run(
        [sys.executable, str(CHECKER), *map(str, files)], capture_output=True, text=True, check=False
    )
    assert found.stdout.splitlines() == [f"{number}.ics OK" for number in range(len(files))]
