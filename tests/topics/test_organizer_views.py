"""The organizer's topics and areas."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon.accounts.models import Person
from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.core.extensions import db
from hackathon.topics.models import Contact, Topic
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

TOPICS = "/dublin-2013/organize/topics"
PORTATHON = f"{TOPICS}/2-xen-on-arm-portathon"
SENT: dict[str, Any] = {
    "version": "1",
    "form_key": "one",
    "title": "Nested virtualisation",
    "area": "toolstack",
    "review_state": "needs_work",
    "contacts-0-name": "Ian Campbell",
    "contacts-0-role": "technical_contact",
    "contacts-1-name": "George Dunlap",
    "contacts-1-role": "mentor",
    "contacts-2-name": "",
    "contacts-2-role": "technical_contact",
    "description": "Two\r\nlines",
    "difficulty": "Hard",
    "inserted_on": "2013-04-01",
    "programme": "unknown",
    "length": "2",
    "needs": "projector",
    "is_plenary": "y",
    "may_run_twice": "y",
}
AREAS = {
    "version": "1",
    "areas-0-slug": "hypervisor",
    "areas-0-name": "Hypervisor",
    "areas-0-position": "2",
    "areas-1-slug": "toolstack",
    "areas-1-name": "Tools",
    "areas-1-position": "1",
    "areas-2-slug": "",
    "areas-2-name": "",
    "areas-2-position": "3",
}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


@pytest.mark.parametrize("more", [0, 4])
def test_the_page_reads_the_same_few_rows_however_many_topics(
    lars: Visitor, dublin: Dublin, queries: list[str], more: int
) -> None:
    for number in range(6, 6 + more):
        db.session.add(
            Topic(
                event=dublin.event, number=number, title=f"Topic {number}", area=dublin.toolstack,
                made_at=NOON, contacts=[Contact(person=Person(name=f"Contact {number}"))],
            )
        )  # fmt: skip
    dublin.crowd(3, voting=dublin.network)
    queries.clear()

    page = lars.get(TOPICS).text

    assert page.count("<tr ") == 5 + more
    assert '<td class="number">3</td>' in page
    assert "Withdrawn" in page
    assert len([each for each in queries if each.startswith("SELECT")]) == 6


def test_a_topic_is_added_whole(lars: Visitor, dublin: Dublin) -> None:
    answer = lars.post(f"{TOPICS}/new", data=SENT)

    assert (answer.status_code, answer.location) == (303, TOPICS)
    topic = dublin.event.topics[5]
    assert (topic.title, topic.area, topic.description) == (
        "Nested virtualisation",
        dublin.toolstack,
        "Two\nlines",
    )
    assert (topic.review_state, topic.programme) == (ReviewState.NEEDS_WORK, ProgrammeState.UNKNOWN)
    assert (topic.length, topic.needs, topic.is_plenary) == (2, ["projector"], True)
    assert topic.may_run_twice
    assert [(each.person.name, each.role) for each in topic.contacts] == [
        ("Ian Campbell", ContactRole.TECHNICAL_CONTACT),
        ("George Dunlap", ContactRole.MENTOR),
    ]


def test_sending_the_same_topic_twice_makes_one(lars: Visitor, dublin: Dublin) -> None:
    for _ in range(2):
        assert lars.post(f"{TOPICS}/new", data=SENT).status_code == 303

    assert len(dublin.event.topics) == 6


def test_a_topic_is_changed_and_keeps_its_number(lars: Visitor, dublin: Dublin) -> None:
    page = lars.get(PORTATHON).text
    assert 'value="Ian Campbell"' in page
    assert '<option value="Kelly Kingsley">' in page

    assert lars.post(PORTATHON, data=SENT).status_code == 303
    assert (dublin.portathon.number, dublin.portathon.title) == (2, "Nested virtualisation")


def test_a_stale_topic_form_changes_nothing(lars: Visitor, dublin: Dublin) -> None:
    lars.post(PORTATHON, data=SENT)

    assert lars.post(PORTATHON, data={**SENT, "title": "Something else"}).status_code == 409
    assert dublin.portathon.title == "Nested virtualisation"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "Please enter a title"),
        ({"length": "0"}, "Please enter a whole number from 1 to 8."),
        ({"area": "nowhere"}, "Please choose one of the options."),
        ({"contacts-0-role": "king"}, "Please choose one of the options."),
        ({"inserted_on": "yesterday"}, "Please enter a day, such as 2026-05-16."),
        ({"contacts-0-name": "N" * 501}, "Please use at most"),
    ],
)
def test_what_is_wrong_with_a_topic_is_said_on_the_form(
    lars: Visitor, dublin: Dublin, wrong: dict[str, str], words: str
) -> None:
    answer = lars.post(PORTATHON, data={**SENT, **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert "George Dunlap" in answer.text
    assert dublin.portathon.title == 'Xen on ARM "Portathon"'


def test_a_topic_is_withdrawn_and_brought_back(lars: Visitor, dublin: Dublin) -> None:
    assert lars.post(f"{PORTATHON}/withdrawal").status_code == 303
    assert dublin.portathon.is_withdrawn
    assert "This topic is withdrawn" in lars.get(PORTATHON).text
    assert lars.post(f"{PORTATHON}/return").status_code == 303
    assert dublin.portathon.review_state is ReviewState.NEEDS_REVIEW


def test_editing_a_withdrawn_topic_leaves_it_withdrawn(lars: Visitor, dublin: Dublin) -> None:
    page = f"{TOPICS}/{dublin.withdrawn.address}"

    assert lars.post(page, data={**SENT, "review_state": "reviewed"}).status_code == 422
    assert lars.post(page, data={**SENT, "review_state": "withdrawn"}).status_code == 303
    assert (dublin.withdrawn.title, dublin.withdrawn.is_withdrawn) == ("Nested virtualisation", True)


def test_areas_are_renamed_and_ordered(lars: Visitor, dublin: Dublin) -> None:
    assert 'value="Toolstack"' in lars.get(f"{TOPICS}/areas").text
    assert lars.post(f"{TOPICS}/areas", data=AREAS).status_code == 303

    assert [(each.slug, each.name) for each in dublin.event.areas] == [
        ("toolstack", "Tools"),
        ("hypervisor", "Hypervisor"),
    ]
    assert lars.post(f"{TOPICS}/areas", data=AREAS).status_code == 409


def test_areas_of_one_name_are_explained(lars: Visitor, dublin: Dublin) -> None:
    answer = lars.post(f"{TOPICS}/areas", data={**AREAS, "areas-1-name": "Hypervisor"})

    assert answer.status_code == 422
    assert "Two areas are called “Hypervisor”." in answer.text
    assert [each.name for each in dublin.event.areas] == ["Hypervisor", "Toolstack"]


def test_hostile_names_are_shown_as_text(lars: Visitor, dublin: Dublin) -> None:
    hostile = {
        "title": "<script>x</script>" + "T" * 400,
        "contacts-0-name": "\u202e'\"><b>",
        "description": "</textarea><i>",
    }
    lars.post(PORTATHON, data={**SENT, **hostile})

    page = lars.get(TOPICS).text + lars.get(f"{TOPICS}/2").text

    assert dublin.portathon.contacts[0].person.name == "'\"><b>"
    for markup in ("<script>x", "<b>", "<i>"):
        assert markup not in page


PAGES = ["", "/new", "/2-xen", "/areas"]


@pytest.mark.parametrize("page", PAGES)
def test_topics_in_the_organizer_area_are_for_people_who_signed_in(
    client: FlaskClient, dublin: Dublin, page: str
) -> None:
    assert client.get(TOPICS + page).status_code == 401
    assert client.post(f"{TOPICS}/2/withdrawal").status_code == 401
    assert not dublin.portathon.is_withdrawn


@pytest.mark.parametrize("page", PAGES)
def test_topics_in_the_organizer_area_are_for_organizers(visitor: Visitor, dublin: Dublin, page: str) -> None:
    assert visitor.signed_in_as(dublin.ian).get(TOPICS + page).status_code == 403
    assert visitor.post(f"{TOPICS}/2/withdrawal").status_code == 403
    assert not dublin.portathon.is_withdrawn
