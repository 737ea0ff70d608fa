"""Topics as an organizer writes them: with contacts by name."""

import pytest
from sqlalchemy import func, select

from hackathon.accounts.models import Person
from hackathon.core.domain.topics import ContactLine, ContactRole, TopicFields
from hackathon.core.errors import StaleForm
from hackathon.core.extensions import db
from hackathon.topics.models import Topic
from hackathon.topics.services import organizer_topics
from tests.dublin import NOON, Dublin

FIELDS = TopicFields(title="Nested virtualisation", area="hypervisor")


def line(name: str, role: ContactRole = ContactRole.TECHNICAL_CONTACT) -> ContactLine:
    return ContactLine(name=name, role=role)


def contacts(topic: Topic) -> list[tuple[str, str]]:
    return [(each.person.name, each.role.value) for each in topic.contacts]


def people() -> int:
    return db.session.scalars(select(func.count()).select_from(Person)).one()


def test_known_people_are_found_by_name_and_new_ones_written_down(dublin: Dublin) -> None:
    topic = organizer_topics.add(
        event=dublin.event,
        fields=FIELDS,
        contacts=[line("ian campbell"), line("George Dunlap", ContactRole.MENTOR), line("Msw")],
        by=dublin.lars,
        form_key="one",
        now=NOON,
    )

    assert contacts(topic) == [
        ("Ian Campbell", "technical_contact"),
        ("George Dunlap", "mentor"),
        ("Msw", "technical_contact"),
    ]
    assert people() == 7
    assert (topic.number, topic.area) == (6, dublin.hypervisor)


def test_the_same_form_sent_twice_is_one_topic_and_one_person(dublin: Dublin) -> None:
    for _ in range(2):
        organizer_topics.add(
            event=dublin.event,
            fields=FIELDS,
            contacts=[line("George Dunlap")],
            by=None,
            form_key="one",
            now=NOON,
        )

    assert len(dublin.event.topics) == 6
    assert people() == 7


def test_a_name_that_a_contact_has_already_means_that_person(dublin: Dublin) -> None:
    namesake = Person(name="Ian Campbell")
    db.session.add(namesake)
    dublin.portathon.contacts[0].person = namesake
    db.session.commit()

    organizer_topics.change(
        topic=dublin.portathon,
        fields=FIELDS,
        contacts=[line("Lars Kurth"), line("Ian Campbell")],
        seen=None,
        by=dublin.lars,
        now=NOON,
    )

    assert [each.person for each in dublin.portathon.contacts] == [dublin.lars, namesake]
    assert dublin.portathon.title == "Nested virtualisation"


def test_a_stale_edit_writes_nobody_down(dublin: Dublin) -> None:
    with pytest.raises(StaleForm):
        organizer_topics.change(
            topic=dublin.portathon,
            fields=FIELDS,
            contacts=[line("Nobody Yet")],
            seen=0,
            by=dublin.lars,
            now=NOON,
        )

    assert people() == 6
    assert contacts(dublin.portathon) == [("Ian Campbell", "technical_contact")]
