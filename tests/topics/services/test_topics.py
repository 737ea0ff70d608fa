"""Proposing, editing and withdrawing topics, and talking about them."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from hackathon.activity.models import Activity
from hackathon.core.domain.attendance import EventKind
from hackathon.core.domain.topics import ContactRole, NamedContact, ReviewState, TopicFields
from hackathon.core.errors import StaleForm
from hackathon.core.extensions import db
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Topic
from hackathon.topics.services import topics
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql

FIELDS = TopicFields(title="Nested virtualisation", area="hypervisor", description="How far are we?")


def propose(dublin: Dublin, *, form_key: str = "first", leads: bool = True) -> Topic:
    return topics.propose(
        event=dublin.event, by=dublin.wei, fields=FIELDS, leads=leads, form_key=form_key, now=NOON
    )


def parts(topic: Topic) -> list[tuple[str, ContactRole]]:
    return [(contact.person.name, contact.role) for contact in topic.contacts]


def log() -> list[str]:
    return list(db.session.scalars(select(Activity.words).order_by(Activity.id)))


def test_a_proposal_gets_the_next_number_and_its_proposer_as_contact(dublin: Dublin) -> None:
    topic = propose(dublin)

    assert (topic.number, topic.area, topic.review_state) == (6, dublin.hypervisor, ReviewState.NEW)
    assert parts(topic) == [("Wei Liu", ContactRole.TECHNICAL_CONTACT)]
    assert log() == ["Wei Liu proposed “Nested virtualisation”"]


def test_who_does_not_lead_is_named_as_proposer(dublin: Dublin) -> None:
    assert parts(propose(dublin, leads=False)) == [("Wei Liu", ContactRole.PROPOSER)]


def test_who_leads_an_idea_mentors_it(dublin: Dublin) -> None:
    dublin.event.kind = EventKind.IDEA_LIST
    db.session.commit()

    assert parts(propose(dublin)) == [("Wei Liu", ContactRole.MENTOR)]


def test_the_same_form_sent_twice_proposes_one_topic(dublin: Dublin) -> None:
    assert propose(dublin).number == propose(dublin).number == 6
    assert db.session.scalar(select(func.count()).select_from(Topic)) == 6


def test_the_number_of_a_withdrawn_topic_is_not_given_again(dublin: Dublin) -> None:
    topics.withdraw(topic=propose(dublin), by=dublin.lars, now=NOON)

    assert propose(dublin, form_key="second").number == 7


def test_an_organizer_names_the_contacts_of_a_topic(dublin: Dublin) -> None:
    contacts = (
        NamedContact(person_id=dublin.konrad.id),
        NamedContact(person_id=dublin.ian.id, role=ContactRole.MENTOR),
    )
    fields = replace(FIELDS, contacts=contacts, needs=("projector",))
    topic = topics.add(event=dublin.event, fields=fields, by=None, form_key="first", now=NOON)

    assert parts(topic) == [
        ("Konrad Wilk", ContactRole.TECHNICAL_CONTACT),
        ("Ian Campbell", ContactRole.MENTOR),
    ]
    assert topic.needs == ["projector"]


def test_an_edit_changes_the_fields_and_the_contacts_but_never_the_number(dublin: Dublin) -> None:
    topic = dublin.portathon
    seen = topic.version
    contacts = (NamedContact(person_id=dublin.wei.id), NamedContact(person_id=dublin.ian.id))
    fields = replace(FIELDS, contacts=contacts, review_state=ReviewState.REVIEWED)
    topics.change(topic=topic, fields=fields, seen=seen, by=dublin.lars, now=NOON)

    assert (topic.number, topic.title, topic.review_state) == (2, FIELDS.title, ReviewState.REVIEWED)
    assert parts(topic) == [
        ("Wei Liu", ContactRole.TECHNICAL_CONTACT),
        ("Ian Campbell", ContactRole.TECHNICAL_CONTACT),
    ]
    assert topic.version > seen


def test_a_change_of_contacts_alone_makes_an_open_form_stale(dublin: Dublin) -> None:
    topic = dublin.portathon
    seen = topic.version
    same = TopicFields(title=topic.title, area="hypervisor")
    topics.change(topic=topic, fields=same, seen=seen, by=dublin.lars, now=NOON)

    with pytest.raises(StaleForm):
        topics.change(topic=topic, fields=FIELDS, seen=seen, by=dublin.lars, now=NOON)
    assert topic.title == 'Xen on ARM "Portathon"'


def test_a_topic_cannot_be_put_in_an_area_that_is_gone(dublin: Dublin) -> None:
    fields = replace(FIELDS, area="mirageos")

    with pytest.raises(StaleForm):
        topics.change(topic=dublin.network, fields=fields, seen=None, by=dublin.lars, now=NOON)
    assert dublin.network.title == "Xen network improvement"


def test_a_withdrawn_topic_that_is_brought_back_is_reviewed_afresh(dublin: Dublin) -> None:
    topics.withdraw(topic=dublin.network, by=dublin.lars, now=NOON)
    topics.withdraw(topic=dublin.network, by=dublin.lars, now=NOON)
    assert dublin.network.is_withdrawn

    topics.bring_back(topic=dublin.network, by=dublin.lars, now=NOON)
    assert dublin.network.review_state is ReviewState.NEEDS_REVIEW
    assert log() == [
        "Lars Kurth withdrew “Xen network improvement”",
        "Lars Kurth restored “Xen network improvement”",
    ]


def test_a_comment_sent_twice_is_said_once(dublin: Dublin) -> None:
    for _ in range(2):
        topics.comment(topic=dublin.network, by=dublin.ian, text="Which NIC?", form_key="one", now=NOON)

    assert [(c.text, c.person, c.written_at) for c in db.session.scalars(select(Comment))] == [
        ("Which NIC?", dublin.ian, NOON)
    ]
    assert log() == ["Ian Campbell commented on “Xen network improvement”"]


def test_a_reply_answers_a_comment_under_the_same_topic_only(dublin: Dublin) -> None:
    first = topics.comment(topic=dublin.network, by=dublin.ian, text="Which NIC?", form_key="a", now=NOON)
    answer = topics.comment(
        topic=dublin.network, by=dublin.wei, text="All.", reply_to=first, form_key="b", now=NOON
    )
    found = db.session.get(Comment, answer)
    assert found is not None
    assert found.reply_to_id == first

    with pytest.raises(StaleForm):
        topics.comment(topic=dublin.roadmap, by=dublin.wei, text="?", reply_to=first, form_key="c", now=NOON)
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 2


@pytest.mark.parametrize("wrong", [{"title": " "}, {"title": "A", "length": 0}])
def test_fields_of_no_topic_are_a_fault(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="topic"):
        TopicFields(**wrong)  # type: ignore[arg-type]  # wrong on purpose
