"""The desk's plan and publish pages: what they show, what they do, what they cost."""

import re
from datetime import UTC, datetime

import pytest

from hackathon.domain.scheduling.limits import Limits
from hackathon.domain.scheduling.problem import Problem
from hackathon.domain.scheduling.solution import Solution
from hackathon.domain.scheduling.suppose import Supposition
from hackathon.domain.scheduling.verify import verify
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.jobs import planning as job
from hackathon.models import Run, RunState, Topic
from hackathon.queries import agendas, drafts
from hackathon.services import planning, votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

PLAN = "/dublin-2013/desk/plan"
PUBLISH = "/dublin-2013/desk/publish"
PUBLICATION = "/dublin-2013/desk/publication"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser."""
    return visitor.signed_in_as(dublin.lars)


def plan(lars: Visitor) -> None:
    """Press Plan, and let the worker do it."""
    assert lars.post(PLAN, data={"seconds": "10", "seed": "3"}).status_code == 303
    job.plan(db.session.query(Run.id).order_by(Run.id.desc()).limit(1).scalar())


def leave_out(lars: Visitor, topic: Topic, version: str = "") -> int:
    """Leave a topic out by the form on its page; return the status."""
    page = f"/dublin-2013/desk/draft/{topic.address}"
    seen = version or re.findall(r'name="version"[^>]*value="(\d+)"', lars.get(page).text)[-1]
    return lars.post(f"{page}/absence", data={"version": seen}).status_code


def test_before_the_first_plan_the_page_says_how_to_start(lars: Visitor) -> None:
    assert "The first agenda is there as soon as you press Plan" in lars.get(PLAN).text


def test_an_event_without_rooms_is_told_what_to_do_before_it_can_plan(lars: Visitor, dublin: Dublin) -> None:
    for room in list(dublin.event.rooms):
        db.session.delete(room)
    db.session.commit()

    page = lars.get(PLAN).text

    assert "There are no rooms yet. Add each with its seats" in page
    assert ">Plan</button>" not in page


def test_a_plan_says_what_it_costs_and_that_nothing_is_better(lars: Visitor) -> None:
    plan(lars)

    page = lars.get(PLAN).text

    assert "This agenda costs 0 (loss 0). No agenda can cost less." in page
    assert "Everybody can have all that they want." in page


def test_who_loses_what_is_named_with_the_reason(lars: Visitor, dublin: Dublin) -> None:
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    for slot in [each for each in dublin.event.slots if not each.is_break][1:]:
        slot.is_break = True
    db.session.commit()
    plan(lars)

    page = lars.get(PLAN).text

    assert "Konrad Wilk" in page
    assert "1 person cannot have all that they want" in page


def test_new_votes_take_the_proof_away(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)
    votes.cast(topic=dublin.portathon, person=dublin.konrad, choice=Choice.MUST, now=NOON)

    page = lars.get(PLAN).text

    assert "Votes, rooms or hours have changed since the plan was made" in page
    assert "No agenda can cost less" not in page


def test_of_a_draft_that_no_run_made_nothing_is_said_to_have_changed(lars: Visitor) -> None:
    plan(lars)
    db.session.query(Run).delete()
    db.session.commit()

    page = " ".join(lars.get(PLAN).text.split())

    assert "Nothing is proven of it, because it was not the planner that made it." in page
    assert "have changed since" not in page


def test_publishing_leaves_the_proof_standing(lars: Visitor) -> None:
    plan(lars)
    lars.post(PUBLICATION, data={"note": ""})

    assert "No agenda can cost less." in lars.get(PLAN).text


@pytest.mark.parametrize(("field", "value"), [("seconds", "0"), ("seconds", "x"), ("seed", "-1")])
def test_limits_that_cannot_be_are_refused_beside_the_field(lars: Visitor, field: str, value: str) -> None:
    answer = lars.post(PLAN, data={"seconds": "10", "seed": "0", field: value})

    assert answer.status_code == 422
    assert db.session.query(Run).count() == 0


def test_a_second_plan_while_one_goes_on_is_refused_in_words(lars: Visitor) -> None:
    lars.post(PLAN, data={"seconds": "10", "seed": "0"})

    answer = lars.post(PLAN, data={"seconds": "10", "seed": "0"})

    assert answer.status_code == 409
    assert "A plan is being made already" in answer.text
    run = db.session.query(Run.id).scalar()
    assert "Waiting for the worker" in lars.get(f"{PLAN}/runs/{run}/progress").text


def test_a_run_that_waits_is_stopped_at_once_and_never_begun(lars: Visitor) -> None:
    lars.post(PLAN, data={"seconds": "10", "seed": "0"})
    run = db.session.query(Run.id).scalar()

    assert lars.post(f"{PLAN}/runs/{run}/stop").location == PLAN
    assert db.session.query(Run.state).scalar() is RunState.STOPPED
    job.plan(run)

    page = lars.get(PLAN).text
    assert "It was stopped before it had begun." in page
    assert ">Plan</button>" in page


def test_a_run_that_goes_on_is_asked_to_stop_once(lars: Visitor, dublin: Dublin) -> None:
    run = planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON)
    planning.begin(run=run, now=datetime.now(UTC))
    assert "Stop and keep the best so far" in lars.get(PLAN).text

    lars.post(f"{PLAN}/runs/{run.id}/stop")

    page = lars.get(PLAN).text
    assert "It stops, and keeps the best so far." in page
    assert "Stop and keep the best so far</button>" not in page


def test_a_question_asked_after_it_leaves_the_curve_and_the_price_of_the_draft(
    lars: Visitor, dublin: Dublin
) -> None:
    plan(lars)
    made = db.session.query(Run).one()
    made.progress, made.price = [[0.1, 700, None], [0.2, 500, 400]], "Heeding it costs nothing."
    db.session.commit()
    asked = Supposition(words="there is one more room with 9 seats", seats=9)
    asking = planning.queue(event=dublin.event, limits=Limits(), supposition=asked, by=None, now=NOON)
    planning.stop(run=asking, by=None, now=NOON)

    page = lars.get(PLAN).text

    assert "between 700 and 400" in page
    assert "Heeding it costs nothing." in page


def test_the_files_of_a_run_can_be_verified_by_anybody(lars: Visitor) -> None:
    plan(lars)
    number = db.session.query(Run.id).scalar()

    problem = Problem.from_json(lars.get(f"{PLAN}/{number}/problem.json").text)
    solution = Solution.from_json(lars.get(f"{PLAN}/{number}/solution.json").text)

    assert verify(problem, solution).is_confirmed
    assert lars.get(f"{PLAN}/{number + 1}/problem.json").status_code == 404


def test_a_session_is_moved_and_pinned_by_its_form(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)
    draft = drafts.current(dublin.event)
    assert draft is not None
    moving = next(each for each in draft.sessions if each.topic_id == dublin.roadmap.id)
    taken = {each.slot_id for each in draft.sessions if each.room_id == moving.room_id}
    slot = next(each for each in dublin.event.slots if not each.is_break and each.id not in taken)
    address = f"/dublin-2013/desk/draft/{dublin.roadmap.address}"
    form = {"version": str(draft.version), "slot": str(slot.id), "room": str(moving.room_id), "pinned": "y"}

    assert lars.post(address, data=form).status_code == 303

    after = drafts.current(dublin.event)
    assert after is not None
    session = next(each for each in after.sessions if each.topic_id == dublin.roadmap.id)
    assert (session.slot_id, session.pinned) == (slot.id, True)
    assert "Pinned" in lars.get(PLAN).text


def test_a_stale_move_is_refused_and_changes_nothing(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)
    draft = drafts.current(dublin.event)
    assert draft is not None
    moving = next(each for each in draft.sessions if each.topic_id == dublin.roadmap.id)
    address = f"/dublin-2013/desk/draft/{dublin.roadmap.address}"
    form = {
        "version": str(draft.version),
        "slot": str(moving.slot_id),
        "room": str(moving.room_id),
        "pinned": "y",
    }
    assert lars.post(address, data=form).status_code == 303

    again = lars.post(address, data={**form, "pinned": ""})

    assert again.status_code == 409
    assert "Somebody changed this after you opened it" in again.text
    after = drafts.current(dublin.event)
    assert after is not None
    assert [each.pinned for each in after.sessions if each.topic_id == dublin.roadmap.id] == [True]


def test_a_move_without_a_version_is_not_made(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)

    answer = lars.post(f"/dublin-2013/desk/draft/{dublin.roadmap.address}", data={"version": "latest"})

    assert answer.status_code == 422
    assert "Open the page again and make your change once more." in answer.text


def test_a_topic_is_left_out_and_put_back(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)

    leave_out(lars, dublin.network)

    assert "Not in the draft" in lars.get(PLAN).text


def seen(dublin: Dublin) -> str:
    """Return the version of the draft, as its page has it."""
    draft = drafts.current(dublin.event)
    assert draft is not None
    return str(draft.version)


def test_leaving_out_by_a_stale_page_is_refused(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)
    assert leave_out(lars, dublin.network) == 303

    assert leave_out(lars, dublin.portathon, version="1") == 409
    assert leave_out(lars, dublin.portathon, version="x") == 422


def test_the_publish_page_says_what_will_change_and_for_whom(lars: Visitor, dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    plan(lars)
    assert "This is the first agenda: 4 sessions" in lars.get(PUBLISH).text
    assert lars.post(PUBLICATION, data={"note": "Hello", "version": seen(dublin)}).status_code == 303
    assert "the draft says just the same" in lars.get(PUBLISH).text

    leave_out(lars, dublin.network)
    page = lars.get(PUBLISH).text

    assert "1 change since revision 1" in page
    assert "Konrad Wilk, Wei Liu" in page


def test_publishing_the_same_twice_is_refused(lars: Visitor, dublin: Dublin) -> None:
    plan(lars)
    form = {"note": "", "version": seen(dublin)}
    lars.post(PUBLICATION, data=form)

    assert lars.post(PUBLICATION, data=form).status_code == 409
    agenda = agendas.latest(dublin.event)
    assert agenda is not None
    assert agenda.revision == 1


@pytest.mark.parametrize("voters", [2, 30])
def test_the_plan_page_reads_the_same_rows_however_many_vote(
    lars: Visitor, dublin: Dublin, queries: list[str], voters: int
) -> None:
    dublin.crowd(voters, voting=dublin.portathon)
    plan(lars)
    lars.get(PLAN)
    queries.clear()

    lars.get(PLAN)

    assert len(queries) == 18
