"""Two people, or one impatient one, doing the same thing at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.domain import GUESSES, MAILS
from hackathon.accounts.sign_in.services import signing_in
from hackathon.announcements import services as announcing
from hackathon.attendance.invitations.domain import read
from hackathon.attendance.invitations.services import invitation_links, invitations, inviting
from hackathon.attendance.registration.services import attendances
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import LinkSpent, MergeImpossible, RunGoingOn, StaleForm
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import Run
from hackathon.planning.rooms import services as rooms
from hackathon.planning.rooms.domain import RoomFields
from hackathon.planning.rooms.models import Room
from hackathon.planning.runs import services as planning
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.models import Topic
from hackathon.topics.proposals import services as proposals
from hackathon.topics.proposals.models import TopicDraft
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.checklist import NotedAnswer, ReviewAnswer, ReviewQuestion
from hackathon.topics.review.models import Review
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin
from tests.mailbox import code as mailed_code
from tests.mailbox import mails, wrong

pytestmark = pytest.mark.postgresql

AT_ONCE = 8


def together(app: Flask, act: Callable[[int], None]) -> list[BaseException | None]:
    """Let eight threads act at the same instant; return what went wrong with each."""
    db.session.rollback()
    start = Barrier(AT_ONCE)

    def alone(number: int) -> BaseException | None:
        with app.app_context():
            start.wait(timeout=10)
            try:
                act(number)
            except (LinkSpent, RunGoingOn, MergeImpossible) as refusal:
                return refusal
            return None

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(alone, range(AT_ONCE)))


def test_clicks_at_one_instant_leave_one_vote(app: Flask, dublin: Dublin) -> None:
    topic, person = dublin.portathon.id, dublin.ian.id

    def click(number: int) -> None:
        votes.cast(
            topic=db.session.get_one(Topic, topic),
            person=db.session.get_one(Person, person),
            choice=list(Choice)[number % 3],
            now=NOON,
        )

    assert together(app, click) == [None] * AT_ONCE
    count = select(func.count()).select_from(Vote).where(Vote.topic_id == topic, Vote.person_id == person)
    assert db.session.scalar(count) == 1


def test_a_link_used_at_one_instant_signs_in_once(app: Flask, dublin: Dublin) -> None:
    secret = signing_in.make_link(person=dublin.ian, leads_to="/", now=NOON, good_for=timedelta(hours=1))

    outcomes = together(app, lambda _: void(signing_in.use(secret=secret, now=NOON)))

    assert outcomes.count(None) == 1


@pytest.mark.usefixtures("dublin")
def test_asking_at_one_instant_sends_no_more_mails_than_one_after_the_other(app: Flask) -> None:
    for number in range(MAILS - 1):
        _ask(f"browser {number}")

    assert together(app, lambda number: _ask(f"phone {number}")) == [None] * AT_ONCE

    assert sum(mail.state is MailState.WAITING for mail in mails()) == MAILS


def _ask(browser: str) -> None:
    signing_in.send_sign_in_mail(
        email="ian@xen.example", leads_to="/", browser=browser, network="", is_known=False, now=NOON
    )


@pytest.mark.usefixtures("dublin")
def test_guesses_at_one_instant_are_all_counted(app: Flask) -> None:
    signing_in.send_sign_in_mail(
        email="ian@xen.example", leads_to="/", browser="a laptop", network="", is_known=False, now=NOON
    )
    code = wrong(mailed_code(mails()[0]))

    outcomes = together(
        app, lambda _: void(signing_in.guess(browser="a laptop", code=code, network="", now=NOON))
    )

    assert outcomes.count(None) == GUESSES


@pytest.mark.usefixtures("dublin")
def test_links_to_a_new_address_that_are_used_at_one_instant_make_one_person(app: Flask) -> None:
    secrets = [
        signing_in.vouched(email="ada@xen.example", is_verified=True, leads_to="/", now=NOON)
        for _ in range(AT_ONCE)
    ]

    outcomes = together(
        app, lambda number: void(signing_in.use(secret=secrets[number], name="Ada", now=NOON))
    )

    assert outcomes == [None] * AT_ONCE
    assert [each.name for each in db.session.scalars(select(Person).filter_by(email="ada@xen.example"))] == [
        "Ada"
    ]


def test_a_plan_asked_for_at_one_instant_is_made_once(app: Flask, dublin: Dublin) -> None:
    event = dublin.event.id

    outcomes = together(
        app,
        lambda _: void(
            planning.queue(event=db.session.get_one(Event, event), limits=Limits(), by=None, now=NOON)
        ),
    )

    assert outcomes.count(None) == 1
    assert db.session.scalar(select(func.count()).select_from(Run)) == 1


def void(_result: object) -> None:
    """Forget a result."""


def test_reviews_sent_at_one_instant_are_one_review(app: Flask, dublin: Dublin) -> None:
    topic, person = dublin.portathon.id, dublin.wei.id

    def answer(number: int) -> None:
        reviewing.answer(
            topic=db.session.get_one(Topic, topic),
            by=db.session.get_one(Person, person),
            parts=(),
            checklist={each: NotedAnswer(answer=list(ReviewAnswer)[number % 3]) for each in ReviewQuestion},
            now=NOON,
        )

    assert together(app, answer) == [None] * AT_ONCE
    assert db.session.scalar(select(func.count()).select_from(Review)) == 1


def test_drafts_kept_at_one_instant_are_one_draft(app: Flask, dublin: Dublin) -> None:
    event, person = dublin.event.id, dublin.wei.id

    def keep(number: int) -> None:
        proposals.keep(
            event=db.session.get_one(Event, event),
            by=db.session.get_one(Person, person),
            entered={"title": f"Draft {number}"},
            now=NOON,
        )

    assert together(app, keep) == [None] * AT_ONCE
    assert db.session.scalar(select(func.count()).select_from(TopicDraft)) == 1


def test_the_last_place_taken_at_one_instant_is_taken_once(app: Flask, dublin: Dublin) -> None:
    people = [each.id for each in dublin.crowd(AT_ONCE, voting=dublin.portathon)]
    parts = db.session.scalars(select(Attendance).where(Attendance.person_id.in_(people)))
    for part in parts:
        part.status = Status.INVITED
    dublin.event.capacity, event = 5, dublin.event.id
    db.session.commit()

    def answer(number: int) -> None:
        attendances.answer(
            event=db.session.get_one(Event, event),
            person=db.session.get_one(Person, people[number]),
            status=Status.CONFIRMED,
            hours=None,
            now=NOON,
        )

    assert together(app, answer) == [None] * AT_ONCE
    statuses = list(db.session.scalars(select(Attendance.status).where(Attendance.person_id.in_(people))))
    assert (statuses.count(Status.CONFIRMED), statuses.count(Status.WAITLISTED)) == (1, AT_ONCE - 1)


def test_one_invitation_answered_at_one_instant_is_answered_once_over(app: Flask, dublin: Dublin) -> None:
    event, kelly = dublin.event.id, dublin.kelly.id
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == kelly)).one()
    secret = invitation_links.make(to=[part], now=NOON)[part.id]

    def answer(number: int) -> None:
        invitations.answer(
            event=db.session.get_one(Event, event),
            secret=secret,
            status=(Status.CONFIRMED, Status.DECLINED)[number % 2],
            is_remote=False,
            now=NOON,
        )

    assert together(app, answer) == [None] * AT_ONCE
    assert len(db.session.scalars(select(Attendance).where(Attendance.person_id == kelly)).all()) == 1


def test_three_topics_merged_in_a_circle_at_one_instant_leave_one_of_them(app: Flask, dublin: Dublin) -> None:
    circle = [dublin.roadmap.id, dublin.portathon.id, dublin.network.id]
    for topic in (dublin.roadmap, dublin.portathon, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.WILL, now=NOON)

    def merge(number: int) -> None:
        gone, kept = circle[number % 3], circle[(number + 1) % 3]
        merging_topics.merge(
            kept=db.session.get_one(Topic, kept), gone=db.session.get_one(Topic, gone), by=None, now=NOON
        )

    outcomes = together(app, merge)

    # Two at most: what has gone up in another can take nothing in.
    assert 1 <= outcomes.count(None) <= 2
    left = [key for key in circle if not db.session.get_one(Topic, key).is_withdrawn]
    assert len(left) == 3 - outcomes.count(None)
    konrads = select(Vote.topic_id).where(Vote.person_id == dublin.konrad.id)
    assert sorted(db.session.scalars(konrads)) == sorted(left)
    for merged in db.session.scalars(select(TopicMerge).order_by(TopicMerge.id.desc())).all():
        merging_topics.undo(merge=merged, by=None, now=NOON)
    assert not any(db.session.get_one(Topic, key).is_withdrawn for key in circle)


def test_what_was_removed_since_the_page_was_opened_is_no_fault(dublin: Dublin) -> None:
    room = dublin.small_room
    db.session.execute(delete(Room).where(Room.id == room.id).execution_options(synchronize_session=False))
    db.session.commit()

    with pytest.raises(StaleForm, match="just removed by someone else"):
        rooms.change(
            room=room, fields=RoomFields(name="Corrib", capacity=5), seen=None, by=dublin.lars, now=NOON
        )


def test_what_refers_to_somebody_who_was_removed_since_is_no_fault(dublin: Dublin) -> None:
    event, nobody = dublin.event, Person(id=dublin.msw.id + 1000)

    with pytest.raises(StaleForm):
        announcing.unsubscribe(event=event, person=nobody, now=NOON)


def test_a_list_sent_at_one_instant_is_mailed_once(app: Flask, dublin: Dublin) -> None:
    event = dublin.event.id
    entries = read("George Dunlap <george@xen.example>\nTim Deegan <tim@xen.example>").entries

    outcomes = together(
        app,
        lambda _: void(
            inviting.invite_all(event=db.session.get_one(Event, event), entries=entries, by=None, now=NOON)
        ),
    )

    assert outcomes == [None] * AT_ONCE
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 2
