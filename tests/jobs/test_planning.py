"""Planning beside the server: what is kept of a run, and what a killed one leaves."""

from datetime import UTC, datetime, timedelta

from hackathon.domain.scheduling.limits import Limits
from hackathon.domain.scheduling.problem import Problem
from hackathon.domain.scheduling.solution import Solution
from hackathon.domain.scheduling.solve import solve
from hackathon.extensions import db
from hackathon.jobs import planning as job
from hackathon.models import Run, RunState
from hackathon.queries import drafts
from hackathon.services import planning
from tests.dublin import NOON, Dublin


def asked(dublin: Dublin, now: datetime = NOON) -> Run:
    return planning.queue(event=dublin.event, limits=Limits(seed=1), by=dublin.lars, now=now)


def test_a_run_keeps_its_problem_its_result_and_how_it_went(dublin: Dublin) -> None:
    run = asked(dublin)

    job.plan(run.id)

    assert run.state is RunState.DONE
    assert run.problem is not None
    assert run.solution is not None
    assert run.progress
    solution = Solution.from_json(run.solution)
    assert (solution.status, solution.seed) == ("optimal", 1)
    draft = drafts.current(dublin.event)
    assert draft is not None
    assert draft.id == run.draft_id


def test_a_job_that_arrives_twice_plans_once(dublin: Dublin) -> None:
    run = asked(dublin)
    job.plan(run.id)
    draft = run.draft_id

    job.plan(run.id)

    assert run.draft_id == draft


def test_a_run_stopped_before_it_began_leaves_the_draft_as_it_was(dublin: Dublin) -> None:
    run = asked(dublin)
    planning.stop(run=run, by=dublin.lars, now=NOON)

    job.plan(run.id)

    assert run.state is RunState.STOPPED
    assert drafts.current(dublin.event) is None


def test_a_run_whose_worker_was_killed_is_found_dead_and_another_may_begin(dublin: Dublin) -> None:
    lost = asked(dublin)
    planning.begin(run=lost, now=NOON)

    waiting = planning.recover(now=NOON + timedelta(minutes=5))

    assert waiting == []
    assert lost.state is RunState.FAILED
    assert asked(dublin, NOON + timedelta(minutes=5)).state is RunState.QUEUED


def test_a_run_that_was_given_up_changes_nothing_when_it_ends_after_all(dublin: Dublin) -> None:
    slow = asked(dublin)
    case = planning.begin(run=slow, now=NOON)
    assert case is not None
    planning.recover(now=NOON + timedelta(minutes=5))
    job.plan(asked(dublin, NOON + timedelta(minutes=5)).id)
    draft = drafts.current(dublin.event)
    assert draft is not None

    planning.finish(run=slow, case=case, solution=solve(case.problem), now=NOON + timedelta(minutes=6))

    after = drafts.current(dublin.event)
    assert after is not None
    assert (slow.state, after.id) == (RunState.FAILED, draft.id)


def test_a_run_that_still_waits_is_handed_to_a_new_worker(dublin: Dublin) -> None:
    run = asked(dublin)

    assert planning.recover(now=datetime.now(UTC)) == [run.id]


def test_pinned_sessions_stay_where_they_are(dublin: Dublin) -> None:
    job.plan(asked(dublin).id)
    draft = drafts.current(dublin.event)
    assert draft is not None
    pinned = draft.sessions[0]
    topic, place = pinned.topic_id, (pinned.room_id, pinned.slot_id)
    pinned.pinned = True
    db.session.commit()

    job.plan(asked(dublin).id)

    after = drafts.current(dublin.event)
    assert after is not None
    session = next(each for each in after.sessions if each.topic_id == topic)
    assert ((session.room_id, session.slot_id), session.pinned) == (place, True)


def test_the_planner_knows_the_pauses_that_an_event_gives_its_contacts(dublin: Dublin) -> None:
    dublin.event.most_in_a_row, dublin.event.room_change_minutes = 1, 15
    db.session.commit()
    run = asked(dublin)

    job.plan(run.id)

    assert run.problem is not None
    problem = Problem.from_json(run.problem)
    assert (problem.most_in_a_row, problem.buffer) == (1, 15)
