"""Undoing an import: everything as it was, or a refusal that names what changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.activity.models import Activity
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import UndoImpossible
from hackathon.core.extensions import db
from hackathon.event_settings import queries as settings
from hackathon.event_settings.services import events
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.importing.models import PageImport
from hackathon.importing.services import importing, undoing_imports
from hackathon.pages.merge.choices import Option
from hackathon.pages.readers.rendered.reader import read
from hackathon.planning.rooms.models import Room
from hackathon.topics.models import Topic
from hackathon.topics.services import topics
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON
from tests.page_builders import PAGE, bring_in, changed, counted, event, everything, topic, without_logs

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("app")]

CHANGED_PAGE = (
    changed("Not too difficult", "Hard")
    .replace("Technical contact: Boris Ostrovsky", "Technical contact: Wei Liu <wei@xen.example>")
    .replace("18:02, 29 April", "18:02, 2 May")
    .replace("Xen full EFI support", "Xen on a toaster")
    .replace("  • Wei Liu, Citrix", "  • Wei Liu, Citrix\n  • Jane Doe, Example\n  • Kelly Kingsley")
    .replace("  • May 17th: 9AM to 5PM", "  • May 17th: 9AM to 4PM")
)


def last_import() -> PageImport:
    return db.session.scalars(select(PageImport).order_by(PageImport.id.desc()).limit(1)).one()


def undo() -> None:
    undoing_imports.undo(record=last_import(), by=None, now=NOON)


def test_an_import_into_what_was_there_is_undone_exactly() -> None:
    bring_in()
    lars = db.session.scalars(select(Person).filter_by(name="Lars Kurth")).one()
    votes.cast(topic=topic(15), person=lars, choice=Choice.MUST, now=NOON)
    before = without_logs()

    bring_in(CHANGED_PAGE)
    assert without_logs() != before
    undo()

    assert without_logs() == before
    assert last_import().undone_at == NOON


def test_the_first_import_is_undone_down_to_the_bare_event() -> None:
    bring_in()

    undo()

    assert [counted(model) for model in (Topic, Person, Attendance, Vote)] == [0, 0, 0, 0]
    # As if it had never come in, the page is all new again.
    assert bring_in().summary().startswith("16 new topics, 10 new votes")


def test_what_an_organizer_chose_is_undone_too() -> None:
    bring_in()
    before = without_logs()
    text = changed("Xen full EFI support", "Xen on a toaster")

    bring_in(text, sent={"gone-16": Option.WITHDRAW, "topic-16": Option.TAKE})
    assert topic(16).is_withdrawn
    undo()

    assert without_logs() == before


def test_the_first_import_is_undone_with_the_event_that_it_made() -> None:
    bring_in()

    undoing_imports.undo(record=last_import(), by=None, now=NOON, with_event=True)

    assert {name for name, rows in everything().items() if rows} == {"activity", "gone_address"}
    (line,) = db.session.scalars(select(Activity))
    assert line.event_id is None
    assert line.words == (
        "A command on the server removed the event Xen Hackathon at /xen-hackathon-2013/, "
        "which an import had created"
    )


def test_an_event_left_bare_may_be_removed_later() -> None:
    bring_in()
    undo()

    undoing_imports.undo(record=last_import(), by=None, now=NOON + timedelta(days=1), with_event=True)

    assert counted(Event) == 0


def add_a_room() -> str:
    db.session.add(Room(event=event(), slug="liffey", name="Liffey", capacity=4, position=0))
    db.session.commit()
    return "a room"


def invite_somebody() -> str:
    db.session.add(Attendance(event=event(), person=Person(name="Jane"), status=Status.INVITED))
    db.session.commit()
    return "someone's attendance"


def rename_the_event() -> str:
    fields = replace(settings.fields_of(event()), title="Dublin")
    events.change(event=event(), fields=fields, seen=None, by=None, now=NOON + timedelta(hours=1))
    return "“A command on the server changed the settings”"


@pytest.mark.parametrize("change", [add_a_room, invite_somebody, rename_the_event])
@pytest.mark.parametrize("is_undone", [True, False])
def test_an_event_with_anything_else_in_it_stays_and_so_does_the_import(
    change: Callable[[], str], *, is_undone: bool
) -> None:
    bring_in()
    if is_undone:
        undo()
    named = change()
    before = everything()

    with pytest.raises(UndoImpossible, match="can't be removed, because it contains more") as refusal:
        undoing_imports.undo(record=last_import(), by=None, now=NOON + timedelta(days=1), with_event=True)

    assert named in str(refusal.value)
    assert everything() == before


def test_an_event_that_was_there_before_is_not_removed_with_an_import() -> None:
    bring_in()
    undo()
    importing.apply(text=PAGE, page=read(PAGE), target=event(), by=None, now=NOON + timedelta(hours=1))

    with pytest.raises(UndoImpossible, match="This import did not create"):
        undoing_imports.undo(record=last_import(), by=None, now=NOON + timedelta(days=1), with_event=True)


def test_undoing_twice_changes_nothing() -> None:
    bring_in()
    undo()
    before = everything()

    undo()

    assert everything() == before


def vote_for_a_new_topic() -> str:
    lars = db.session.scalars(select(Person).filter_by(name="Lars Kurth")).one()
    toaster = db.session.scalars(select(Topic).filter_by(title="Xen on a toaster")).one()
    votes.cast(topic=toaster, person=lars, choice=Choice.MUST, now=NOON)
    return "a vote for “Xen on a toaster”"


def change_a_field_that_it_wrote() -> str:
    topic(15).difficulty = "Easy"
    db.session.commit()
    return "“Xen perf support”"


def answer_for_somebody_who_came_with_it() -> str:
    jane = db.session.scalars(select(Attendance).join(Person).where(Person.name == "Jane Doe")).one()
    jane.status = Status.DECLINED
    db.session.commit()
    return "the attendance of Jane Doe"


def comment_on_a_new_topic() -> str:
    lars = db.session.scalars(select(Person).filter_by(name="Lars Kurth")).one()
    toaster = db.session.scalars(select(Topic).filter_by(title="Xen on a toaster")).one()
    topics.comment(topic=toaster, by=lars, text="Burnt", form_key="1", now=NOON)
    return "a comment under “Xen on a toaster”"


@pytest.mark.parametrize(
    "change",
    [
        vote_for_a_new_topic,
        change_a_field_that_it_wrote,
        answer_for_somebody_who_came_with_it,
        comment_on_a_new_topic,
    ],
)
def test_what_changed_since_is_named_and_nothing_is_undone(change: Callable[[], str]) -> None:
    bring_in()
    bring_in(CHANGED_PAGE)
    named = change()
    before = everything()

    with pytest.raises(UndoImpossible, match="can no longer be undone") as refusal:
        undo()

    assert named in str(refusal.value)
    assert everything() == before


def test_what_it_did_not_write_may_change_and_stays_changed() -> None:
    bring_in()
    bring_in(CHANGED_PAGE)
    topic(15).description = "Ours"
    db.session.commit()

    undo()

    assert (topic(15).description, topic(15).difficulty) == ("Ours", "Not too difficult")


def test_an_earlier_import_is_undone_only_after_the_later_one() -> None:
    bring_in()
    first = last_import()
    bring_in(CHANGED_PAGE)

    with pytest.raises(UndoImpossible):
        undoing_imports.undo(record=first, by=None, now=NOON)
    undo()
    undoing_imports.undo(record=first, by=None, now=NOON)

    assert counted(Topic) == 0


def test_after_undoing_the_plan_is_what_it_was_before() -> None:
    bring_in()
    page = read(CHANGED_PAGE)
    before = importing.plan(page, event()).digest
    bring_in(CHANGED_PAGE)

    undo()

    assert importing.plan(page, event()).digest == before
    assert PAGE != CHANGED_PAGE
