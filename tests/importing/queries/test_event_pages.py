"""An event as the page that it would make."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from hackathon.accounts.models import Handle, Person
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ContactRole, ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import NotAPage
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import NewEvent
from hackathon.pages.model.page import CommentKind, PageComment
from hackathon.pages.readers.rendered.reader import read
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin
from tests.page_builders import PAGE, bring_in, event, topic

pytestmark = pytest.mark.postgresql

SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))


def brought_in(text: str) -> Event:
    """Return a new event made from the page, wherever the page says it is."""
    days = {"first_day": date(2013, 5, 16), "last_day": date(2013, 5, 17)}
    target = NewEvent(slug="seed", title="Seed", zone="Europe/Dublin", place=None, **days)
    importing.apply(text=text, page=read(text), target=target, by=None, now=NOON)
    return event()


@pytest.mark.usefixtures("app")
def test_the_page_of_an_imported_event_changes_nothing_there() -> None:
    bring_in()

    plan = importing.plan(page_of(event()), event())

    assert plan.changes_nothing, plan.as_json()
    assert plan.summary() == "nothing new"


@pytest.mark.skipif(not SEEDS, reason="the real wiki pages are not at hand (../shared)")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
@pytest.mark.usefixtures("app")
def test_the_page_of_a_real_page_changes_nothing_there(seed: Path) -> None:
    try:
        made = brought_in(seed.read_text(encoding="utf-8"))
    except NotAPage:
        pytest.skip("the rendered text of this kind of page cannot be read")

    plan = importing.plan(page_of(made), made)

    assert plan.changes_nothing, plan.as_json()
    assert plan.summary() == "nothing new"


@pytest.mark.usefixtures("app")
def test_what_a_page_said_comes_back_in_its_own_words() -> None:
    bring_in()
    was, now = read(PAGE), page_of(event())

    assert [each.title for each in now.topics] == [each.title for each in was.topics]
    assert [each.area for each in now.topics] == [each.area for each in was.topics]
    for field in ("date_of_insert", "verified", "gsoc", "contact", "difficulty", "irc", "mailing_list"):
        assert [getattr(each, field) for each in now.topics] == [getattr(each, field) for each in was.topics]
    assert [each.skills and each.skills.blocks for each in now.topics] == [
        each.skills and each.skills.blocks for each in was.topics
    ]
    assert [each.raw for each in now.confirmed] == [each.raw for each in was.confirmed]
    assert [each.heading for each in now.sections] == [each.heading for each in was.sections]
    assert [each.blocks for each in now.prose] == [each.blocks for each in was.prose]


@pytest.mark.usefixtures("app")
def test_what_changed_here_comes_as_it_is_now() -> None:
    bring_in()
    changed = topic(1)
    changed.difficulty, changed.forum, changed.inserted_on = "High", "", date(2013, 1, 2)
    changed.contacts = [Contact(person=Person(name="Anil Madhavapeddy"), role=ContactRole.MENTOR)]
    db.session.commit()

    (now,) = (each for each in page_of(event()).topics if each.number == 1)

    assert now.difficulty is not None
    assert now.difficulty.raw == "High"
    assert now.mailing_list is not None
    assert now.mailing_list.value is None
    assert now.date_of_insert is not None
    assert now.date_of_insert.raw == "2013-01-02"
    assert now.contact is not None
    assert [(each.name, each.role) for each in now.contact.people] == [
        ("Anil Madhavapeddy", ContactRole.MENTOR)
    ]


def test_votes_and_comments_carry_the_name_that_the_wiki_knows(dublin: Dublin) -> None:
    dublin.lars.handles = [Handle(name="Lars.kurth")]
    db.session.add(Vote(topic=dublin.network, person=dublin.lars, choice=Choice.MUST, cast_at=NOON))
    asked = Comment(topic=dublin.network, person=dublin.ian, text="*Which* one?", written_at=NOON)
    db.session.add(asked)
    db.session.flush()
    later = NOON + timedelta(hours=1)
    db.session.add(
        Comment(topic=dublin.network, person=None, text="This one.", written_at=None, reply_to_id=asked.id)
    )
    db.session.add(Comment(topic=dublin.network, person=dublin.lars, text="Done", written_at=later))
    db.session.commit()

    (found,) = (each for each in page_of(dublin.event).topics if each.number == 4)

    def said(each: PageComment) -> tuple[CommentKind, str | None, str | None, str]:
        return each.kind, each.author, each.stamp_raw, each.markdown or each.text

    assert [said(each) for each in found.comments] == [
        (CommentKind.MUST_ATTEND, "Lars.kurth", "12:00, 1 May 2013 (UTC)", "Will attend (must)"),
        (CommentKind.COMMENT, "Ian Campbell", "12:00, 1 May 2013 (UTC)", "*Which* one?"),
        (CommentKind.REPLY, None, None, "This one."),
        (CommentKind.COMMENT, "Lars.kurth", "13:00, 1 May 2013 (UTC)", "Done"),
    ]


def test_no_address_is_on_the_page_unless_it_was_there_before(dublin: Dublin) -> None:
    assert "@xen.example" not in repr(page_of(dublin.event))


def test_a_topic_stands_in_the_list_of_its_review_state(dublin: Dublin) -> None:
    dublin.network.review_state = ReviewState.NEEDS_WORK
    dublin.toolstacks.review_state = ReviewState.REVIEWED
    db.session.commit()

    page = page_of(dublin.event)

    assert [(each.section, each.area, each.number) for each in page.topics] == [
        (None, None, 1),
        (None, "Hypervisor", 2),
        ("Reviewed topics", "Toolstack", 3),
        ("Topics that need work", "Hypervisor", 4),
        ("Withdrawn topics", "Hypervisor", 5),
    ]
    assert [each.review_state for each in page.sections] == [
        ReviewState.REVIEWED,
        ReviewState.NEEDS_WORK,
        ReviewState.WITHDRAWN,
    ]


def test_people_of_every_answer_are_on_it(dublin: Dublin) -> None:
    db.session.add(Attendance(event=dublin.event, person=Person(name="Sam"), status=Status.DECLINED))
    db.session.commit()

    page = page_of(dublin.event)

    assert [each.raw for each in page.confirmed] == [
        "Lars Kurth, Citrix",
        "Ian Campbell, Citrix",
        "Konrad Wilk, Oracle",
        "Wei Liu, Citrix",
    ]
    assert [each.name for each in page.invited] == ["Kelly Kingsley"]
    assert page.attendees[-1].status is Status.DECLINED


@pytest.mark.parametrize("voters", [1, 3])
def test_it_reads_the_same_few_rows_however_many_vote(
    dublin: Dublin, queries: list[str], voters: int
) -> None:
    dublin.crowd(voters, voting=dublin.portathon)
    made = db.session.get_one(Event, dublin.event.id)
    db.session.add(Topic(event=made, number=6, title="One more", made_at=NOON))
    db.session.commit()
    queries.clear()

    page_of(made)

    assert len(queries) == 28
