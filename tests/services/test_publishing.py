"""Planning, arranging and publishing, from votes to a frozen revision."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.domain.errors import NothingToPublish, RuleBroken, RunGoingOn
from hackathon.domain.scheduling.limits import Limits
from hackathon.domain.scheduling.solve import solve
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.models import CalendarEntry, Draft, RevisionFile
from hackathon.queries import agendas, drafts
from hackathon.services import arranging, planning, publishing, votes
from tests.dublin import NOON, Dublin

LATER = NOON + timedelta(hours=1)


def planned(dublin: Dublin) -> Draft:
    """Plan the event to the proof and return the draft."""
    run = planning.ask(event=dublin.event, limits=Limits(seed=1), by=dublin.lars, now=NOON)
    case = planning.begin(run=run, now=NOON)
    assert case is not None
    planning.finish(run=run, case=case, solution=solve(case.problem, seed=1), now=NOON)
    draft = drafts.current(dublin.event)
    assert draft is not None
    return draft


def test_a_plan_places_every_topic_that_was_not_withdrawn(dublin: Dublin) -> None:
    draft = planned(dublin)

    assert {session.topic.number for session in draft.sessions} == {1, 2, 3, 4}


def test_publishing_freezes_what_the_draft_says(dublin: Dublin) -> None:
    planned(dublin)

    revision = publishing.publish(event=dublin.event, note="First", by=dublin.lars, now=NOON)

    agenda = agendas.latest(dublin.event)
    assert agenda == revision.agenda
    assert (agenda.revision, len(agenda.running)) == (1, 4)
    ledger = db.session.scalars(select(CalendarEntry.uid)).all()
    assert set(ledger) == {session.uid for session in agenda.sessions}


def test_nothing_to_publish_without_a_draft_or_a_change(dublin: Dublin) -> None:
    with pytest.raises(NothingToPublish):
        publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)
    planned(dublin)
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)

    with pytest.raises(NothingToPublish):
        publishing.publish(event=dublin.event, note="", by=dublin.lars, now=LATER)


def test_a_moved_session_keeps_its_uid_and_raises_its_sequence(dublin: Dublin) -> None:
    draft = planned(dublin)
    before = publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON).agenda
    moving, other = draft.sessions[0], draft.sessions[1]

    arranging.place(
        draft=draft, topic=moving.topic, room=other.room, slot=other.slot,
        pinned=True, seen=draft.version, by=dublin.lars, now=LATER,
    )  # fmt: skip
    after = publishing.publish(event=dublin.event, note="", by=dublin.lars, now=LATER).agenda

    sequence = {session.uid: session.sequence for session in before.sessions}
    raised = {session.topic for session in after.sessions if session.sequence == sequence[session.uid] + 1}
    assert raised == {moving.topic.number, other.topic.number}


def test_a_contact_cannot_be_put_in_two_places(dublin: Dublin) -> None:
    draft = planned(dublin)
    portathon, toolstacks = (
        next(each for each in draft.sessions if each.topic_id == topic.id)
        for topic in (dublin.portathon, dublin.toolstacks)
    )
    other_room = next(room for room in dublin.event.rooms if room.id != toolstacks.room_id)
    for each in list(draft.sessions):
        if each.topic_id not in (portathon.topic_id, toolstacks.topic_id):
            arranging.leave_out(draft=draft, topic=each.topic, seen=draft.version, by=None, now=LATER)

    with pytest.raises(RuleBroken, match="Ian Campbell"):
        arranging.place(
            draft=draft, topic=dublin.portathon, room=other_room, slot=toolstacks.slot,
            pinned=False, seen=draft.version, by=None, now=LATER,
        )  # fmt: skip


def test_a_draft_that_is_being_planned_anew_cannot_be_changed_by_hand(dublin: Dublin) -> None:
    draft = planned(dublin)
    planning.queue(event=dublin.event, limits=Limits(), by=None, now=LATER)

    with pytest.raises(RunGoingOn):
        arranging.leave_out(draft=draft, topic=dublin.network, seen=draft.version, by=None, now=LATER)
    assert len(draft.sessions) == 4


def test_calendars_are_made_with_the_revision(dublin: Dublin) -> None:
    planned(dublin)
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)

    names = set(db.session.scalars(select(RevisionFile.name)))

    areas = {"areas/hypervisor.ics", "areas/toolstack.ics"}
    rooms = {"rooms/liffey.ics", "rooms/dodder.ics"}
    assert names >= {"agenda.ics", *areas, *rooms} | {f"topics/{number}.ics" for number in (1, 2, 3, 4)}


def test_who_is_affected_is_named_before_publishing(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    draft = planned(dublin)
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)

    arranging.leave_out(draft=draft, topic=dublin.network, seen=draft.version, by=None, now=LATER)
    preview = publishing.preview(event=dublin.event, note="", now=LATER)

    assert preview.affected == ("Konrad Wilk", "Wei Liu")
