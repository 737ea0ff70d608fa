"""Joining two records of one person, and parting them again."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Handle, Person, PersonMerge, PersonMergeState
from hackathon.activity.models import Activity
from hackathon.attendance.people.services import duplicates
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ContactRole
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import PersonMergeImpossible
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability
from hackathon.merge_people.services import merging
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.checklist import NotedAnswer, ReviewAnswer, ReviewQuestion
from hackathon.topics.review.models import Review
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import FRIDAY, NOON, Dublin

pytestmark = pytest.mark.postgresql

LATER = NOON + timedelta(days=1)


def proposed(dublin: Dublin, joined: Person, into: Person) -> PersonMerge:
    duplicates.propose(event=dublin.event, joined=joined, into=into, reason="Same initials")
    return db.session.scalars(select(PersonMerge).order_by(PersonMerge.id.desc()).limit(1)).one()


def belongings(person: Person) -> dict[str, Any]:
    """Everything that a merge may move, as one value."""
    attendance = db.session.scalar(select(Attendance).where(Attendance.person_id == person.id))
    return {
        "votes": {
            vote.topic_id: (vote.choice, vote.cast_at)
            for vote in db.session.scalars(select(Vote).where(Vote.person_id == person.id))
        },
        "notes": {
            vote.topic_id: vote.note
            for vote in db.session.scalars(select(Vote).where(Vote.person_id == person.id))
        },
        "reviews": {
            review.topic_id: (review.checklist, review.written_at)
            for review in db.session.scalars(select(Review).where(Review.person_id == person.id))
        },
        "comments": set(db.session.scalars(select(Comment.text).where(Comment.person_id == person.id))),
        "contacts": {
            (contact.topic_id, contact.role, contact.position)
            for contact in db.session.scalars(select(Contact).where(Contact.person_id == person.id))
        },
        "handles": set(db.session.scalars(select(Handle.name).where(Handle.person_id == person.id))),
        "email": db.session.scalar(select(Person.email).where(Person.id == person.id)),
        "attendance": attendance
        and (
            attendance.status,
            attendance.is_organizer,
            attendance.answered_at,
            [(each.day, each.arrives, each.leaves) for each in attendance.availability],
        ),
    }


def test_a_merge_moves_what_a_handle_said(dublin: Dublin) -> None:
    db.session.add(
        Comment(topic=dublin.network, person=dublin.msw, text="Benchmarks, please", written_at=NOON)
    )
    db.session.commit()

    merging.accept(proposal=proposed(dublin, dublin.msw, dublin.wei), by=dublin.lars, now=LATER)

    moved = belongings(dublin.wei)
    assert (moved["votes"], moved["comments"], moved["handles"]) == (
        {dublin.roadmap.id: (Choice.WILL, NOON)},
        {"Benchmarks, please"},
        {"Msw"},
    )
    assert not any(belongings(dublin.msw).values())


@pytest.mark.parametrize(("hours", "counts"), [(-1, Choice.WILL), (0, Choice.MAYBE), (1, Choice.MAYBE)])
def test_of_two_votes_on_one_topic_the_later_counts(dublin: Dublin, hours: int, counts: Choice) -> None:
    cast_at = NOON + timedelta(hours=hours)
    votes.cast(topic=dublin.roadmap, person=dublin.wei, choice=Choice.MAYBE, now=cast_at)

    merging.accept(proposal=proposed(dublin, dublin.msw, dublin.wei), by=dublin.lars, now=LATER)

    assert belongings(dublin.wei)["votes"] == {dublin.roadmap.id: (counts, max(NOON, cast_at))}


def vote(person: Person, topic: Topic, *, hours: int = 0) -> None:
    votes.cast(topic=topic, person=person, choice=Choice.MAYBE, now=NOON + timedelta(hours=hours))


def leave_note(person: Person, topic: Topic, *, hours: int = 0) -> None:
    now = NOON + timedelta(hours=hours)
    votes.cast(topic=topic, person=person, choice=Choice.MAYBE, note=f"{person.name} asks", now=now)


def review(person: Person, topic: Topic, answer: ReviewAnswer, *, hours: int = 0) -> None:
    checklist = {question: NotedAnswer(answer=answer, note=person.name) for question in ReviewQuestion}
    now = NOON + timedelta(hours=hours)
    reviewing.answer(topic=topic, by=person, parts=(), checklist=checklist, now=now)


def comment(person: Person, topic: Topic) -> None:
    db.session.add(Comment(topic=topic, person=person, text=f"{person.name} says", written_at=NOON))


def stand_for(person: Person, topic: Topic, role: ContactRole) -> None:
    db.session.add(Contact(topic=topic, person=person, role=role, position=3))


def come(person: Person, event: Event) -> None:
    day = Availability(day=FRIDAY, arrives=time(10, 30), leaves=time(16))
    db.session.add(
        Attendance(event=event, person=person, status=Status.MAYBE, answered_at=NOON, availability=[day])
    )


def stay_away(person: Person) -> None:
    db.session.delete(db.session.scalars(select(Attendance).filter_by(person_id=person.id)).one())


def write_from(person: Person) -> None:
    person.email = f"{person.name_key}@xen.example"


ACTIONS: dict[str, list[Callable[[Dublin], None]]] = {
    "nothing": [],
    "a vote on what the other did not vote on": [lambda d: vote(d.msw, d.toolstacks)],
    "an earlier vote": [lambda d: vote(d.msw, d.network), lambda d: vote(d.wei, d.network, hours=1)],
    "a later vote": [lambda d: vote(d.msw, d.network, hours=1), lambda d: vote(d.wei, d.network)],
    "a later note": [lambda d: leave_note(d.wei, d.network), lambda d: leave_note(d.msw, d.network, hours=1)],
    "a review": [lambda d: review(d.msw, d.toolstacks, ReviewAnswer.NO)],
    "an earlier review": [
        lambda d: review(d.msw, d.toolstacks, ReviewAnswer.NO),
        lambda d: review(d.wei, d.toolstacks, ReviewAnswer.YES, hours=1),
    ],
    "a later review": [
        lambda d: review(d.wei, d.toolstacks, ReviewAnswer.YES),
        lambda d: review(d.msw, d.toolstacks, ReviewAnswer.NO, hours=1),
    ],
    "comments": [lambda d: comment(d.msw, d.network), lambda d: comment(d.wei, d.network)],
    "a contact role": [lambda d: stand_for(d.msw, d.toolstacks, ContactRole.MENTOR)],
    "the same role on a topic": [lambda d: stand_for(d.msw, d.network, ContactRole.TECHNICAL_CONTACT)],
    "another role on a topic": [lambda d: stand_for(d.msw, d.network, ContactRole.PROPOSER)],
    "an attendance as well": [lambda d: come(d.msw, d.event)],
    "an attendance alone": [lambda d: stay_away(d.wei), lambda d: come(d.msw, d.event)],
    "an e-mail address": [lambda d: write_from(d.msw)],
    "an e-mail address each": [lambda d: write_from(d.msw), lambda d: write_from(d.wei)],
}


@pytest.mark.parametrize("kind", ACTIONS)
def test_a_merge_and_its_undoing_leave_everything_as_it_was(dublin: Dublin, kind: str) -> None:
    for act in ACTIONS[kind]:
        act(dublin)
    db.session.commit()
    before = [belongings(person) for person in (dublin.msw, dublin.wei)]
    proposal = proposed(dublin, dublin.msw, dublin.wei)

    merging.accept(proposal=proposal, by=dublin.lars, now=LATER)
    joined = [belongings(person) for person in (dublin.msw, dublin.wei)]
    merging.undo(proposal=proposal, by=dublin.lars, now=LATER)

    assert joined != before
    assert [belongings(person) for person in (dublin.msw, dublin.wei)] == before
    assert (proposal.state, proposal.moved, proposal.decided_at) == (PersonMergeState.PROPOSED, None, None)


def test_only_what_belongs_to_the_event_moves(dublin: Dublin) -> None:
    other = Event(
        slug="cambridge-2014", title="Xen Hackathon", zone="Europe/London",
        first_day=date(2014, 5, 1), last_day=date(2014, 5, 2), made_at=NOON,
    )  # fmt: skip
    topic = Topic(event=other, number=1, title="Elsewhere", made_at=NOON)
    db.session.add_all([other, topic, Vote(topic=topic, person=dublin.msw, choice=Choice.MUST, cast_at=NOON)])
    db.session.commit()

    merging.accept(proposal=proposed(dublin, dublin.msw, dublin.wei), by=dublin.lars, now=LATER)

    assert belongings(dublin.msw)["votes"] == {topic.id: (Choice.MUST, NOON)}


def give_handle_to(person: Person) -> None:
    db.session.scalars(select(Handle)).one().person = person


SINCE: dict[str, Callable[[Dublin], None]] = {
    "The vote on “Xen Developer and Roadmap discussion”": lambda d: vote(d.wei, d.roadmap, hours=24),
    "The handle “Msw”": lambda d: give_handle_to(d.ian),
    "The attendance": lambda d: stay_away(d.wei),
}


@pytest.mark.parametrize("what", SINCE)
def test_what_was_changed_after_the_merge_is_not_undone(dublin: Dublin, what: str) -> None:
    come(dublin.msw, dublin.event)
    db.session.commit()
    proposal = proposed(dublin, dublin.msw, dublin.wei)
    merging.accept(proposal=proposal, by=dublin.lars, now=LATER)
    SINCE[what](dublin)
    db.session.commit()
    before = [belongings(person) for person in (dublin.msw, dublin.wei)]

    with pytest.raises(PersonMergeImpossible, match=what):
        merging.undo(proposal=proposal, by=dublin.lars, now=LATER)
    assert [belongings(person) for person in (dublin.msw, dublin.wei)] == before


def test_who_was_joined_is_not_joined_to_somebody_else(dublin: Dublin) -> None:
    first = proposed(dublin, dublin.msw, dublin.wei)
    second = proposed(dublin, dublin.msw, dublin.ian)
    merging.accept(proposal=first, by=dublin.lars, now=LATER)

    with pytest.raises(PersonMergeImpossible, match=r"Msw was merged into Wei Liu\. Undo that first"):
        merging.accept(proposal=second, by=dublin.lars, now=LATER)


def test_an_organizer_is_not_joined_into_somebody_who_is_none(dublin: Dublin) -> None:
    with pytest.raises(PersonMergeImpossible, match="Give Wei Liu that role first"):
        merging.accept(proposal=proposed(dublin, dublin.lars, dublin.wei), by=dublin.lars, now=LATER)


def test_a_refused_merge_is_not_proposed_again_whichever_way_round(dublin: Dublin) -> None:
    merging.refuse(proposal=proposed(dublin, dublin.msw, dublin.wei), by=dublin.lars, now=LATER)

    again = [
        duplicates.propose(event=dublin.event, joined=joined, into=into, reason="Once more")
        for joined, into in ((dublin.msw, dublin.wei), (dublin.wei, dublin.msw))
    ]

    assert again == [False, False]
    assert [each.state for each in db.session.scalars(select(PersonMerge))] == [PersonMergeState.REFUSED]


def test_deciding_twice_changes_nothing_and_is_told_once(dublin: Dublin) -> None:
    proposal = proposed(dublin, dublin.msw, dublin.wei)
    for decide in (
        merging.accept,
        merging.accept,
        merging.undo,
        merging.undo,
        merging.refuse,
        merging.refuse,
    ):
        decide(proposal=proposal, by=dublin.lars, now=LATER)

    assert list(db.session.scalars(select(Activity.words).order_by(Activity.id))) == [
        "Lars Kurth merged Msw into Wei Liu",
        "Lars Kurth undid the merge of Msw into Wei Liu",
        "Lars Kurth kept Msw and Wei Liu apart",
    ]


def test_an_accepted_merge_is_undone_before_it_is_refused(dublin: Dublin) -> None:
    proposal = proposed(dublin, dublin.msw, dublin.wei)
    merging.accept(proposal=proposal, by=dublin.lars, now=LATER)

    with pytest.raises(PersonMergeImpossible, match="Undo that first"):
        merging.refuse(proposal=proposal, by=dublin.lars, now=LATER)
