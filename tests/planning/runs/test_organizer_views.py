"""The planning runs that were kept, side by side."""

import pytest
from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import Run, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.refusals import NOT_FOUND, refusal

RUNS = "/dublin-2013/organize/plan/runs"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def planned(dublin: Dublin, seed: int = 0) -> Run:
    run = planning.queue(event=dublin.event, limits=Limits(seed=seed), by=None, now=NOON)
    job.plan(run.id)
    return run


def placed(dublin: Dublin) -> dict[int, tuple[int, int]]:
    draft = drafts.current(dublin.event)
    assert draft is not None
    return {each.topic.number: (each.slot_id, each.room_id) for each in draft.sessions}


def test_two_runs_are_shown_beside_each_other(lars: Visitor, dublin: Dublin) -> None:
    one = planned(dublin)
    topics.withdraw(topic=dublin.network, by=None, now=NOON)
    other = planned(dublin)

    page = " ".join(lars.get(f"{RUNS}/{one.id}").text.split())

    assert f"compared with run {other.id}" in page
    assert "so their costs can't be compared" in page
    assert "#4 <bdi>Xen network improvement</bdi>" in page
    assert "Did not exist yet" in page
    assert page.count("as the draft</button>") == 1


def test_a_run_alone_asks_for_another(lars: Visitor, dublin: Dublin) -> None:
    assert "No other run to compare with yet" in lars.get(f"{RUNS}/{planned(dublin).id}").text


def test_an_earlier_run_becomes_the_draft_again(lars: Visitor, dublin: Dublin) -> None:
    earlier = planned(dublin)
    before = placed(dublin)
    arranged = drafts.current(dublin.event)
    assert arranged is not None
    arranged.sessions = arranged.sessions[:1]
    db.session.commit()

    answer = lars.post(f"{RUNS}/{earlier.id}/draft")

    assert answer.status_code == 303
    assert placed(dublin) == before


def test_a_run_that_needs_what_is_gone_is_refused(lars: Visitor, dublin: Dublin) -> None:
    earlier = planned(dublin)
    topics.withdraw(topic=dublin.network, by=None, now=NOON)

    answer = lars.post(f"{RUNS}/{earlier.id}/draft")

    assert answer.status_code == 409
    assert "uses a topic, room or slot that no longer exists" in answer.text


def test_pinned_sessions_stay_pinned_whichever_run_is_taken(lars: Visitor, dublin: Dublin) -> None:
    earlier = planned(dublin)
    planned(dublin)
    draft = drafts.current(dublin.event)
    assert draft is not None
    draft.sessions[0].pinned = True
    pinned = draft.sessions[0].topic_id
    db.session.commit()

    lars.post(f"{RUNS}/{earlier.id}/draft")

    current = drafts.current(dublin.event)
    assert current is not None
    of_draft = select(Session.topic_id).where(Session.draft_id == current.id, Session.pinned)
    assert db.session.scalars(of_draft).all() == [pinned]


def test_a_run_without_an_agenda_and_one_that_goes_on_are_refused(lars: Visitor, dublin: Dublin) -> None:
    waiting = planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON)
    assert lars.post(f"{RUNS}/{waiting.id}/draft").status_code == 409

    planning.stop(run=waiting, by=None, now=NOON)
    job.plan(waiting.id)
    answer = lars.post(f"{RUNS}/{waiting.id}/draft")

    assert answer.status_code == 409
    assert refusal(lars.get(f"{RUNS}/999")) == NOT_FOUND
