"""Texts that would like to be markup, a calendar, a formula or a file, in every field and every output."""

import csv
import io
import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import String, Text, inspect, select

from hackathon.accounts.models import Person
from hackathon.activity.models import Activity
from hackathon.agenda.feeds.services import feeds, revision_files
from hackathon.agenda.models import Revision, RevisionFile
from hackathon.attendance.people.services import duplicates
from hackathon.core.database.types import CleanName, CleanText
from hackathon.core.extensions import Base, db
from hackathon.core.files import csv as table
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.test_routes import ROUTES, example

MARK = "pwned"
HOSTILE = (
    f"</title></textarea></style>--><script>{MARK}()</script><img src=x onerror={MARK}()>"
    f"<link rel=attachment href=file:///etc/passwd>\" onmouseover={MARK}() '"
    f" x{{{{7*7}}}}{{% raw %}}<!--mine 1--> [a](javascript:{MARK}()) https://elsewhere.example/ url(file:///etc/passwd)"
)
LINES = "\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:pwned\x0b\x0c\x1b\x85\u2028X-EVIL: yes"
KEPT = {
    "slug",
    "zone",
    "language",
    "digest",
    "secret",
    "uid",
    "email",
    "leads_to",
    "etag",
    "media_type",
    "form_key",
    "name_key",
    "affiliation_key",
    "look_key",
    "search_key",
    "search_text",
}
ADDRESS = "private@secret.example"


@pytest.fixture
def world(dublin: Dublin) -> Dublin:
    """Dublin, every text of which is hostile, planned and published."""
    key = topics.comment(topic=dublin.portathon, by=dublin.ian, text="Hello", form_key="a", now=NOON)
    topics.comment(topic=dublin.portathon, by=dublin.wei, text="Hi", form_key="b", reply_to=key, now=NOON)
    duplicates.propose(
        event=dublin.event, joined=dublin.msw, into=dublin.wei, reason="Why not?", evidence="None"
    )
    rows = [
        row for mapper in Base.registry.mappers for row in db.session.scalars(select(mapper.class_)).unique()
    ]
    for number, row in enumerate(rows):
        for column in inspect(type(row)).column_attrs:
            is_text = (
                type(column.columns[0].type) in (Text, String, CleanText, CleanName)
                and column.key not in KEPT
            )
            if is_text and not isinstance(row, Activity):
                setattr(row, column.key, f"={HOSTILE} {number}{LINES}")
        if isinstance(row, Person):
            row.email = f"{number}.{ADDRESS}"
    db.session.commit()
    run = planning.queue(event=dublin.event, limits=Limits(steps=10), by=dublin.lars, now=NOON)
    job.perform(run)
    publishing.publish(event=dublin.event, note=HOSTILE + LINES, by=dublin.lars, now=NOON)
    return dublin


def gets(world: Dublin) -> list[str]:
    found = [
        example(rule.removeprefix("GET "))
        for rules in ROUTES.values()
        for rule in sorted(rules)
        if rule.startswith("GET ")
    ]
    assert len(found) > 40
    return [
        each.replace("/people/1", f"/people/{world.ian.id}").replace(
            "/slots/1", f"/slots/{world.event.slots[0].id}"
        )
        for each in found
    ]


def test_no_page_takes_a_text_for_markup(visitor: Visitor, world: Dublin) -> None:
    visitor.signed_in_as(world.lars)
    shown = 0
    for address in gets(world):
        answer = visitor.get(address, follow_redirects=True)
        assert answer.status_code < 500 or answer.status_code == 503, address
        if answer.mimetype == "text/html":
            tags = " ".join(re.findall(r"<[^>]*>", re.sub(r"\"[^\"]*\"", '""', answer.text)))
            assert MARK not in tags, address
            assert f"<script>{MARK}" not in answer.text, address
            assert not re.search(r"href=\"(javascript|data|file):", answer.text), address
            assert "x49" not in answer.text, address
            shown += MARK in answer.text
    assert shown > 20


def test_no_header_takes_a_line_from_a_text(visitor: Visitor, world: Dublin) -> None:
    visitor.signed_in_as(world.lars)

    for address in gets(world):
        headers = visitor.get(address).headers
        assert "X-EVIL" not in headers, address
        assert not re.search(r"[<>\x00-\x1f]", "".join(headers.values())), address


@pytest.mark.usefixtures("world")
def test_calendars_hold_their_own_events_alone() -> None:
    files = db.session.scalars(select(RevisionFile).where(RevisionFile.name.endswith(".ics"))).all()
    running = len(db.session.scalars(select(Revision)).one().agenda.running)

    assert len(files) > 5
    for file in files:
        assert re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", file.content) is None
        assert re.search(rb"(?<!\r)\n|\r(?!\n)", file.content) is None
        assert not re.search(rb"(?m)^X-EVIL|^SUMMARY:pwned", file.content)
        assert len(Calendar.from_ical(file.content).walk("VEVENT")) <= running


@pytest.mark.usefixtures("world")
def test_a_schedule_is_well_formed_and_says_what_was_said(visitor: Visitor) -> None:
    published = db.session.scalars(select(Revision)).one()

    for event in ET.fromstring(visitor.get("/dublin-2013/schedule.xml").data).iter("event"):  # noqa: S314 -- our own
        title = event.findtext("title")
        assert title is not None
        assert f"<script>{MARK}" in title
    assert json.loads(visitor.get("/dublin-2013/schedule.json").data)
    for row in list(csv.reader(io.StringIO(table.sessions(published.agenda).decode("utf-8-sig"))))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.usefixtures("world")
def test_paper_fetches_nothing_and_runs_nothing() -> None:
    revision = db.session.scalars(select(Revision)).one()

    revision_files.make_paper(revision=revision, now=NOON)

    content = revision_files.content(revision=revision, name="agenda.pdf", now=NOON)
    paper = PdfReader(io.BytesIO(content))
    links = {
        urlsplit(note.get_object()["/A"]["/URI"]).hostname
        for page in paper.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    }
    assert links <= {"127.0.0.1"}
    assert not paper.attachments
    assert b"root:" not in content
    assert b"/JavaScript" not in content


def test_nobody_but_organizers_is_shown_an_address(visitor: Visitor, world: Dublin) -> None:
    secret = feeds.address(event=world.event, person=world.ian, now=NOON)
    organizers = {"organize/people", "events/new"}
    open_ones = [each for each in gets(world) if "/organize/" not in each and each not in organizers]

    for who in (None, world.wei):
        browser = visitor if who is None else visitor.signed_in_as(who)
        for address in [*open_ones, f"/calendars/{secret}.ics"]:
            shown = browser.get(address, follow_redirects=True).text
            if who and address.startswith("/account"):
                shown = shown.replace(who.email or "", "")  # their own
            assert "secret.example" not in shown, (who, address)
    for document in db.session.scalars(select(Revision.document)):
        assert "secret.example" not in document
