"""The same topic under another title, on another page, at another event: asked, decided once, remembered."""

from datetime import date

import pytest
from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.event_settings.services import events
from hackathon.events.models import Event
from hackathon.importing.services import importing, undoing_imports
from hackathon.pages.merge.new_event import new_event
from hackathon.pages.merge.plan import MergePlan, TopicPlan
from hackathon.pages.readers.formats import read_text
from hackathon.topics.links import queries as topic_links
from hackathon.topics.links.models import SameTopic
from hackathon.topics.models import Topic
from tests.dublin import NOON
from tests.importing.services.test_undoing_imports import last_import
from tests.page_builders import PAGE, bring_in, changed, counted, event, everything, topic, without_logs

pytestmark = pytest.mark.usefixtures("app")

RENAMED = changed("XAPI development process.", "The rhythm of XAPI releases, and its process")


def asked(plan: MergePlan) -> list[TopicPlan]:
    return [each for each in plan.topics if each.same]


def test_a_topic_with_another_title_on_the_page_may_be_a_renamed_one() -> None:
    bring_in()

    (found,) = asked(importing.plan(read_text(RENAMED), event()))

    assert found.same
    assert found.same.likeness.other.number == 13
    assert str(found.same.likeness.evidence).split(", ") == [
        "both titles say “XAPI process.”",
        "the descriptions are the same",
        "both name John Garbutt",
        "Mike McClurg",
    ]


def test_a_renamed_topic_gets_its_new_title_and_keeps_its_number_and_votes() -> None:
    bring_in()
    votes_before = len(topic(13).votes)

    plan = bring_in(RENAMED, sent={"same-13": "merge"})

    assert plan.summary() == "1 changed topic"
    assert (topic(13).title, len(topic(13).votes), counted(Topic)) == (
        "The rhythm of XAPI releases, and its process", votes_before, 16,
    )  # fmt: skip
    assert bring_in(RENAMED).changes_nothing


def test_unless_somebody_says_so_it_is_a_new_topic_and_is_not_asked_again() -> None:
    bring_in()

    assert bring_in(RENAMED).summary().startswith("1 new topic")

    assert counted(Topic) == 17
    plan = importing.plan(read_text(RENAMED), event())
    assert (asked(plan), plan.changes_nothing) == ([], True)


ANOTHER_PAGE = (
    changed("Archived/Hackathon/May2013", "Hackathon/Ideas")
    .replace("Technical contact: Boris Ostrovsky", "Technical contact: Wei Liu")
    .replace("Not too difficult", "Hard")
    .replace("XAPI development process.", "The rhythm of XAPI releases, and its process")
)


def another() -> Event:
    return events.create(
        slug="berlin-2014", title="Berlin", zone="Europe/Berlin", first_day=date(2014, 5, 1),
        last_day=date(2014, 5, 2), place=None, by=None, now=NOON,
    )  # fmt: skip


def bring_elsewhere(sent: dict[str, str] | None = None, text: str = PAGE) -> MergePlan:
    made = db.session.scalars(select(Event).filter_by(slug="berlin-2014")).one_or_none() or another()
    return importing.apply(text=text, page=read_text(text), target=made, by=None, now=NOON, sent=sent)


def test_on_another_page_of_the_event_one_title_is_one_topic_and_nothing_is_overwritten() -> None:
    bring_in()
    before = topic(15).as_read

    plan = bring_in(ANOTHER_PAGE)

    assert len(asked(plan)) == 16
    perf = topic(15)
    assert perf.difficulty == "Not too difficult"
    assert [each.person.name for each in perf.contacts] == ["Boris Ostrovsky", "Wei Liu"]
    assert before
    assert perf.as_read
    assert {name: perf.as_read[name] for name in before} == before
    rows = everything()
    assert bring_in(ANOTHER_PAGE).changes_nothing
    assert bring_in().changes_nothing
    assert everything() == rows


def test_a_topic_of_one_title_on_another_page_may_be_kept_apart_or_linked() -> None:
    bring_in()

    bring_in(ANOTHER_PAGE, sent={"same-15": "apart", "same-16": "link"})

    twins = db.session.scalars(select(Topic).filter_by(title="Xen perf support").order_by(Topic.id)).all()
    assert [len(topic_links.related(each)) for each in twins] == [0, 0]
    twins = db.session.scalars(select(Topic).filter_by(title="Xen full EFI support").order_by(Topic.id)).all()
    assert [[other.topic for other in topic_links.related(each)] for each in twins] == [
        [twins[1]],
        [twins[0]],
    ]
    rows = everything()
    assert bring_in(ANOTHER_PAGE).changes_nothing
    assert everything() == rows


def test_at_another_event_the_same_topics_are_found_and_kept_apart_unless_somebody_says_otherwise() -> None:
    bring_in()

    plan = bring_elsewhere()

    assert len(asked(plan)) == 16
    assert {each.same.likeness.other.event for each in asked(plan) if each.same} == {"xen-hackathon-2013"}
    assert counted(SameTopic) == 0
    assert bring_elsewhere().changes_nothing


def test_merged_with_one_of_another_event_it_has_what_was_said_there_too() -> None:
    bring_in()
    bare = PAGE.replace("Pictogram voting comment 15px.png\N{NO-BREAK SPACE}Lars.kurth", "Somebody.else")
    made = another()
    page = read_text(bare)
    keys = [each for each in page.topics if each.title.startswith("Xen Developer and Roadmap")]

    bring_elsewhere({f"same-{keys[0].n}": "merge", f"topic-{keys[0].n}": "take"}, bare)

    there = db.session.scalars(select(Topic).filter_by(event_id=made.id)).one()
    ours = db.session.scalars(select(Topic).filter_by(title=there.title).order_by(Topic.id)).first()
    assert ours
    assert {each.person_id for each in ours.votes} <= {each.person_id for each in there.votes}
    assert {each.person_id for each in ours.contacts} <= {each.person_id for each in there.contacts}
    assert [each.topic for each in topic_links.related(there)] == [ours]
    rows = everything()
    assert bring_elsewhere(text=bare).summary().startswith("15 topics left out")
    assert everything() == rows


@pytest.mark.parametrize("choice", ["merge", "link", "apart"])
def test_what_was_decided_of_recurring_topics_is_undone_exactly(choice: str) -> None:
    bring_in()
    another()
    before = without_logs()

    page = read_text(PAGE)
    takes = {f"topic-{each.n}": "take" for each in page.topics}
    bring_elsewhere({f"same-{each.n}": choice for each in page.topics} | takes)
    assert without_logs() != before
    undoing_imports.undo(record=last_import(), by=None, now=NOON)

    assert without_logs() == before


def test_a_new_event_of_a_page_asks_nothing() -> None:
    plan = importing.plan(read_text(PAGE), None)

    assert asked(plan) == []
    assert new_event(read_text(PAGE), zone="Europe/Dublin").slug == "xen-hackathon-2013"
