"""What an event writes as a page reads back and changes nothing there."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given

from hackathon.accounts.models import Handle, Person
from hackathon.agenda import queries as agendas
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ContactRole, ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.event_settings.services import events
from hackathon.events.models import Event, Milestone
from hackathon.events.participation.models import Attendance
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import NewEvent
from hackathon.pages.readers.formats import PageFormat, read_bytes, read_text
from hackathon.pages.writers.formats import WRITERS
from hackathon.planning.drafts.models import Draft, Session
from hackathon.publication.services import publishing
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin
from tests.examples import examples
from tests.hostile_events import worlds, written
from tests.page_builders import bring_in, event

SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))
KINDS = pytest.mark.parametrize("kind", WRITERS)


def assert_changes_nothing(kind: PageFormat, made: Event, agenda: Agenda | None = None) -> None:
    """Write the event, read that, recognized by itself, and plan it: nothing is new and nothing differs."""
    text = WRITERS[kind].write(page_of(made), agenda)

    plan = importing.plan(read_bytes(text.encode()), made)

    differing = [(topic.title, field) for topic in plan.topics for field in topic.fields]
    assert plan.changes_nothing, (plan.summary(), differing, plan.facts, text)
    assert (differing, plan.facts) == ([], ())


@KINDS
@pytest.mark.usefixtures("app")
def test_the_sample_reads_back(kind: PageFormat) -> None:
    bring_in()

    assert_changes_nothing(kind, event())


@KINDS
@pytest.mark.skipif(not SEEDS, reason="the real wiki pages are not at hand (../shared)")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
@pytest.mark.usefixtures("app")
def test_real_pages_read_back(kind: PageFormat, seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    days = {"first_day": date(2013, 5, 16), "last_day": date(2013, 5, 17)}
    target = NewEvent(slug="seed", title="Seed", zone="Europe/Dublin", place=None, **days)
    importing.apply(text=text, page=read_text(text), target=target, by=None, now=NOON)

    assert_changes_nothing(kind, event())


@KINDS
def test_an_event_of_ours_reads_back(kind: PageFormat, dublin: Dublin) -> None:
    dublin.lars.handles = [Handle(name="Lars.kurth")]
    dublin.network.description = "# Not a heading\n\n```\nnever closed\n\n- **Mentor:** Nobody\n#### Nor this"
    dublin.network.review_state = ReviewState.NEEDS_WORK
    dublin.network.length, dublin.network.needs, dublin.network.is_plenary = 2, ["beamer"], True
    dublin.network.may_run_twice = True
    dublin.network.contacts.append(Contact(person=dublin.kelly, role=ContactRole.PROPOSER, position=1))
    firm = Contact(person=Person(name="Wei, Liu and Sons (Ltd)"), role=ContactRole.MENTOR, position=1)
    dublin.toolstacks.contacts.append(firm)
    dublin.toolstacks.contact_note = "ask on IRC"
    dublin.roadmap.difficulty = "N/A"
    dublin.event.milestones = [Milestone(name="Proposals close", starts=date(2013, 5, 1), changed_at=NOON)]
    asked = Comment(topic=dublin.roadmap, person=dublin.ian, text="Why?\n\n- one", written_at=NOON)
    db.session.add_all(
        [asked, Vote(topic=dublin.network, person=dublin.lars, choice=Choice.MUST, cast_at=NOON)]
    )
    db.session.flush()
    db.session.add(
        Comment(
            topic=dublin.roadmap, person=dublin.lars, text="- [ ] **X**, 2013-05-01 12:00 UTC: no",
            written_at=NOON + timedelta(seconds=90), reply_to_id=asked.id, addressed_at=NOON,
        )
    )  # fmt: skip
    db.session.commit()

    assert_changes_nothing(kind, dublin.event)


@pytest.mark.parametrize("kind", [PageFormat.WIKITEXT, PageFormat.MARKDOWN])
def test_who_does_not_come_or_may_not_be_named_stands_on_no_page_for_all(
    kind: PageFormat, dublin: Dublin
) -> None:
    for name, status, is_shown in (
        ("Bo Declined", Status.DECLINED, True),
        ("Cy Hidden", Status.CONFIRMED, False),
        ("Di Shown", Status.CONFIRMED, True),
    ):
        db.session.add(
            Attendance(event=dublin.event, person=Person(name=name), status=status, is_shown=is_shown)
        )
    db.session.commit()

    text = WRITERS[kind].write(page_of(dublin.event), None)

    assert [name for name in ("Bo Declined", "Cy Hidden", "Di Shown") if name in text] == ["Di Shown"]
    assert_changes_nothing(kind, dublin.event)


@KINDS
def test_a_published_agenda_reads_back_as_nothing_new(kind: PageFormat, dublin: Dublin) -> None:
    dublin.roadmap.title = "== Topics == |- {{project|Project=x}} <!-- -->"
    dublin.small_room.name = "|} [[Hall]]"
    placed = [Session(topic=dublin.roadmap, slot=dublin.event.slots[0], room=dublin.small_room)]
    db.session.add(Draft(event=dublin.event, is_current=True, made_at=NOON, sessions=placed))
    db.session.commit()
    made = publishing.publish(event=dublin.event, note="", by=None, now=NOON)

    assert_changes_nothing(kind, dublin.event, agendas.revision(dublin.event, made.number).agenda)


@pytest.mark.parametrize("kind", [PageFormat.WIKITEXT, PageFormat.MARKDOWN, PageFormat.JSON])
@pytest.mark.usefixtures("app")
def test_an_event_with_nothing_in_it_reads_back(kind: PageFormat) -> None:
    empty = events.create(
        slug="empty-2014", title="Empty", zone="Europe/Dublin", first_day=date(2014, 5, 1),
        last_day=date(2014, 5, 2), place=None, by=None, now=NOON,
    )  # fmt: skip

    assert_changes_nothing(kind, empty)


@KINDS
@examples(
    25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds())
@pytest.mark.usefixtures("app")
def test_whatever_stands_in_its_texts_an_event_reads_back(kind: PageFormat, world: dict[str, Any]) -> None:
    made = written(world)
    try:
        assert_changes_nothing(kind, made)
    finally:
        db.session.rollback()
