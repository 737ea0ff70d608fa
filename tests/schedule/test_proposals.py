"""What the planner proposes: a diff in groups, accepted as a whole or in parts, and never made unasked."""

from typing import Any

import pytest

from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.planner.limits import Limits
from hackathon.planner.solve import solve
from hackathon.planning.drafts.models import Draft, PlanMode, ProposalState, Run, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs
from hackathon.planning.runs import services as planning
from hackathon.schedule.changes.services import undoing
from hackathon.schedule.proposals.domain import group_moves
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SCHEDULE = "/dublin-2013/organize/schedule"
JSON = {"Accept": "application/json"}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser. Konrad wants two topics that run at once; two are not scheduled."""
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.roadmap, slot=slots[0], room=dublin.large_room),
        Session(topic=dublin.network, slot=slots[0], room=dublin.small_room),
    ]
    db.session.add(draft)
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def plan(lars: Visitor, mode: PlanMode, seed: str = "") -> Any:  # noqa: ANN401 -- JSON
    """Ask for a plan and let the worker make it; return the proposal."""
    asked: Any = lars.post(
        f"{SCHEDULE}/plan", data={"mode": mode.value, "seconds": "5", "seed": seed}, headers=JSON
    ).json
    goes_on: Any = lars.get(f"{SCHEDULE}/state").json
    assert (goes_on["run"], goes_on["proposal"]) == (asked["run"], None)
    jobs.plan(asked["run"])
    return proposal(lars)


def proposal(lars: Visitor) -> Any:  # noqa: ANN401 -- JSON
    """Return the proposal that waits."""
    found: Any = lars.get(f"{SCHEDULE}/proposal").json
    return found["proposal"]


def places(dublin: Dublin) -> dict[int, tuple[int, int]]:
    """Return where each topic is in the draft."""
    draft = drafts.current(dublin.event)
    assert draft is not None
    return {session.topic.number: (session.slot_id, session.room_id) for session in draft.sessions}


def test_a_plan_waits_until_it_is_accepted_which_is_one_step(lars: Visitor, dublin: Dublin) -> None:
    before = places(dublin)

    proposed = plan(lars, PlanMode.EVERYTHING)
    assert places(dublin) == before
    assert (proposed["people"], proposed["gains"], proposed["loses"]) == (-1, ["Konrad Wilk"], [])
    assert proposed["percent_attended"] == 100

    accepted = lars.post(f"{SCHEDULE}/proposal/acceptance", headers=JSON)
    assert accepted.status_code == 200
    assert places(dublin).keys() == {1, 2, 3, 4}
    assert proposal(lars) is None

    undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)
    assert places(dublin) == before


def test_only_what_is_unscheduled_leaves_the_rest_where_it_is(lars: Visitor, dublin: Dublin) -> None:
    before = places(dublin)

    proposed = plan(lars, PlanMode.UNSCHEDULED)

    moved = [move for group in proposed["groups"] for move in group["moves"]]
    assert [(move["topic"], move["was"]) for move in moved] == [(2, None), (3, None)]
    lars.post(f"{SCHEDULE}/proposal/acceptance", headers=JSON)
    assert before.items() <= places(dublin).items()


def test_a_part_is_accepted_and_the_rest_still_waits(lars: Visitor, dublin: Dublin) -> None:
    proposed = plan(lars, PlanMode.FEWEST_MOVED)
    first, *others = proposed["groups"]
    assert others

    lars.post(f"{SCHEDULE}/proposal/acceptance", data={"group": first["key"]}, headers=JSON)
    stale = lars.post(f"{SCHEDULE}/proposal/acceptance", data={"group": first["key"]}, headers=JSON)

    assert stale.status_code == 409
    assert len(proposal(lars)["groups"]) == len(others)
    topics = {move["topic"] for move in first["moves"]}
    assert topics <= places(dublin).keys()


def test_the_figures_are_counted_again_for_what_is_ticked(lars: Visitor, dublin: Dublin) -> None:
    first, *others = plan(lars, PlanMode.FEWEST_MOVED)["groups"]
    before = places(dublin)

    ticked = {"partly": "1", "group": [group["key"] for group in others]}
    counted = lars.post(f"{SCHEDULE}/proposal/count", data=ticked)
    assert counted.status_code == 200
    panel = " ".join(counted.text.split()).partition('id="panel"')[2]

    gains = {name for group in others for name in group["gains"]}
    assert f"<b>{len(gains)}</b> {'person gains' if len(gains) == 1 else 'people gain'}" in panel
    assert f'value="{first["key"]}" >' in panel
    assert all(f'value="{group["key"]}" checked>' in panel for group in others)
    nothing = lars.post(f"{SCHEDULE}/proposal/acceptance", data={"partly": "1"}, headers=JSON)
    assert nothing.status_code == 422
    assert places(dublin) == before


def test_an_alternative_moves_what_the_draft_has_and_the_same_seed_gives_it_again(
    lars: Visitor, dublin: Dublin
) -> None:
    before = places(dublin)

    first = plan(lars, PlanMode.ALTERNATIVE, seed="7")
    lars.post(f"{SCHEDULE}/proposal/dismissal", headers=JSON)
    again = plan(lars, PlanMode.ALTERNATIVE, seed="7")
    assert {move["topic"] for group in first["groups"] for move in group["moves"] if move["was"]}
    assert [group["key"] for group in first["groups"]] == [group["key"] for group in again["groups"]]
    assert places(dublin) == before

    kept = lars.post(f"{SCHEDULE}/proposal/version", headers=JSON)
    lars.post(f"{SCHEDULE}/proposal/dismissal", headers=JSON)
    number = kept.json["version"]  # type: ignore[index]
    compared: Any = lars.get(f"{SCHEDULE}/versions/{number}").json
    assert len(compared["moves"]) == again["moves"]
    lars.post(f"{SCHEDULE}/versions/{number}/restoration", headers=JSON)
    assert places(dublin) != before


@pytest.mark.parametrize("seed", ["-1", "2147483648", "many"])
def test_a_seed_that_cannot_be_is_refused(lars: Visitor, seed: str) -> None:
    refused = lars.post(f"{SCHEDULE}/plan", data={"mode": "everything", "seed": seed}, headers=JSON)

    assert refused.status_code == 422


def test_a_session_that_was_pinned_meanwhile_stays(lars: Visitor, dublin: Dublin) -> None:
    plan(lars, PlanMode.EVERYTHING)
    before = places(dublin)

    for number in (1, 4):
        lars.post(f"{SCHEDULE}/changes", data={"action": "pin", "topic": number}, headers=JSON)

    moved = [move["topic"] for group in proposal(lars)["groups"] for move in group["moves"]]
    assert moved == [2, 3]
    assert places(dublin) == before


def test_no_plan_replaces_a_draft_that_was_changed_while_it_was_made(lars: Visitor, dublin: Dublin) -> None:
    run = planning.request_run(event=dublin.event, limits=Limits(seconds=5), by=dublin.lars, now=NOON)
    case = planning.begin(run=run, now=NOON)
    assert case is not None
    lars.post(f"{SCHEDULE}/changes", data={"action": "leave_out", "topic": 4}, headers=JSON)
    run, before = db.session.query(Run).one(), places(dublin)

    planning.finish(run=run, case=case, solution=solve(case.problem, seconds=None, steps=10), now=NOON)

    assert places(dublin) == before
    assert run.proposal == ProposalState.OPEN


def test_a_proposal_is_dismissed_for_good(lars: Visitor, dublin: Dublin) -> None:
    plan(lars, PlanMode.IMPROVE)
    before = places(dublin)

    lars.post(f"{SCHEDULE}/proposal/dismissal", headers=JSON)

    assert proposal(lars) is None
    assert db.session.query(Run).one().proposal == ProposalState.DISMISSED
    assert lars.post(f"{SCHEDULE}/proposal/acceptance", headers=JSON).status_code == 404
    assert places(dublin) == before


def test_what_is_pinned_against_a_rule_that_was_overridden_can_be_planned_around(
    lars: Visitor, dublin: Dublin
) -> None:
    dublin.portathon.needs = ["projector"]
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    db.session.commit()
    there = {"topic": 2, "slot": slots[2].id, "room": dublin.small_room.id}
    lars.post(f"{SCHEDULE}/changes", data={"action": "place", "override": "y", **there}, headers=JSON)
    lars.post(f"{SCHEDULE}/changes", data={"action": "pin", "topic": 2}, headers=JSON)

    proposed = plan(lars, PlanMode.IMPROVE)

    moved = [move["topic"] for group in proposed["groups"] for move in group["moves"]]
    assert 3 in moved
    assert 2 not in moved


def test_moves_that_need_each_other_are_one_group() -> None:
    needs = {1: {2}, 2: set(), 3: set(), 4: {3}, 5: {1}}

    groups = group_moves(needs, lambda group: frozenset().union(*(needs[move] for move in group)))

    assert [set(group) for group in groups] == [{1, 2, 5}, {3, 4}]
