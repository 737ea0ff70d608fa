"""What an organizer changed by hand is never lost to a plan: the draft before is kept and can be restored."""

from datetime import timedelta

import pytest

from hackathon.agenda import queries as agendas
from hackathon.core.errors import RunGoingOn
from hackathon.core.extensions import db
from hackathon.planner.explanation.what_if import WhatIfChange
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import Draft, Run
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.schedule import moves

PLAN = "/dublin-2013/organize/plan"
SCHEDULE = "/dublin-2013/organize/schedule"
VERSIONS = f"{SCHEDULE}?panel=versions"
CALCULATION = f"{SCHEDULE}?panel=calculation"
LATER = NOON + timedelta(hours=1)
BADGE = "Current draft</span>"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser; there is a draft."""
    plan(dublin)
    return visitor.signed_in_as(dublin.lars)


def plan(dublin: Dublin) -> Run:
    run = planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON)
    job.perform(run)
    return run


def current(dublin: Dublin) -> Draft:
    draft = drafts.current(dublin.event)
    assert draft is not None
    return draft


def change_by_hand(dublin: Dublin) -> None:
    moves.leave_out(current(dublin), dublin.network, by=dublin.lars, now=LATER)


def page(lars: Visitor, path: str = CALCULATION) -> str:
    return " ".join(lars.get(path).text.split())


def test_the_versions_of_a_draft_are_listed_and_compared(lars: Visitor, dublin: Dublin) -> None:
    mine = current(dublin).id
    plan(dublin)

    listed = page(lars, VERSIONS)
    compared = page(lars, f"{SCHEDULE}?panel=comparison&version={mine}")

    assert f"versions/{mine}/restoration" in listed
    assert "Every session has the same place in both." in compared
    assert lars.get(f"{SCHEDULE}?panel=comparison&version=999999").status_code == 404


def test_which_run_a_draft_is_follows_what_it_holds(lars: Visitor, dublin: Dublin) -> None:
    assert page(lars).count(BADGE) == 1
    before = {each.topic_id: (each.slot, each.room) for each in current(dublin).sessions}
    change_by_hand(dublin)
    assert BADGE not in page(lars)
    run = drafts.runs(dublin.event)[0].id
    assert BADGE not in page(lars, f"{PLAN}/runs/{run}")

    slot, room = before[dublin.network.id]
    moves.place(current(dublin), dublin.network, room, slot, by=dublin.lars, now=LATER)

    assert page(lars).count(BADGE) == 1
    assert BADGE in page(lars, f"{PLAN}/runs/{run}")


def test_a_run_from_before_contents_were_kept_is_known_by_its_answer(lars: Visitor, dublin: Dublin) -> None:
    run = drafts.runs(dublin.event)[0]
    run.content = None
    db.session.commit()

    assert page(lars).count(BADGE) == 1
    change_by_hand(dublin)
    assert BADGE not in page(lars)


def test_nothing_is_published_or_restored_while_a_plan_would_replace_it(
    lars: Visitor, dublin: Dublin
) -> None:
    plan(dublin)
    run = planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON)

    assert "Wait until it finishes, or stop it" in page(lars, f"{SCHEDULE}?panel=publish")
    data = {"note": "", "version": str(current(dublin).version)}
    sent = lars.post(f"{SCHEDULE}/publication", data=data)
    assert sent.status_code == 409
    assert "The planner is running and will replace this draft." in sent.text
    with pytest.raises(RunGoingOn):
        publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    assert agendas.latest(dublin.event) is None

    job.perform(run)
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    assert agendas.latest(dublin.event) is not None


def test_what_is_only_supposed_holds_up_no_publication(lars: Visitor, dublin: Dublin) -> None:
    what = WhatIfChange(words="there is one more room", seats=9)
    planning.queue(event=dublin.event, limits=Limits(), supposition=what, by=None, now=NOON)

    assert "Wait until it finishes" not in page(lars, f"{SCHEDULE}?panel=publish")
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)


def test_kept_drafts_are_listed_in_pages(lars: Visitor, dublin: Dublin) -> None:
    db.session.add_all(Draft(event=dublin.event, made_at=NOON) for _ in range(21))
    db.session.commit()

    first = page(lars, VERSIONS)
    older = first.split("before=")[1].split('"')[0].split("&amp;")[0]

    assert first.count("Restore<span") == 19
    assert page(lars, f"{VERSIONS}&before={older}").count("Restore<span") == 2
    assert lars.post(f"{SCHEDULE}/versions/999999/restoration").status_code == 404
