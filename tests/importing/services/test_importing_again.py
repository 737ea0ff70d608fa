"""Bringing a page in again: twice the same as once, and nobody's work overwritten."""

from datetime import date, time

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person, PersonMerge
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import TopicFields
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import StaleForm
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing
from hackathon.merge_people.services import merging
from hackathon.pages.merge.outcomes import Change, Outcome
from hackathon.pages.readers.rendered.reader import read
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.models import Topic
from hackathon.topics.services import topics
from hackathon.topics.votes import services as votes
from tests.dublin import NOON
from tests.page_builders import PAGE, bring_in, changed, counted, event, everything, topic

pytestmark = pytest.mark.usefixtures("app")


def test_importing_twice_changes_nothing() -> None:
    bring_in()
    before = everything()

    again = bring_in()

    assert again.changes_nothing
    for things in (again.topics, again.votes, again.comments, again.people):
        assert {each.change for each in things} == {Change.SAME}
    assert everything() == before


def test_importing_again_after_the_merges_changes_nothing() -> None:
    bring_in()
    for proposal in list(db.session.scalars(select(PersonMerge))):
        merging.accept(proposal=proposal, by=None, now=NOON)
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
    assert later.summary() == "1 changed vote, 1 new comment, 1 comment no longer on the page"
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

    assert [(each.number, each.title) for each in plan.topics if each.change is Change.NOT_ON_PAGE] == [
        (15, "Xen perf support")
    ]
    assert plan.summary() == "1 topic no longer on the page"
    assert counted(Topic) == 16


def test_a_topic_proposed_here_keeps_its_number_and_the_page_gets_others() -> None:
    half = PAGE[: PAGE.index("Xen full EFI support")] + PAGE[PAGE.index("Confirmed Attendees") :]
    bring_in(half)
    lars = db.session.scalars(select(Person).filter_by(name="Lars Kurth")).one()
    topics.propose(
        event=event(), by=lars, fields=TopicFields(title="Bring a board"), leads=True, form_key="1",
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


def test_a_plan_that_is_no_longer_true_changes_nothing() -> None:
    bring_in()
    page = read(page_saying("Hard"))
    seen = importing.plan(page, event()).digest
    edit(15, "Easy")
    before = everything()

    with pytest.raises(StaleForm, match="Please check the new preview first"):
        importing.apply(text="...", page=page, target=event(), by=None, now=NOON, seen=seen)
    assert everything() == before


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


def test_what_a_page_says_of_a_merged_topic_stands_under_the_one_it_went_up_in() -> None:
    bring_in()
    gone = next(each for each in event().topics if each.comments and each.votes)
    kept = next(each for each in event().topics if each is not gone)
    merging_topics.merge(kept=kept, gone=gone, by=None, now=NOON)
    before = everything()

    again = bring_in()

    assert {each.change for each in (*again.votes, *again.comments)} == {Change.SAME}
    assert everything()["vote"] == before["vote"]
    assert everything()["comment"] == before["comment"]
    exported = {each.title for each in page_of(event()).topics}
    assert kept.title in exported
    assert gone.title not in exported


def test_what_nobody_sees_on_a_page_makes_no_change_and_nobody_new() -> None:
    bring_in()
    before = {each.name for each in db.session.scalars(select(Person))}
    marked = PAGE.replace("Lars", "\u202eLar\u200bs")

    bring_in(marked)
    assert {each.name for each in db.session.scalars(select(Person))} == before
    assert bring_in(marked).changes_nothing
