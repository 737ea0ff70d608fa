"""Planning and publishing from the schedule page: what its panels show, what they do, what they cost."""

from datetime import UTC, datetime

import pytest

from hackathon.agenda import queries as agendas
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.planner.explanation.what_if import WhatIfChange
from hackathon.planner.limits import Limits
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution
from hackathon.planner.verification.verify import Confirmation, verify
from hackathon.planning.drafts.models import Run, RunState
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.topics.models import Topic
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

PLAN = "/dublin-2013/organize/plan"
SCHEDULE = "/dublin-2013/organize/schedule"
PLANNER = f"{SCHEDULE}?panel=planner"
CALCULATION = f"{SCHEDULE}?panel=calculation"
VOTES = f"{SCHEDULE}?panel=votes"
PUBLISH = f"{SCHEDULE}?panel=publish"
PUBLICATION = f"{SCHEDULE}/publication"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser."""
    return visitor.signed_in_as(dublin.lars)


def plan(lars: Visitor) -> None:
    """Ask the planner, let the worker do it, and accept what it proposes."""
    assert lars.post(f"{SCHEDULE}/plan", data={"mode": "everything", "seconds": "10"}).status_code == 303
    run = db.session.query(Run.id).order_by(Run.id.desc()).limit(1).scalar()
    job.plan(run)
    lars.post(f"{SCHEDULE}/proposal/acceptance", data={"run": str(run)})


def leave_out(lars: Visitor, topic: Topic) -> int:
    """Leave a topic out of the schedule; return the status."""
    data = {"action": "leave_out", "topic": str(topic.number), "run": "1"}
    return lars.post(f"{SCHEDULE}/changes", data=data).status_code


def test_before_the_first_plan_every_topic_waits_in_the_tray(lars: Visitor, dublin: Dublin) -> None:
    page = lars.get(SCHEDULE).text

    assert dublin.network.title in page.split('id="tray"')[1]
    assert "Arrange everything" in lars.get(PLANNER).text


def test_an_event_without_rooms_is_told_what_to_do_before_it_can_plan(lars: Visitor, dublin: Dublin) -> None:
    for room in list(dublin.event.rooms):
        db.session.delete(room)
    db.session.commit()

    page = lars.get(PLANNER).text

    assert "No rooms yet. Add them with their seats" in page
    assert "Arrange everything" not in page
    assert "The slots are ready. Now the schedule needs rooms." in page


def test_a_plan_says_what_it_costs_and_that_nothing_is_better(lars: Visitor) -> None:
    plan(lars)

    page = lars.get(CALCULATION).text

    assert "100% of votes can be attended. This is the best possible agenda." in page


def test_who_loses_what_is_named_with_the_reason(lars: Visitor, dublin: Dublin) -> None:
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    for slot in [each for each in dublin.event.slots if not each.is_break][1:]:
        slot.is_break = True
    db.session.commit()
    plan(lars)

    page = lars.get(VOTES).text

    assert ">Konrad Wilk<" in page
    assert "1 person misses something" in page


def test_new_votes_take_the_proof_away(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)
    votes.cast(topic=dublin.portathon, person=dublin.konrad, choice=Choice.MUST, now=NOON)

    page = lars.get(CALCULATION).text

    assert "Votes, rooms or times have changed since the planner ran" in page
    assert "best possible agenda." not in page


def test_of_a_draft_that_no_run_made_nothing_is_said_to_have_changed(lars: Visitor) -> None:
    plan(lars)
    db.session.query(Run).delete()
    db.session.commit()

    page = " ".join(lars.get(CALCULATION).text.split())

    assert "The planner did not make this draft, so nothing is proven about it." in page
    assert "have changed since" not in page


def test_publishing_leaves_the_proof_standing(lars: Visitor) -> None:
    plan(lars)
    lars.post(PUBLICATION, data={"note": ""})

    assert "This is the best possible agenda." in lars.get(CALCULATION).text


ASKS = {"Accept": "application/json"}


@pytest.mark.parametrize(("field", "value"), [("seconds", "0"), ("seconds", "x"), ("mode", "none")])
def test_limits_that_cannot_be_are_refused(lars: Visitor, field: str, value: str) -> None:
    asked = {"mode": "everything", "seconds": "10", field: value}

    assert lars.post(f"{SCHEDULE}/plan", data=asked, headers=ASKS).status_code == 422
    assert db.session.query(Run).count() == 0


def test_a_second_plan_while_one_goes_on_is_refused_in_words(lars: Visitor) -> None:
    lars.post(f"{SCHEDULE}/plan", data={"seconds": "10"})

    answer = lars.post(f"{SCHEDULE}/plan", data={"seconds": "10"}, headers=ASKS)

    assert answer.status_code == 409
    assert "The planner is already running" in answer.text
    assert "Waiting for a worker" in lars.get(PLANNER).text


def test_a_run_that_waits_is_stopped_at_once_and_never_begun(lars: Visitor) -> None:
    lars.post(f"{SCHEDULE}/plan", data={"seconds": "10", "seed": "0"})
    run = db.session.query(Run.id).scalar()

    assert lars.post(f"{PLAN}/runs/{run}/stop").location == PLANNER
    assert db.session.query(Run.state).scalar() is RunState.STOPPED
    job.plan(run)

    page = lars.get(PLANNER).text
    assert "The run was stopped before it started." in page
    assert "Arrange everything" in page


def test_a_run_that_goes_on_is_asked_to_stop_once(lars: Visitor, dublin: Dublin) -> None:
    run = planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON)
    planning.begin(run=run, now=datetime.now(UTC))
    assert "Stop and keep the best agenda so far" in lars.get(PLANNER).text

    lars.post(f"{PLAN}/runs/{run.id}/stop")

    page = lars.get(PLANNER).text
    assert "Stopping. The best agenda so far will be kept." in page
    assert "Stop and keep the best agenda so far</button>" not in page


def test_a_question_asked_after_it_leaves_the_curve_and_the_price_of_the_draft(
    lars: Visitor, dublin: Dublin
) -> None:
    plan(lars)
    made = db.session.query(Run).one()
    made.progress, made.price = [[0.1, 700, None], [0.2, 500, 400]], "Heeding it costs nothing."
    db.session.commit()
    asked = WhatIfChange(words="there is one more room with 9 seats", seats=9)
    asking = planning.queue(event=dublin.event, limits=Limits(), supposition=asked, by=None, now=NOON)
    planning.stop(run=asking, by=None, now=NOON)

    assert "between 700 and 400" in lars.get(CALCULATION).text
    assert "Heeding it costs nothing." in lars.get(PLANNER).text


def test_the_files_of_a_run_can_be_verified_by_anybody(lars: Visitor) -> None:
    plan(lars)
    number = db.session.query(Run.id).scalar()

    problem = Problem.from_json(lars.get(f"{PLAN}/{number}/problem.json").text)
    solution = Solution.from_json(lars.get(f"{PLAN}/{number}/solution.json").text)

    assert verify(problem, solution).confirmation == Confirmation.CONFIRMED
    assert lars.get(f"{PLAN}/{number + 1}/problem.json").status_code == 404


def test_a_topic_that_is_left_out_waits_in_the_tray(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)
    assert dublin.network.title not in lars.get(SCHEDULE).text.split('id="tray"')[1]

    assert leave_out(lars, dublin.network) == 303

    assert dublin.network.title in lars.get(SCHEDULE).text.split('id="tray"')[1]


def seen(dublin: Dublin) -> str:
    """Return the version of the draft, as its page has it."""
    draft = drafts.current(dublin.event)
    assert draft is not None
    return str(draft.version)


def test_the_publish_page_says_what_will_change_and_for_whom(lars: Visitor, dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    plan(lars)
    assert "This is the first agenda: 4 sessions" in lars.get(PUBLISH).text
    assert lars.post(PUBLICATION, data={"note": "Hello", "version": seen(dublin)}).status_code == 303
    assert "Nothing has changed since the last revision" in lars.get(PUBLISH).text

    leave_out(lars, dublin.network)
    page = " ".join(lars.get(PUBLISH).text.split())

    assert "<b>1</b> change<" in page
    assert "is cancelled" in page
    assert ">Konrad Wilk<" in page
    assert ">Wei Liu<" in page


def test_publishing_the_same_twice_is_refused(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)
    form = {"note": "", "version": seen(dublin)}
    lars.post(PUBLICATION, data=form)

    assert lars.post(PUBLICATION, data=form).status_code == 409
    agenda = agendas.latest(dublin.event)
    assert agenda is not None
    assert agenda.revision == 1


@pytest.mark.parametrize("voters", [2, 30])
@pytest.mark.parametrize(("address", "expected"), [(SCHEDULE, 24), (CALCULATION, 46), (PUBLISH, 54)])
def test_the_page_reads_the_same_rows_however_many_vote(
    lars: Visitor, dublin: Dublin, queries: list[str], voters: int, address: str, expected: int
) -> None:
    dublin.crowd(voters, voting=dublin.portathon)
    plan(lars)
    lars.get(address)
    queries.clear()

    lars.get(address)

    assert len(queries) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("plan", "schedule"),
        ("publish", "schedule?panel=publish"),
        ("plan/order", "schedule?panel=order"),
        ("plan/drafts", "schedule?panel=versions"),
        ("draft/4-xen-network-improvement?session=2", "schedule/sessions/4?run=2"),
        ("draft/4", "schedule/sessions/4"),
    ],
)
def test_the_pages_that_it_replaced_lead_to_it(lars: Visitor, old: str, new: str) -> None:
    answer = lars.get(f"/dublin-2013/organize/{old}")

    assert (answer.status_code, answer.location) == (308, f"/dublin-2013/organize/{new}")


def test_a_script_gets_the_schedule_without_the_rest_of_the_page(lars: Visitor) -> None:
    plan(lars)

    part = lars.get(SCHEDULE, headers={"X-Part": "schedule"}).text

    assert part.count('id="schedule"') == 1
    assert "<html" not in part
    assert "<style" not in lars.get(SCHEDULE).text
