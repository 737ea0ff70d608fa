"""Bringing a wiki page in: all of it, or nothing."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import func, select

from hackathon.accounts.models import Handle, Person, PersonMerge
from hackathon.activity.models import Activity
from hackathon.core.domain.attendance import EventKind, Status
from hackathon.core.domain.topics import ContactRole
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry, PageUndecided
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, StatusChange
from hackathon.importing.models import PageImport
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import new_event
from hackathon.pages.readers.rendered.reader import read
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON
from tests.page_builders import ALL_OF_IT, PAGE, bring_in, changed, counted, event, everything, topic

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("app")]


def test_the_page_of_dublin_comes_in_whole() -> None:
    plan = bring_in()

    assert plan.summary() == ALL_OF_IT
    assert {
        "topics": counted(Topic),
        "contacts": db.session.scalars(select(func.count(Contact.person_id.distinct()))).one(),
        "votes": counted(Vote),
        "comments": counted(Comment),
        "confirmed": counted(Attendance, Attendance.status == Status.CONFIRMED),
        "invited": counted(Attendance, Attendance.status == Status.INVITED),
        "handles": counted(Handle),
        "proposed": counted(PersonMerge),
    } == {
        "topics": 16, "contacts": 13, "votes": 10, "comments": 2, "confirmed": 36, "invited": 2,
        "handles": 3, "proposed": 4,
    }  # fmt: skip


def test_whom_a_public_page_names_our_list_goes_on_naming() -> None:
    bring_in()

    assert counted(Attendance, ~Attendance.is_shown) == 0
    assert counted(StatusChange, StatusChange.at == NOON) == 38


def test_who_is_one_too_many_on_a_page_waits() -> None:
    bring_in()
    found = event()
    found.capacity = 36
    db.session.commit()

    bring_in(changed("  • Javier Fontan", "  • Grace Hopper, US Navy\n  • Javier Fontan"))

    assert [
        (each.person.name, each.status)
        for each in db.session.scalars(select(Attendance).where(Attendance.status == Status.WAITLISTED))
    ] == [("Grace Hopper", Status.WAITLISTED)]


def test_the_event_is_what_the_page_says_and_no_more() -> None:
    bring_in()

    found = event()
    assert (found.slug, found.title, found.kind, found.place, found.zone) == (
        "xen-hackathon-2013", "Xen Hackathon", EventKind.HACKATHON, "Dublin, Ireland", "Europe/Dublin",
    )  # fmt: skip
    assert [(each.day, each.opens, each.closes) for each in found.hours] == [
        (date(2013, 5, 16), time(9), time(17)),
        (date(2013, 5, 17), time(9), time(17)),
    ]


def test_a_topic_keeps_every_field_and_a_placeholder_is_no_value() -> None:
    bring_in()

    found = topic(13)
    assert (found.title, found.inserted_on, found.forum, found.chat, found.contact_note) == (
        "XAPI development process.", date(2013, 4, 25), "xen-devel@", "#xen-devel",
        "(or other reps from the XAPI team)",
    )  # fmt: skip
    assert [(each.person.name, each.role) for each in found.contacts] == [
        ("John Garbutt", ContactRole.TECHNICAL_CONTACT),
        ("Mike McClurg", ContactRole.TECHNICAL_CONTACT),
    ]
    assert "from author to tree\n- the rhythm of releases\n" in found.description
    assert (found.difficulty, found.skills, found.outcomes, found.verified) == ("", "", "", "")
    assert found.as_read is not None
    assert found.as_read["page"]["difficulty"] == {"raw": "N/A", "value": None}


def test_a_vote_stays_with_the_handle_that_cast_it() -> None:
    bring_in()

    roadmap = {(vote.person.name, vote.choice, vote.cast_at) for vote in topic(2).votes}
    assert roadmap == {
        ("Lars Kurth", Choice.WILL, datetime(2013, 3, 2, 15, 27, tzinfo=UTC)),
        ("Ijc", Choice.WILL, datetime(2013, 3, 12, 14, 6, tzinfo=UTC)),
        ("Msw", Choice.WILL, datetime(2013, 4, 27, 22, 13, tzinfo=UTC)),
    }
    handles = {each.name: each.person.name for each in db.session.scalars(select(Handle))}
    assert handles == {"Lars.kurth": "Lars Kurth", "Ijc": "Ijc", "Msw": "Msw"}


def test_joins_of_unequal_names_wait_for_an_organizer() -> None:
    bring_in()

    assert {(each.joined.name, each.into.name) for each in db.session.scalars(select(PersonMerge))} == {
        ("Ijc", "Ian Campbell"),
        ("Msw", "Matt Wilson"),
        ("Konrad Rzeszutek Wilk", "Konrad Wilk"),
        ("Javi Fontan", "Javier Fontan"),
    }


def test_the_zone_is_asked_for_and_the_guess_is_named() -> None:
    with pytest.raises(PageUndecided, match=r"For Dublin, Ireland, try: --timezone Europe/Dublin"):
        bring_in(zone=None)
    assert not any(everything().values())


@pytest.mark.parametrize("known", [{"slug": "sign-in"}, {"zone": "Europe/Atlantis"}])
def test_an_event_that_cannot_be_changes_nothing(known: dict[str, Any]) -> None:
    with pytest.raises(BadEntry):
        bring_in(**known)
    assert not any(everything().values())


def test_a_page_gives_nobody_the_address_of_an_account() -> None:
    db.session.add(Person(name="Boris Ostrovsky", email="boris@xen.example"))
    db.session.commit()

    bring_in(
        PAGE.replace("Technical contact: Wei Liu", "Technical contact: W. Liu <boris@xen.example>").replace(
            "Technical contact: Boris Ostrovsky", "Technical contact: Boris Ostrovsky <mallory@xen.example>"
        )
    )

    with_address = db.session.scalars(select(Person).where(Person.email.is_not(None)))
    addresses = {each.name: each.email for each in with_address}
    assert addresses == {"Boris Ostrovsky": "boris@xen.example"}
    proposed = {each.joined.name: each for each in db.session.scalars(select(PersonMerge))}
    assert proposed["W. Liu"].into.name == "Boris Ostrovsky"
    assert proposed["W. Liu"].reason == "The page gives both the same email address."


def test_an_address_that_stood_on_another_page_is_the_evidence_that_two_are_one() -> None:
    bring_in(PAGE.replace("Technical contact: Wei Liu", "Technical contact: W. L. <wei@xen.example>"))
    other = PAGE.replace("Technical contact: Wei Liu", "Technical contact: Liu W <WEI@xen.example>")

    page = read(other.replace("Hackathon 2013", "Hackathon 2014").replace("2013", "2014"))
    importing.apply(
        text=other, page=page, target=new_event(page, slug="later", zone="Europe/Dublin"), by=None, now=NOON
    )

    found = db.session.scalars(select(PersonMerge)).all()
    by_address = [each for each in found if "email" in each.reason]
    assert [(each.joined.name, each.into.name, each.evidence) for each in by_address] == [
        ("Liu W", "W. L.", "wei@xen.example already belonged to W. L. before this import.")
    ]
    assert by_address[0].event_id == max(each.event_id for each in found)
    assert [each.name for each in db.session.scalars(select(Person).filter_by(email="wei@xen.example"))] == [
        "W. L."
    ]


def test_the_log_says_in_one_line_what_came_in() -> None:
    bring_in()

    assert list(db.session.scalars(select(Activity.words).order_by(Activity.id))) == [
        "A command on the server created the event Xen Hackathon",
        f"A command on the server imported the page “Archived/Hackathon/May2013”: {ALL_OF_IT}",
    ]
    assert counted(PageImport) == 1


def test_whoever_imports_a_page_that_names_them_organizes_the_new_event() -> None:
    lars = Person(name="Lars Kurth", creates_events=True)
    db.session.add(lars)
    db.session.commit()
    page = read(PAGE)

    importing.apply(text=PAGE, page=page, target=new_event(page, zone="Europe/Dublin"), by=lars, now=NOON)

    mine = db.session.scalars(select(Attendance).filter_by(person_id=lars.id)).one()
    assert (mine.is_organizer, mine.status) == (True, Status.CONFIRMED)
    assert counted(Attendance) == 38
