"""Saying on the organizer area what happened while the event runs."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import Run
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.models import Topic
from tests.agendas import dublin_at, placed, publish
from tests.clock import set_clock
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze

DAY = "/dublin-2013/organize/on-the-day"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


@pytest.fixture
def published(dublin: Dublin) -> Dublin:
    job.plan(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON).id)
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    return dublin


@pytest.mark.usefixtures("dublin")
def test_before_anything_is_published_the_page_points_at_the_plan(lars: Visitor) -> None:
    page = lars.get(DAY).text

    assert "No agenda is published yet" in page
    assert "<form" not in page.partition("<main")[2]


def test_what_happened_is_written_down_and_planned_again(lars: Visitor, published: Dublin) -> None:
    answer = lars.post(f"{DAY}/dropped", data={"dropped-topic": published.network.number})

    assert (answer.status_code, answer.location) == (303, "/dublin-2013/organize/schedule")
    assert published.network.is_withdrawn
    page = " ".join(lars.get(answer.location).text.split())
    assert "Note.</span> <bdi>Saved. The agenda is being planned again" in page
    assert "Done." not in page
    assert db.session.scalar(select(Run.state).order_by(Run.id.desc()).limit(1)) == "queued"


@pytest.mark.parametrize(
    ("what", "sent"),
    [
        ("room", {"room-room": "99"}),
        ("room", {"room-room": ""}),
        ("away", {"away-person": "99", "away-day": "2013-05-16", "away-until": "14:00"}),
        ("away", {"away-person": "1", "away-day": "2014-05-16", "away-until": "14:00"}),
        ("away", {"away-person": "1", "away-day": "2013-05-16"}),
        ("overrun", {"overrun-topic": "5"}),
        ("overrun", {"overrun-topic": "nonsense"}),
        ("dropped", {}),
        ("added", {"added-title": ""}),
    ],
)
def test_what_cannot_have_happened_is_said_on_the_form(
    lars: Visitor, published: Dublin, what: str, sent: dict[str, str]
) -> None:
    answer = lars.post(f"{DAY}/{what}", data=sent)

    assert answer.status_code == 422
    assert "During the event" in answer.text
    assert len(db.session.scalars(select(Run)).all()) == 1
    assert len(db.session.scalars(select(Topic)).all()) == 5
    assert published.large_room.closures == []


@pytest.mark.parametrize("sessions", [4, 40])
def test_the_day_asks_the_same_few_questions_however_many_sessions(
    app: Flask, lars: Visitor, dublin: Dublin, queries: list[str], sessions: int
) -> None:
    known = {topic.number for topic in dublin.event.topics}
    numbers = range(1, sessions + 1)
    db.session.add_all(
        Topic(event=dublin.event, number=number, title=f"Topic {number}", made_at=NOON)
        for number in numbers
        if number not in known
    )
    starts = [dublin_at(16, 9) + timedelta(minutes=number) for number in numbers]
    freeze(
        dublin.event,
        publish(
            *(
                placed(number, f"Topic {number}", "liffey", at)
                for number, at in zip(numbers, starts, strict=True)
            )
        ),
    )
    set_clock(app, dublin_at(16, 9, 2))
    lars.get(DAY)
    queries.clear()

    page = lars.get(DAY).text

    assert page.count(f">#{sessions} Topic {sessions}</option>") == 2
    assert len(queries) == 9
