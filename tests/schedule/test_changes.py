"""Changing the schedule: what is done, what is refused, and who is told."""

from collections.abc import Sequence

import pytest

from hackathon.core.errors import BadEntry, UndoImpossible
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.publication.services import publishing
from hackathon.schedule.changes.domain.changes import Action, Change, SeenPlace
from hackathon.schedule.changes.errors import MoveForbidden, SessionMovedMeanwhile
from hackathon.schedule.changes.services import changing, undoing
from hackathon.schedule.closing import services as closing
from hackathon.topics.models import Topic
from tests.dublin import NOON, Dublin


def slots(dublin: Dublin) -> Sequence[Slot]:
    """Return the slots that hold sessions: Thursday 10 and 13, Friday 10 and 13."""
    return [slot for slot in dublin.event.slots_in_order if not slot.is_break]


def to(
    action: Action, topic: Topic, slot: Slot | None = None, room: Room | None = None, **more: object
) -> Change:
    """Return a change that sends a topic's session somewhere."""
    place = (slot.id, room.id) if slot and room else None
    return Change(action=action, topic=topic.number, place=place, **more)  # type: ignore[arg-type]


def change(
    dublin: Dublin, *changes: Change, override: bool = False, by: str = "lars"
) -> changing.ChangeResult:
    """Make changes in one step."""
    return changing.make_changes(
        event=dublin.event, changes=changes, override=override, by=getattr(dublin, by), now=NOON
    )


def draft_of(dublin: Dublin) -> Draft:
    """Return the current draft."""
    draft = drafts.current(dublin.event)
    assert draft is not None
    return draft


def places(dublin: Dublin) -> dict[int, tuple[str, str]]:
    """Return where each topic's first session is, by number: "Thu 10" and a room."""
    return {
        session.topic.number: (f"{session.slot.day:%a} {session.slot.starts:%H}", session.room.slug)
        for session in draft_of(dublin).sessions
    }


def test_the_first_session_begins_a_draft(dublin: Dublin) -> None:
    done = change(dublin, to(Action.PLACE, dublin.roadmap, slots(dublin)[1], dublin.small_room))

    assert places(dublin) == {1: ("Thu 13", "dodder")}
    assert done.version == draft_of(dublin).version
    assert str(done.words) == "“Xen Developer and Roadmap discussion” moved to Dodder, 13:00."


def test_two_sessions_change_places_only_where_that_was_meant(dublin: Dublin) -> None:
    thursday, _, friday, _ = slots(dublin)
    change(
        dublin,
        to(Action.PLACE, dublin.roadmap, thursday, dublin.large_room),
        to(Action.PLACE, dublin.network, friday, dublin.small_room),
    )

    with pytest.raises(SessionMovedMeanwhile, match=r"is in Dodder, 10:00. Swap the two"):
        change(dublin, to(Action.MOVE, dublin.roadmap, friday, dublin.small_room))
    change(dublin, to(Action.SWAP, dublin.roadmap, friday, dublin.small_room))

    assert places(dublin) == {1: ("Fri 10", "dodder"), 4: ("Thu 10", "liffey")}


def test_a_long_session_is_not_offered_a_swap_with_the_two_that_it_would_cover(dublin: Dublin) -> None:
    first, second = dublin.event.slots_in_order[:2]
    second.is_break, dublin.portathon.length = False, 2
    db.session.commit()
    change(dublin, to(Action.PLACE, dublin.roadmap, first, dublin.large_room))
    change(dublin, to(Action.PLACE, dublin.network, second, dublin.large_room))

    with pytest.raises(SessionMovedMeanwhile) as refused:
        change(dublin, to(Action.PLACE, dublin.portathon, first, dublin.large_room))
    with pytest.raises(MoveForbidden):
        change(dublin, to(Action.SWAP, dublin.portathon, first, dublin.large_room))

    covered = f"“{dublin.roadmap.title}” and “{dublin.network.title}”"
    assert str(refused.value) == (
        f"This session would cover {covered}. Please move them first, or choose another place."
    )


def test_a_hard_rule_is_refused_with_the_reason_even_to_who_insists(dublin: Dublin) -> None:
    thursday = slots(dublin)[0]
    change(dublin, to(Action.PLACE, dublin.portathon, thursday, dublin.large_room))

    with pytest.raises(MoveForbidden) as refused:
        change(dublin, to(Action.PLACE, dublin.toolstacks, thursday, dublin.small_room), override=True)

    assert not refused.value.is_overridable
    assert [str(reason) for reason in refused.value.reasons] == [
        (
            f"Ian Campbell runs “{dublin.portathon.title}” and “{dublin.toolstacks.title}”, "
            "which are at the same time."
        )
    ]
    assert places(dublin).keys() == {2}


def test_a_rule_that_may_be_overridden_is_a_warning_then_and_does_not_stop_publishing(dublin: Dublin) -> None:
    dublin.roadmap.needs = ["projector"]
    db.session.commit()
    wish = to(Action.PLACE, dublin.roadmap, slots(dublin)[0], dublin.large_room)

    with pytest.raises(MoveForbidden, match="needs projector") as refused:
        change(dublin, wish)
    assert refused.value.is_overridable

    change(dublin, wish, override=True)
    preview = publishing.preview(event=dublin.event, note="", now=NOON)

    assert draft_of(dublin).sessions[0].overridden == ["features"]
    assert preview.broken == ()


def test_several_changes_are_made_together_or_not_at_all(dublin: Dublin) -> None:
    thursday = slots(dublin)[0]

    with pytest.raises(MoveForbidden):
        change(
            dublin,
            to(Action.PLACE, dublin.roadmap, slots(dublin)[1], dublin.large_room),
            to(Action.PLACE, dublin.portathon, thursday, dublin.large_room),
            to(Action.PLACE, dublin.toolstacks, thursday, dublin.small_room),
        )

    assert drafts.current(dublin.event) is None


def test_what_somebody_else_moved_is_not_overwritten(dublin: Dublin) -> None:
    thursday, later, friday, _ = slots(dublin)
    seen = SeenPlace(place=(thursday.id, dublin.large_room.id))
    change(
        dublin,
        to(Action.PLACE, dublin.roadmap, thursday, dublin.large_room),
        to(Action.PLACE, dublin.network, thursday, dublin.small_room),
    )
    change(dublin, to(Action.MOVE, dublin.roadmap, friday, dublin.large_room, belief=seen), by="ian")

    with pytest.raises(
        SessionMovedMeanwhile, match=r"Ian Campbell moved .* to Liffey, 10:00 in the meantime"
    ):
        change(dublin, to(Action.MOVE, dublin.roadmap, later, dublin.large_room, belief=seen))
    # Another session is another matter, though the draft is a newer one.
    belief = SeenPlace(place=(thursday.id, dublin.small_room.id))
    change(dublin, to(Action.MOVE, dublin.network, later, dublin.small_room, belief=belief))

    assert places(dublin) == {1: ("Fri 10", "liffey"), 4: ("Thu 13", "dodder")}


def test_lengthening_takes_as_many_slots_as_the_minutes_need(dublin: Dublin) -> None:
    change(dublin, to(Action.PLACE, dublin.roadmap, slots(dublin)[0], dublin.large_room))

    with pytest.raises(MoveForbidden, match="runs into a break"):
        change(dublin, to(Action.LENGTHEN, dublin.roadmap, minutes=150))
    change(dublin, to(Action.LENGTHEN, dublin.roadmap, minutes=90))

    assert dublin.roadmap.length == 1


def test_a_rule_that_a_longer_session_overrides_stays_so_when_that_is_done_again(dublin: Dublin) -> None:
    first, second = dublin.event.slots_in_order[:2]
    second.is_break = False
    dublin.roadmap.is_plenary = True
    db.session.commit()
    change(dublin, to(Action.PLACE, dublin.roadmap, first, dublin.large_room))
    change(dublin, to(Action.PLACE, dublin.portathon, second, dublin.small_room))
    longer = to(Action.LENGTHEN, dublin.roadmap, minutes=180)
    with pytest.raises(MoveForbidden, match="at the same time"):
        change(dublin, longer)

    change(dublin, longer, override=True)
    undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)
    undoing.redo(event=dublin.event, by=dublin.lars, now=NOON)

    assert dublin.roadmap.length == 2
    assert draft_of(dublin).sessions[0].overridden == ["plenary"]


def test_a_second_session_is_allowed_placed_and_undone_in_one_step(dublin: Dublin) -> None:
    thursday, _, friday, _ = slots(dublin)
    change(dublin, to(Action.PLACE, dublin.roadmap, thursday, dublin.large_room))
    change(dublin, to(Action.SECOND_RUN, dublin.roadmap, friday, dublin.large_room))
    assert [(each.occurrence, each.slot.day.day) for each in draft_of(dublin).sessions] == [(1, 16), (2, 17)]

    undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)

    assert [each.occurrence for each in draft_of(dublin).sessions] == [1]
    assert not dublin.roadmap.may_run_twice


def test_everybody_undoes_their_own_steps(dublin: Dublin) -> None:
    thursday, _, friday, _ = slots(dublin)
    change(dublin, to(Action.PLACE, dublin.roadmap, thursday, dublin.large_room))
    change(dublin, to(Action.PLACE, dublin.network, thursday, dublin.small_room), by="ian")

    undone = undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)
    assert str(undone.words) == "Undone: Schedule “Xen Developer and Roadmap discussion”"
    assert places(dublin).keys() == {4}

    undoing.redo(event=dublin.event, by=dublin.lars, now=NOON)
    change(dublin, to(Action.MOVE, dublin.roadmap, friday, dublin.large_room), by="ian")
    with pytest.raises(UndoImpossible, match="Ian Campbell has changed “Xen Developer"):
        undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)
    with pytest.raises(UndoImpossible, match="nothing to redo"):
        undoing.redo(event=dublin.event, by=dublin.lars, now=NOON)
    assert places(dublin)[1] == ("Fri 10", "liffey")


def test_a_step_is_not_undone_into_a_cell_that_somebody_has_taken(dublin: Dublin) -> None:
    thursday, later, _, _ = slots(dublin)
    change(dublin, to(Action.PLACE, dublin.roadmap, thursday, dublin.large_room))
    change(dublin, to(Action.MOVE, dublin.roadmap, later, dublin.large_room))
    change(dublin, to(Action.PLACE, dublin.network, thursday, dublin.large_room), by="ian")

    with pytest.raises(UndoImpossible, match="Ian Campbell has changed “Xen network improvement” since"):
        undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)


@pytest.mark.parametrize(
    "wrong",
    [
        Change(action=Action.MOVE, topic=99, place=(1, 1)),
        Change(action=Action.MOVE, topic=1, place=(9_999, 1)),
        Change(action=Action.MOVE, topic=1),
        Change(action=Action.PIN, topic=1),
        Change(action=Action.MOVE, topic=1, run=7, place=(1, 1)),
        Change(action=Action.LENGTHEN, topic=1, minutes=-5),
        Change(action=Action.LENGTHEN, topic=1, minutes=10**9),
    ],
)
def test_what_makes_no_sense_is_refused(dublin: Dublin, wrong: Change) -> None:
    with pytest.raises(BadEntry):
        change(dublin, wrong)

    assert db.session.query(Session).count() == 0


def test_a_room_that_is_lost_from_an_hour_sends_its_sessions_to_the_tray(dublin: Dublin) -> None:
    thursday, later, friday, _ = slots(dublin)
    change(
        dublin,
        to(Action.PLACE, dublin.roadmap, thursday, dublin.large_room),
        to(Action.PLACE, dublin.portathon, later, dublin.large_room),
        to(Action.PLACE, dublin.network, friday, dublin.large_room),
    )

    done = closing.close_from(
        event=dublin.event, slot=later, room=dublin.large_room, by=dublin.lars, now=NOON
    )

    assert places(dublin).keys() == {1, 4}
    assert str(done.words) == f"Closed. 1 session no longer fits: {dublin.portathon.title}."
    with pytest.raises(MoveForbidden, match="closed at 13:00"):
        undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)
    with pytest.raises(BadEntry, match="already closed"):
        closing.close_from(event=dublin.event, slot=later, room=dublin.large_room, by=None, now=NOON)


def test_a_topic_that_runs_once_is_moved_by_either_number_of_its_session(dublin: Dublin) -> None:
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    number, room = dublin.portathon.number, dublin.large_room.id

    def change(action: Action, run: int, slot: Slot | None = None) -> None:
        wanted = Change(action=action, topic=number, run=run, place=(slot.id, room) if slot else None)
        changing.make_changes(event=dublin.event, changes=[wanted], by=dublin.lars, now=NOON)

    change(Action.PLACE, 1, slots[0])
    change(Action.SECOND_RUN, 1, slots[1])
    change(Action.ONE_RUN, 1)

    # Its second run is left, and is the only one.
    change(Action.PLACE, 1, slots[2])

    draft = drafts.current(dublin.event)
    assert draft is not None
    assert [(session.occurrence, session.slot_id) for session in draft.sessions] == [(2, slots[2].id)]
