"""Planning, arranging and publishing, from votes to a frozen revision."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.agenda.models import CalendarEntry, RevisionFile
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import NothingToPublish, RuleBroken, RunGoingOn
from hackathon.core.extensions import db
from hackathon.planner.limits import Limits
from hackathon.planner.solve import solve
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import draft_agenda, drafts
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.votes import services as votes
from tests.dublin import NOON, Dublin
from tests.schedule import moves

pytestmark = pytest.mark.postgresql

LATER = NOON + timedelta(hours=1)


def planned(dublin: Dublin) -> Draft:
    """Plan the event to the proof and return the draft."""
    run = planning.request_run(event=dublin.event, limits=Limits(seed=1), by=dublin.lars, now=NOON)
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

    moves.place(
        draft, moving.topic, other.room, other.slot, pinned=True, swaps=True, by=dublin.lars, now=LATER
    )
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
            moves.leave_out(draft, each.topic, now=LATER)

    with pytest.raises(RuleBroken, match="Ian Campbell"):
        moves.place(draft, dublin.portathon, other_room, toolstacks.slot, now=LATER)


def test_a_draft_is_changed_by_hand_but_not_published_while_it_is_planned_anew(dublin: Dublin) -> None:
    draft = planned(dublin)
    planning.queue(event=dublin.event, limits=Limits(), by=None, now=LATER)

    moves.leave_out(draft, dublin.network, now=LATER)

    assert {session.topic.number for session in draft.sessions} == {1, 2, 3}
    with pytest.raises(RunGoingOn):
        publishing.publish(event=dublin.event, note="", by=None, now=LATER)


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

    moves.leave_out(draft, dublin.network, now=LATER)
    preview = publishing.preview(event=dublin.event, note="", now=LATER)

    assert preview.affected == ("Konrad Wilk", "Wei Liu")


def test_a_published_slug_stays_as_long_as_the_title_does(dublin: Dublin) -> None:
    """However this version of the program writes titles in addresses, nothing is published anew for it."""
    planned(dublin)
    revision = publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)
    revision.document = revision.document.replace(f'"{dublin.network.slug}"', '"as-it-was"')
    db.session.commit()

    with pytest.raises(NothingToPublish):
        publishing.publish(event=dublin.event, note="", by=dublin.lars, now=LATER)

    dublin.network.title = "Another"
    db.session.commit()
    again = publishing.publish(event=dublin.event, note="", by=dublin.lars, now=LATER)
    assert {each.slug for each in again.agenda.sessions if each.topic == dublin.network.number} == {"another"}


def test_a_long_description_is_published_up_to_a_word_and_says_that_it_goes_on(dublin: Dublin) -> None:
    dublin.network.description = "Schedulers and more. " * 40
    db.session.commit()
    planned(dublin)

    agenda = publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON).agenda

    (summary,) = [each.summary for each in agenda.sessions if each.topic == dublin.network.number]
    assert summary.endswith(("Schedulers…", " and…", " more.…"))
    assert 480 < len(summary) <= draft_agenda.LONGEST_SUMMARY
