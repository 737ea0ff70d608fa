"""What if: asked on a page, worked out by the worker, shown as a difference, taken or not."""

from datetime import UTC, datetime

import pytest

from hackathon.core.errors import NothingToPlan
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planner.explanation.what_if import WhatIfChange
from hackathon.planner.limits import Limits
from hackathon.planner.progress import Progress
from hackathon.planning.drafts.models import Draft, Run
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

WHAT_IF = "/dublin-2013/organize/plan/what-if"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser; there is a draft."""
    job.perform(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON))
    return visitor.signed_in_as(dublin.lars)


def ask(lars: Visitor, kind: str, **fields: object) -> str:
    """Ask, let the worker work it out, and return the page with the answer."""
    sent = lars.post(f"{WHAT_IF}/{kind}", data={name: str(value) for name, value in fields.items()})
    assert sent.status_code == 303, sent.text
    job.plan(db.session.query(Run.id).order_by(Run.id.desc()).limit(1).scalar())
    return " ".join(lars.get(sent.location).text.split())


def draft_of(event: Event) -> Draft:
    draft = drafts.current(event)
    assert draft is not None
    return draft


def places(event: Event) -> dict[int, tuple[int, int]]:
    return {each.topic.number: (each.slot_id, each.room_id) for each in draft_of(event).sessions}


def test_a_topic_at_another_time_is_shown_and_moves_nothing_before_it_is_taken(
    lars: Visitor, dublin: Dublin
) -> None:
    before = places(dublin.event)
    slot = next(
        each.id
        for each in dublin.event.slots
        if not each.is_break and each.id != before[dublin.network.number][0]
    )

    page = ask(lars, "topic", topic=dublin.network.number, slot=slot)

    assert "What if “Xen network improvement” began on" in page
    assert "This is the best possible agenda." in page
    assert "“Xen network improvement”</bdi></strong>: from" in page
    assert "breaks a rule" not in page
    assert places(dublin.event) == before

    run = db.session.query(Run.id).order_by(Run.id.desc()).limit(1).scalar()
    assert lars.post(f"/dublin-2013/organize/plan/runs/{run}/draft").status_code == 303
    db.session.expire_all()
    assert places(dublin.event)[dublin.network.number][0] == slot
    pinned = [each.topic.number for each in draft_of(dublin.event).sessions if each.pinned]
    assert pinned == [dublin.network.number]


def test_a_contact_who_is_away_for_a_day_moves_what_they_run(lars: Visitor, dublin: Dublin) -> None:
    page = ask(lars, "person", person=dublin.ian.id, away="2013-05-16")

    assert "What if Ian Campbell were away all day on Thursday 16 May 2013?" in page
    assert "What moves" in page


def test_one_more_room_that_helps_nobody_moves_nothing(lars: Visitor) -> None:
    page = ask(lars, "room", seats=200)

    assert "What if there were one more room, with 200 seats?" in page
    assert "Nothing: with this change, no agenda is better than the draft." in page


def test_the_page_of_an_answer_shows_how_it_comes_and_lets_it_be_stopped(lars: Visitor) -> None:
    sent = lars.post(f"{WHAT_IF}/room", data={"seats": "20"})
    run = db.session.query(Run).order_by(Run.id.desc()).first()
    assert run is not None
    planning.begin(run=run, now=datetime.now(UTC))
    reached = Progress(seconds=1, step=1, cost=30, bound=None)
    planning.note_progress(run=run, progress=reached, now=datetime.now(UTC))

    page = " ".join(lars.get(sent.location).text.split())
    watched = " ".join(lars.get(f"/dublin-2013/organize/plan/runs/{run.id}/progress").text.split())

    for shown in (page, watched):
        assert "Working out the answer…" in shown
        assert "Best agenda so far: cost 30" in shown
    stopped = lars.post(f"/dublin-2013/organize/plan/runs/{run.id}/stop")
    assert stopped.location == sent.location


def test_nothing_is_chosen_before_somebody_chooses(lars: Visitor) -> None:
    sent = lars.post(f"{WHAT_IF}/topic", data={"topic": "", "slot": "1"})

    assert sent.status_code == 422
    assert "Please choose a topic." in sent.text
    assert db.session.query(Run).count() == 1


def test_what_cannot_be_supposed_is_said(lars: Visitor) -> None:
    page = lars.post(f"{WHAT_IF}/room", data={"seats": "0"})

    assert page.status_code == 422
    assert "Not saved" in page.text


def test_what_cannot_be_at_all_names_the_rules_in_the_way(lars: Visitor, dublin: Dublin) -> None:
    for slot in [each for each in dublin.event.slots if not each.is_break][2:]:
        slot.is_break = True
    db.session.commit()

    page = ask(lars, "person", person=dublin.ian.id, away="2013-05-16")

    assert "Ian Campbell" in page


def test_the_plan_page_lists_it_beside_the_plans(lars: Visitor) -> None:
    ask(lars, "room", seats=20)

    page = lars.get("/dublin-2013/organize/schedule?panel=calculation").text

    assert ">What if?</a>" in page
    assert "What if there were one more room, with 20 seats?" in lars.get(WHAT_IF).text


def test_what_was_removed_meanwhile_is_refused_in_words(dublin: Dublin) -> None:
    gone = WhatIfChange(words="a topic ran earlier", topic=987, at="2013-05-16T09:00")

    with pytest.raises(NothingToPlan, match="has been removed"):
        planning.request_run(event=dublin.event, limits=Limits(), supposition=gone, by=None, now=NOON)
