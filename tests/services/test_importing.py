"""Bringing wiki pages in: all of it or nothing, twice the same as once, and nobody's work overwritten."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import func, select

from hackathon import samples
from hackathon.domain.attendance import EventKind, Status
from hackathon.domain.errors import BadEntry, PageUndecided, StaleForm
from hackathon.domain.topics import ContactRole
from hackathon.domain.votes import Choice
from hackathon.domain.wiki.new_event import new_event
from hackathon.domain.wiki.plan import Change, MergePlan, Outcome
from hackathon.domain.wiki.read import read
from hackathon.extensions import Base, db
from hackathon.models import (
    Activity,
    Attendance,
    Comment,
    Contact,
    Event,
    Handle,
    JoinProposal,
    PageImport,
    Person,
    Topic,
    Vote,
)
from hackathon.services import importing, joining, topics, votes
from tests.dublin import NOON

PAGE = samples.dublin()
ALL_OF_IT = "16 new topics, 10 new votes, 2 new comments, 38 new people"


def bring_in(text: str = PAGE, **known: Any) -> MergePlan:  # noqa: ANN401 -- what `new_event` takes
    """Import a page into the event at this server, or into a new one."""
    page = read(text)
    event = db.session.scalars(select(Event)).one_or_none()
    target = event or new_event(page, **{"zone": "Europe/Dublin", **known})
    return importing.apply(text=text, page=page, target=target, by=None, now=NOON)


def event() -> Event:
    return db.session.scalars(select(Event)).one()


def topic(number: int) -> Topic:
    return db.session.scalars(select(Topic).filter_by(number=number)).one()


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in Base.metadata.sorted_tables
    }


def counted(model: type[Base], *where: Any) -> int:  # noqa: ANN401 -- SQLAlchemy's own
    return db.session.scalars(select(func.count()).select_from(model).where(*where)).one()


pytestmark = pytest.mark.usefixtures("app")


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
        "proposed": counted(JoinProposal),
    } == {
        "topics": 16, "contacts": 13, "votes": 10, "comments": 2, "confirmed": 36, "invited": 2,
        "handles": 3, "proposed": 4,
    }  # fmt: skip


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

    assert {(each.joined.name, each.into.name) for each in db.session.scalars(select(JoinProposal))} == {
        ("Ijc", "Ian Campbell"),
        ("Msw", "Matt Wilson"),
        ("Konrad Rzeszutek Wilk", "Konrad Wilk"),
        ("Javi Fontan", "Javier Fontan"),
    }


def test_importing_twice_changes_nothing() -> None:
    bring_in()
    before = everything()

    again = bring_in()

    assert again.changes_nothing
    for things in (again.topics, again.votes, again.comments, again.people):
        assert {each.change for each in things} == {Change.SAME}
    assert everything() == before


def test_importing_again_after_the_joins_changes_nothing() -> None:
    bring_in()
    for proposal in list(db.session.scalars(select(JoinProposal))):
        joining.accept(proposal=proposal, by=None, now=NOON)
    before = everything()

    assert bring_in().changes_nothing
    assert everything() == before


def test_a_vote_taken_back_here_does_not_come_back_with_the_page() -> None:
    bring_in()
    lars = db.session.scalars(select(Person).filter_by(name="Lars Kurth")).one()
    votes.take_back(topic=topic(1), person=lars, now=NOON)

    assert bring_in().changes_nothing
    assert topic(1).votes == []


def test_a_later_vote_of_the_page_counts_and_an_earlier_one_does_not() -> None:
    bring_in()
    lars = db.session.scalars(select(Person).filter_by(name="Lars Kurth")).one()
    votes.cast(topic=topic(1), person=lars, choice=Choice.MUST, now=NOON)

    bring_in(PAGE.replace("18:02, 29 April", "18:02, 30 April"))
    assert [vote.choice for vote in topic(1).votes] == [Choice.MUST]

    later = bring_in(PAGE.replace("18:02, 29 April", "18:02, 2 May"))
    assert later.summary() == "1 changed vote, 1 new comment"
    assert [vote.choice for vote in topic(1).votes] == [Choice.WILL]


def page_saying(difficulty: str) -> str:
    """Return the page with another difficulty of its topic 15, which says "Not too difficult"."""
    start = PAGE.index("Xen perf support")
    return PAGE[:start] + PAGE[start:].replace("Not too difficult", difficulty, 1)


def edit(number: int, difficulty: str) -> None:
    topic(number).difficulty = difficulty
    db.session.commit()


@pytest.mark.parametrize(
    ("here", "page", "outcome", "after"),
    [
        (None, "Hard", Outcome.TAKEN, "Hard"),
        ("Easy", None, Outcome.KEPT, "Easy"),
        ("Easy", "Hard", Outcome.CONFLICT, "Easy"),
        ("Hard", "Hard", None, "Hard"),
    ],
)
def test_what_was_changed_here_is_never_overwritten(
    here: str | None, page: str | None, outcome: Outcome | None, after: str
) -> None:
    bring_in()
    if here:
        edit(15, here)

    text = page_saying(page) if page else PAGE
    plan = bring_in(text)

    fields = next(each.fields for each in plan.topics if each.number == 15)
    assert [(each.field, each.ours, each.page, each.outcome) for each in fields] == (
        [("difficulty", here or "Not too difficult", page or "Not too difficult", outcome)] if outcome else []
    )
    assert topic(15).difficulty == after
    before = everything()
    assert bring_in(text).changes_nothing
    assert everything() == before


def test_a_topic_that_was_renamed_here_is_still_the_same_topic() -> None:
    bring_in()
    topic(15).title = "Performance counters"
    db.session.commit()

    assert bring_in().changes_nothing
    assert counted(Topic) == 16


def test_a_topic_that_is_gone_from_the_page_is_reported_and_stays() -> None:
    bring_in()
    start, end = PAGE.index("Xen perf support"), PAGE.index("Xen full EFI support")

    plan = bring_in(PAGE[:start] + PAGE[end:])

    assert [(each.number, each.title) for each in plan.topics if each.change is Change.GONE] == [
        (15, "Xen perf support")
    ]
    assert plan.summary() == "1 no longer on the page"
    assert counted(Topic) == 16


def test_a_topic_proposed_here_keeps_its_number_and_the_page_gets_others() -> None:
    half = PAGE[: PAGE.index("Xen full EFI support")] + PAGE[PAGE.index("Confirmed Attendees") :]
    bring_in(half)
    lars = db.session.scalars(select(Person).filter_by(name="Lars Kurth")).one()
    topics.propose(
        event=event(), by=lars, fields=topics.TopicFields(title="Bring a board"), leads=True, form_key="1",
        now=NOON,
    )  # fmt: skip

    assert bring_in().summary() == "1 new topic"
    assert [topic(number).title for number in (15, 16, 17)] == [
        "Xen perf support", "Bring a board", "Xen full EFI support",
    ]  # fmt: skip


def test_the_contacts_of_the_page_replace_those_it_named_before() -> None:
    bring_in()

    bring_in(
        PAGE.replace("Technical contact: Boris Ostrovsky", "Technical contact: Wei Liu, Boris Ostrovsky")
    )

    assert [(each.person.name, each.position) for each in topic(15).contacts] == [
        ("Wei Liu", 0), ("Boris Ostrovsky", 1),
    ]  # fmt: skip


def test_who_confirms_on_the_page_is_confirmed_unless_they_answered_here() -> None:
    bring_in()
    invited = {
        each.person.name: each
        for each in db.session.scalars(select(Attendance).filter_by(status=Status.INVITED))
    }
    invited["Frank Fowley"].status = Status.DECLINED
    db.session.commit()
    lines = "\n\nPeople that have been granted an invite but have not yet confirmed\n"
    people = "\n  • Kelly Kingsley\n  • Frank Fowley, DCU"
    assert lines + people in PAGE

    plan = bring_in(PAGE.replace(lines + people, f"{people}\n"))

    changed = {each.name: each.outcome for each in plan.people if each.outcome}
    assert changed == {"Kelly Kingsley": Outcome.TAKEN, "Frank Fowley": Outcome.CONFLICT}
    status = {name: db.session.get_one(Attendance, each.id).status for name, each in invited.items()}
    assert status == {"Kelly Kingsley": Status.CONFIRMED, "Frank Fowley": Status.DECLINED}


def test_the_zone_is_asked_for_and_the_guess_is_named() -> None:
    with pytest.raises(
        PageUndecided, match=r"Dublin, Ireland suggests Europe/Dublin; say --timezone Europe/Dublin"
    ):
        bring_in(zone=None)
    assert not any(everything().values())


@pytest.mark.parametrize("known", [{"slug": "sign-in"}, {"zone": "Europe/Atlantis"}])
def test_an_event_that_cannot_be_changes_nothing(known: dict[str, str]) -> None:
    with pytest.raises(BadEntry):
        bring_in(**known)
    assert not any(everything().values())


def test_a_plan_that_is_no_longer_true_changes_nothing() -> None:
    bring_in()
    page = read(page_saying("Hard"))
    seen = importing.plan(page, event()).digest
    edit(15, "Easy")
    before = everything()

    with pytest.raises(StaleForm, match="Look at the new plan first"):
        importing.apply(text="...", page=page, target=event(), by=None, now=NOON, seen=seen)
    assert everything() == before


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
    reasons = {each.joined.name: each.reason for each in db.session.scalars(select(JoinProposal))}
    assert reasons["W. Liu"] == "The page gives both the same e-mail address."


def test_the_log_says_in_one_line_what_came_in() -> None:
    bring_in()

    assert list(db.session.scalars(select(Activity.words).order_by(Activity.id))) == [
        "A command on the server created the event Xen Hackathon",
        f"A command on the server imported the page “Archived/Hackathon/May2013”: {ALL_OF_IT}",
    ]
    assert counted(PageImport) == 1


def changed(old: str, new: str) -> str:
    assert old in PAGE, old
    return PAGE.replace(old, new, 1)


WILL = "Lars.kurth 18:02, 29 April 2013 (UTC): Will attend"
COMMENT = "Pictogram voting comment 15px.png\N{NO-BREAK SPACE}"
ODD_PAGES = {
    "a topic twice": changed("Xen full EFI support", "Xen perf support"),
    "somebody twice in one list": changed("  • Wei Liu, Citrix", "  • Wei Liu, Citrix\n  • wei  liu"),
    "somebody in both lists": changed("  • Kelly Kingsley", "  • Kelly Kingsley\n  • Wei Liu"),
    "somebody votes twice": changed(WILL, f"{WILL}\n\n{COMMENT}{WILL.replace('18', '19')}"),
    "a vote that says more": changed(WILL, f"{WILL} for *an hour*"),
    "interest": changed(WILL, WILL.replace("Will attend", "Interested")),
    "a reply": changed(WILL, f"{WILL}\n  {COMMENT}Ijc 19:00, 29 April 2013 (UTC): So do I"),
    "a contact twice": changed("contact: Wei Liu", "contact: Wei Liu, Wei.Liu"),
    "a contact with an address": changed("contact: Wei Liu", "contact: Wei Liu <wei@xen.example>"),
    "a new contact with an address": changed("contact: Wei Liu", "contact: W. Li <wei@xen.example>"),
    "a handle that is a new contact": changed("contact: Wei Liu", "contact: Ijc"),
    "no times at which the place is open": changed(
        "  • May 16th: 9AM to 5PM\n  • May 17th: 9AM to 5PM\n", ""
    ),
    "a student programme": changed("GSoC: N/A", "GSoC: Yes"),
}


@pytest.mark.parametrize("odd", ODD_PAGES)
def test_an_odd_page_comes_in_and_importing_it_twice_changes_nothing(odd: str) -> None:
    bring_in(ODD_PAGES[odd])
    before = everything()

    assert bring_in(ODD_PAGES[odd]).changes_nothing
    assert everything() == before


def test_the_page_as_a_browser_sends_it_is_the_same_page() -> None:
    bring_in()
    before = everything()

    bring_in(PAGE.replace("\n", "\r\n"))

    assert everything() == before


def test_whoever_imports_a_page_that_names_them_organizes_the_new_event() -> None:
    lars = Person(name="Lars Kurth", creates_events=True)
    db.session.add(lars)
    db.session.commit()
    page = read(PAGE)

    importing.apply(text=PAGE, page=page, target=new_event(page, zone="Europe/Dublin"), by=lars, now=NOON)

    mine = db.session.scalars(select(Attendance).filter_by(person_id=lars.id)).one()
    assert (mine.is_organizer, mine.status) == (True, Status.CONFIRMED)
    assert counted(Attendance) == 38


def test_days_that_change_on_the_page_change_here_unless_they_were_changed_here() -> None:
    bring_in()
    later = PAGE.replace("May 16-17, 2013", "May 16-18, 2013").replace(
        "  • May 17th: 9AM to 5PM", "  • May 17th: 9AM to 4PM"
    )

    bring_in(later)

    assert event().last_day == date(2013, 5, 18)
    assert [(each.day.day, each.closes) for each in event().hours] == [
        (16, time(17)),
        (17, time(16)),
        (18, time(17)),
    ]


def test_a_person_who_was_added_by_hand_is_not_made_twice() -> None:
    bring_in(changed("  • Wei Liu, Citrix\n", ""))
    wei = db.session.scalars(select(Person).filter_by(name="Wei Liu")).one()
    db.session.add(Attendance(event=event(), person=wei, status=Status.INVITED))
    db.session.commit()

    assert bring_in().summary() == "1 changed person"
    assert counted(Person, Person.name == "Wei Liu") == 1
