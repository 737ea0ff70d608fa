"""Planning beside the server: what is kept of a run, and what a killed one leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from hackathon.core.database import claims
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import RunGoingOn
from hackathon.core.extensions import db
from hackathon.planner.explanation.what_if import WhatIfChange
from hackathon.planner.limits import Limits
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution
from hackathon.planner.solve import solve
from hackathon.planning.drafts.models import Run, RunState
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.topics.services import topics
from hackathon.topics.votes import services as votes
from tests.core.database.test_claims import die_over
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql


def sessions_of(dublin: Dublin) -> dict[int, tuple[int, int]]:
    draft = drafts.current(dublin.event)
    assert draft is not None
    return {each.topic.number: (each.slot_id, each.room_id) for each in draft.sessions}


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


def test_no_transaction_stays_open_while_it_plans(dublin: Dublin) -> None:
    held = []

    job.perform(asked(dublin), tell=lambda _progress: held.append(db.session().in_transaction()))

    assert held
    assert not any(held)


def test_a_run_stopped_before_it_began_leaves_the_draft_as_it_was(dublin: Dublin) -> None:
    run = asked(dublin)
    planning.stop(run=run, by=dublin.lars, now=NOON)

    job.plan(run.id)

    assert run.state is RunState.STOPPED
    assert drafts.current(dublin.event) is None


def test_a_run_whose_worker_was_killed_blocks_no_other(dublin: Dublin) -> None:
    lost = asked(dublin)
    planning.begin(run=lost, now=NOON)

    other = asked(dublin)

    assert (lost.state, lost.fault, other.state) == (RunState.FAILED, str(planning.LOST), RunState.QUEUED)


def test_a_run_whose_worker_was_killed_is_begun_again_at_once(dublin: Dublin) -> None:
    lost = asked(dublin)
    planning.begin(run=lost, now=NOON)

    assert planning.waiting(now=NOON) == [lost.id]
    job.plan(lost.id)

    assert lost.state is RunState.DONE


def test_a_run_that_goes_on_is_nobody_elses(dublin: Dublin) -> None:
    run = asked(dublin)
    planning.begin(run=run, now=NOON)

    with claims.claimed(job=planning.PLAN.name, number=run.id, now=NOON) as is_mine:
        assert is_mine
        assert planning.waiting(now=NOON) == []
        job.plan(run.id)
        with pytest.raises(RunGoingOn):
            asked(dublin)

    assert run.state is RunState.RUNNING


@pytest.mark.parametrize(("kills", "silent"), [(2, timedelta(0)), (1, timedelta(minutes=11))])
def test_a_run_that_killed_twice_or_died_long_ago_is_left_to_the_organizer(
    dublin: Dublin, kills: int, silent: timedelta
) -> None:
    run = asked(dublin)
    planning.begin(run=run, now=NOON)
    for _ in range(kills):
        die_over(planning.PLAN.name, run.id)

    assert planning.waiting(now=NOON + silent) == []

    assert (run.state, run.fault) == (RunState.FAILED, str(planning.LOST))


def test_a_run_that_was_given_up_changes_nothing_when_it_ends_after_all(dublin: Dublin) -> None:
    slow = asked(dublin)
    case = planning.begin(run=slow, now=NOON)
    assert case is not None
    planning.waiting(now=NOON + timedelta(minutes=11))
    job.plan(asked(dublin, NOON + timedelta(minutes=5)).id)
    draft = drafts.current(dublin.event)
    assert draft is not None

    planning.finish(run=slow, case=case, solution=solve(case.problem), now=NOON + timedelta(minutes=6))

    after = drafts.current(dublin.event)
    assert after is not None
    assert (slow.state, after.id) == (RunState.FAILED, draft.id)


def test_a_run_that_still_waits_is_handed_to_a_new_worker(dublin: Dublin) -> None:
    run = asked(dublin)

    assert planning.waiting(now=datetime.now(UTC)) == [run.id]


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


def test_planning_again_without_time_keeps_the_rest_of_the_draft_and_says_so(dublin: Dublin) -> None:
    for topic in (dublin.roadmap, dublin.portathon, dublin.toolstacks, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    for slot in [each for each in dublin.event.slots if not each.is_break][2:]:
        slot.is_break = True
    db.session.commit()
    job.perform(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON))
    before = sessions_of(dublin)
    topics.withdraw(topic=dublin.network, by=None, now=NOON)

    run = planning.queue(event=dublin.event, limits=Limits(seconds=0), by=None, now=NOON)
    job.perform(run)

    assert sessions_of(dublin) == {key: place for key, place in before.items() if key != 4}
    assert run.solution is not None
    assert Solution.from_json(run.solution).is_repair


def test_a_what_if_starts_from_the_draft_and_its_progress_counts_as_its_result_does(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    job.perform(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON))
    what = WhatIfChange(words="there is one more room", seats=200)

    run = planning.queue(event=dublin.event, limits=Limits(), supposition=what, by=None, now=NOON)
    told: list[int | None] = []
    job.perform(run, tell=lambda progress: told.append(progress.cost))

    assert run.problem is not None
    assert run.solution is not None
    asked, answer = Problem.from_json(run.problem), Solution.from_json(run.solution)
    assert len(asked.draft) == 4
    assert asked.previous == asked.draft
    assert answer.people_affected == 0
    assert told[-1] == answer.cost == run.progress[-1][1]
    assert next(moment[1] for moment in run.progress if moment[1] is not None) == answer.cost
