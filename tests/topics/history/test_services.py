"""Every change of a topic leaves a version, whoever makes it; what changes nothing leaves none."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import hackathon
from hackathon.accounts.models import PersonMerge
from hackathon.attendance.people.services import duplicates
from hackathon.core.domain.topics import ContactLine, ContactRole, NamedContact, ReviewState, TopicFields
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.merge_people.services import merging
from hackathon.topics.areas import services as areas
from hackathon.topics.areas.domain import AreaLine
from hackathon.topics.history.domain import NAMES, changed
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.models import Topic
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.review import Part
from hackathon.topics.services import organizer_topics, topics
from hackathon.topics.votes import services as votes
from tests.dublin import NOON, Dublin
from tests.page_builders import bring_in, everything

pytestmark = pytest.mark.postgresql

LATER = NOON + timedelta(hours=1)


def versions(topic: Topic) -> list[TopicVersion]:
    found = select(TopicVersion).where(TopicVersion.topic_id == topic.id).order_by(TopicVersion.number)
    return list(db.session.scalars(found))


def as_it_is(topic: Topic) -> TopicFields:
    return TopicFields(
        title=topic.title,
        area=topic.area.slug if topic.area else None,
        description=topic.description,
        forum=topic.forum,
        chat=topic.chat,
        review_state=topic.review_state,
        contacts=tuple(NamedContact(person_id=each.person_id, role=each.role) for each in topic.contacts),
    )


def change(dublin: Dublin, topic: Topic, **fields: object) -> None:
    wanted = replace(as_it_is(topic), **fields)  # type: ignore[arg-type]  # passed on
    topics.change(topic=topic, fields=wanted, seen=None, by=dublin.lars, now=LATER)


def join(dublin: Dublin) -> None:
    duplicates.propose(event=dublin.event, joined=dublin.wei, into=dublin.kelly, reason="A guess.")
    proposal = db.session.scalars(select(PersonMerge)).one()
    merging.accept(proposal=proposal, by=dublin.lars, now=LATER)


CHANGES: dict[str, tuple[Callable[[Dublin], object], set[str]]] = {
    "by form": (lambda d: change(d, d.network, description="Faster."), {"description"}),
    "by an organizer": (
        lambda d: organizer_topics.change(
            topic=d.network,
            fields=as_it_is(d.network),
            contacts=[ContactLine(name="Somebody New", role=ContactRole.MENTOR)],
            seen=None,
            by=d.lars,
            now=LATER,
        ),
        {"contacts"},
    ),
    "by withdrawing": (
        lambda d: topics.withdraw(topic=d.network, by=d.lars, now=LATER),
        {"review_state"},
    ),
    "by review": (
        lambda d: reviewing.move(
            topic=d.network,
            to=ReviewState.NEEDS_WORK,
            by=d.lars,
            parts={Part.ORGANIZER},
            seen=d.network.version,
            now=LATER,
        ),
        {"review_state"},
    ),
    "by taking its area away": (
        lambda d: areas.arrange(
            event=d.event,
            lines=[AreaLine(slug="toolstack", name="Toolstack", position=1)],
            seen=None,
            by=d.lars,
            now=LATER,
        ),
        {"area"},
    ),
    "by joining a contact to another person": (join, {"contacts"}),
    "by merging": (
        lambda d: merging_topics.merge(kept=d.network, gone=d.toolstacks, by=d.lars, now=LATER),
        {"contacts"},
    ),
    "by going up in another": (
        lambda d: merging_topics.merge(kept=d.roadmap, gone=d.network, by=d.lars, now=LATER),
        {"review_state", "contacts"},
    ),
}


@pytest.mark.parametrize("how", CHANGES)
def test_whatever_changes_a_topic_leaves_a_version_with_who_and_when(dublin: Dublin, how: str) -> None:
    act, fields = CHANGES[how]

    act(dublin)

    first, last = versions(dublin.network)
    assert set(changed(first.content, last.content)) == fields
    assert (last.number, last.by, last.at) == (2, dublin.lars, LATER)


def test_a_proposal_and_an_import_begin_a_history(dublin: Dublin) -> None:
    proposed = topics.propose(
        event=dublin.event, by=dublin.wei, fields=TopicFields(title="New"), leads=True, form_key="a", now=NOON
    )
    assert [(each.by, each.at) for each in versions(proposed)] == [(dublin.wei, NOON)]
    assert [each.number for each in versions(dublin.withdrawn)] == [1]


@pytest.mark.usefixtures("app")
def test_a_page_that_says_the_same_again_leaves_no_version() -> None:
    bring_in()
    before = everything()["topic_version"]
    bring_in()

    assert len(before) == 16
    assert everything()["topic_version"] == before


def test_what_changes_nothing_costs_nothing(dublin: Dublin, queries: list[str]) -> None:
    change(dublin, dublin.network)
    assert len(versions(dublin.network)) == 1

    queries.clear()
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.MUST, now=LATER)
    assert not [each for each in queries if "topic_version" in each]


@pytest.mark.parametrize("more", [0, 5])
def test_many_topics_in_one_change_ask_no_more_than_one(
    dublin: Dublin, queries: list[str], more: int
) -> None:
    for number in range(more):
        db.session.add(
            Topic(event=dublin.event, number=9 + number, title="T", area=dublin.hypervisor, made_at=NOON)
        )
    db.session.commit()
    queries.clear()

    CHANGES["by taking its area away"][0](dublin)

    assert len([each for each in queries if "topic_version" in each]) == 2


def test_what_is_undone_leaves_no_version(dublin: Dublin) -> None:
    dublin.network.title = "Never"
    db.session.flush()
    db.session.rollback()
    db.session.commit()

    assert [each.content["title"] for each in versions(dublin.network)] == ["Xen network improvement"]


def test_a_version_holds_all_that_people_write_and_no_key_of_ours(dublin: Dublin) -> None:
    (version,) = versions(dublin.portathon)
    not_written = {"id", "event_id", "number", "made_at", "as_read", "form_key", "version", "second_length"}
    derived = {"search_text", "area_id", "votes_counted", "votes_unlisted"}
    columns = {column.name for column in Topic.__table__.columns} - not_written - derived

    assert set(version.content) == set(NAMES) == columns | {"area", "contacts"}
    assert version.content["contacts"] == [[dublin.ian.id, "technical_contact"]]


def test_an_old_version_that_knew_nothing_of_second_sessions_forbids_none(dublin: Dublin) -> None:
    dublin.network.may_run_twice = True
    db.session.commit()
    first = versions(dublin.network)[0]
    first.content = {name: value for name, value in first.content.items() if name != "may_run_twice"}
    db.session.commit()

    topics.restore(topic=dublin.network, version=first, seen=dublin.network.version, by=dublin.lars, now=NOON)

    assert dublin.network.may_run_twice


def test_no_service_goes_past_the_session_to_a_topic() -> None:
    """A statement that changes many rows at once is not noted, so it would leave no version."""
    past = re.compile(r"\b(?:update|delete|insert|upsert|insert_if_new)\(\s*(?:Topic|Contact)\b")
    folder = Path(hackathon.__file__).parent
    found = [path.name for path in folder.rglob("*.py") if past.search(path.read_text(encoding="utf-8"))]
    assert found == []
