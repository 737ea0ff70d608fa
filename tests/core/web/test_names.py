"""Names of people and titles on the pages: in one order everywhere, found without their accents."""

import csv
import io
import random
import re
from html import unescape

import pytest
from sqlalchemy import select

from hackathon.accounts.domain import PersonFields
from hackathon.accounts.models import Handle, Person
from hackathon.announcements import queries as announcements
from hackathon.announcements.domain import Audience
from hackathon.attendance.badges import queries as badges
from hackathon.attendance.people.services import people
from hackathon.config import PACKAGE
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries import interest
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql

NAMES = ["Adam", "Ångström", "Éric", "Łukasz Kühle", "Örn", "Zoë"]


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """An organizer, at an event to which people of these names come, written down in no order."""
    for name in random.Random(3).sample(NAMES, len(NAMES)):  # noqa: S311 -- nothing secret hangs on it
        person = Person(name=name, email=f"{len(name)}{ord(name[0])}@xen.example")
        db.session.add(Attendance(event=dublin.event, person=person, status=Status.CONFIRMED, is_shown=True))
        db.session.add(Vote(topic=dublin.network, person=person, choice=Choice.WILL, cast_at=NOON))
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def in_order_of_mention(page: str) -> list[str]:
    """Return those of the names that a page has, as they come, each once."""
    found = re.findall("|".join(NAMES), unescape(page.partition("<main")[2]))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("page", ["people/", "organize/people", "organize/check-in"])
def test_every_page_lists_people_in_the_order_of_unicode(lars: Visitor, page: str) -> None:
    assert in_order_of_mention(lars.get(f"/dublin-2013/{page}").text) == NAMES


def test_tables_badges_and_mail_have_people_in_the_same_order(lars: Visitor, dublin: Dublin) -> None:
    table = lars.get("/dublin-2013/organize/people/table.csv").data.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(table))

    assert [row["name"] for row in rows if row["name"] in NAMES] == NAMES
    assert [each.person.name for each in badges.wearers(dublin.event) if each.person.name in NAMES] == NAMES
    written_to = [each.name for each in announcements.recipients(dublin.event, Audience.CONFIRMED)]
    assert [name for name in written_to if name in NAMES] == NAMES
    assert [
        vote.person.name for vote in interest.interest_in(dublin.event, [dublin.network])[dublin.network.id]
    ] == NAMES


@pytest.mark.parametrize("page", ["organize/people", "organize/check-in"])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("eric", "Éric"),
        ("ÉRIC", "Éric"),
        ("kuhle", "Łukasz Kühle"),
        ("lukasz", "Łukasz Kühle"),
        ("ädam", "Adam"),
    ],
)
def test_people_are_found_without_their_accents_and_with_them(
    lars: Visitor, page: str, typed: str, found: str
) -> None:
    assert in_order_of_mention(lars.get(f"/dublin-2013/{page}", query_string={"q": typed}).text) == [found]


def test_people_are_found_by_where_they_come_from(lars: Visitor, dublin: Dublin) -> None:
    dublin.ian.affiliation = "Universität Łódź"
    db.session.commit()

    for typed in ("universitat lodz", "UNIVERSITÄT"):
        page = lars.get("/dublin-2013/organize/people", query_string={"q": typed}).text
        assert "Ian Campbell" in page
        assert "Wei Liu" not in page


def test_no_list_is_ordered_by_a_name_itself() -> None:
    """Databases order texts each in their own way, and Python by code points."""
    by_name = re.compile(r"(order_by\(|sorted\(|\.sort\().*\.(name|name_key|title)\b")
    lines = [
        f"{file.relative_to(PACKAGE)}: {line.strip()}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if not {"migrations", "scheduling"} & set(file.parts)
        for line in file.read_text(encoding="utf-8").splitlines()
    ]

    by_key = re.compile(r"sort_key\(|rglob\(")
    assert [line for line in lines if by_name.search(line) and not by_key.search(line)] == []


@pytest.mark.parametrize(
    "typed", ["uber grosse", "Über Größe", "ÜBER", "grosse", "noticias", "noticiás", "oren"]
)
def test_topics_are_found_without_their_accents_and_with_them(
    visitor: Visitor, dublin: Dublin, typed: str
) -> None:
    dublin.network.title = "Über Größe"
    dublin.network.description = "Notícias"
    dublin.wei.name = "Øren Liu"
    dublin.portathon.title = "Uber grosse things"
    db.session.commit()

    page = visitor.get("/dublin-2013/topics/", query_string={"q": typed}).text

    assert "Über Größe" in page
    assert ("Uber grosse things" in page) is ("oti" not in typed and typed != "oren")


def test_a_topic_is_found_by_what_it_says_now(visitor: Visitor, dublin: Dublin) -> None:
    dublin.network.description = "Now about scheduling."
    db.session.commit()
    dublin.network.description = "Now about Ångström."
    dublin.hypervisor.name = "Großes"
    db.session.commit()

    def found(typed: str) -> bool:
        return "Xen network improvement" in visitor.get(f"/dublin-2013/topics/?q={typed}").text

    assert found("angstrom")
    assert found("grosses")
    assert not found("scheduling")
    assert not found("hypervisor")


@pytest.mark.parametrize("name", ["Ian\u200b Campbell", "\u202eIan Campbell", "Ian Camp\u200cbell"])
def test_what_nobody_sees_makes_no_second_person(dublin: Dublin, name: str) -> None:
    with pytest.raises(BadEntry, match="Ian Campbell is already on the list"):
        people.add(event=dublin.event, fields=PersonFields(name=name), by=dublin.lars, now=NOON)


def test_what_nobody_sees_is_not_kept_in_a_name_however_it_comes(dublin: Dublin) -> None:
    dublin.ian.name, dublin.ian.affiliation = "\u202eIan\u2066 Campbell\u200b", "Ci\u00adtrix\u202e"
    dublin.ian.handles = [Handle(name="ij\u200bc"), Handle(name="Ére"), Handle(name="fox")]
    dublin.portathon.title = "\u202ePortathon"
    dublin.portathon.description = "Two\nlines \u202ewith a turn"
    db.session.commit()
    db.session.expire_all()

    assert (dublin.ian.name, dublin.ian.affiliation) == ("Ian Campbell", "Citrix")
    assert [each.name for each in dublin.ian.handles] == ["Ére", "fox", "ijc"]
    assert dublin.portathon.title == "Portathon"
    assert dublin.portathon.description == "Two\nlines with a turn"
    assert db.session.scalar(select(Person.name_key).where(Person.id == dublin.ian.id)) == "ian campbell"


def test_a_name_that_nobody_sees_is_no_name(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)

    answer = visitor.post("/dublin-2013/organize/people/new", data={"name": "\u200b\u202e"})

    assert answer.status_code == 422
    assert db.session.scalars(select(Person).where(Person.name == "")).all() == []
