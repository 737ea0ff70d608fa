"""Two people, or one impatient one, doing the same thing at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from hackathon.domain.address_lists import read
from hackathon.domain.attendance import Status
from hackathon.domain.checklist import Answer, Question, Said
from hackathon.domain.errors import LinkSpent, RunGoingOn
from hackathon.domain.scheduling.limits import Limits
from hackathon.domain.signing_in import GUESSES
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Mail, Person, Review, Run, Topic, TopicDraft, Vote
from hackathon.services import (
    attendances,
    invitation_links,
    invitations,
    inviting,
    planning,
    proposals,
    reviewing,
    signing_in,
    votes,
)
from tests.dublin import NOON, Dublin
from tests.mailbox import code as mailed_code
from tests.mailbox import mails, wrong

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
            except (LinkSpent, RunGoingOn) as refusal:
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
def test_guesses_at_one_instant_are_all_counted(app: Flask) -> None:
    signing_in.ask(email="ian@xen.example", leads_to="/", browser="a laptop", now=NOON)
    code = wrong(mailed_code(mails()[0]))

    outcomes = together(app, lambda _: void(signing_in.guess(browser="a laptop", code=code, now=NOON)))

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
            checklist={each: Said(answer=list(Answer)[number % 3]) for each in Question},
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
