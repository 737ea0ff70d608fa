"""The rules that an event's rows ask for, as the planner is told them; `test_rules.py` has what they do."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import delete, select

from hackathon.accounts.models import Person as Row
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ContactRole
from hackathon.core.domain.votes import Choice, UnlistedVotes
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Availability
from hackathon.planner.model.problem import Multipliers, Person, Previous, Topic
from hackathon.planner.solve import solve
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.problem.queries import problems
from hackathon.planning.rooms.models import RoomClosure
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Contact
from hackathon.topics.models import Topic as TopicRow
from hackathon.topics.order.models import TopicOrder
from hackathon.topics.votes.models import Vote
from tests.agendas import placed, publish
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql

TEN = datetime(2013, 5, 16, 9, 0, tzinfo=UTC)
"""Thursday, ten o'clock in Dublin: the first slot."""


def case_of(
    dublin: Dublin, *, draft: Draft | None = None, published: Agenda | None = None, now: datetime = NOON
) -> problems.Case:
    db.session.commit()
    return problems.load_problem(dublin.event, draft=draft, published=published, now=now)


def topic(case: problems.Case, row: TopicRow) -> Topic:
    return case.problem.topics[case.topics.index(row)]


def person(case: problems.Case, row: Row) -> Person:
    return next(each for each in case.problem.people if each.key == row.id)


def attendance(row: Row) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == row.id)).one()


def vote(row: Row, *topics: TopicRow, choice: Choice = Choice.MUST) -> None:
    db.session.add_all(Vote(topic=each, person=row, choice=choice, cast_at=NOON) for each in topics)


def slots(dublin: Dublin, *rows: tuple[date, int, int, bool]) -> None:
    db.session.execute(delete(Slot))
    db.session.expire_all()
    dublin.event.slots = [
        Slot(day=day, starts=time(starts), ends=time(ends), is_break=is_break)
        for day, starts, ends, is_break in rows
    ]


def test_a_break_holds_no_session_and_parts_what_it_lies_between(dublin: Dublin) -> None:
    case = case_of(dublin)

    assert [(each.day, each.block) for each in case.problem.slots] == [(0, 0), (0, 1), (1, 2), (1, 3)]


def test_slots_that_follow_each_other_are_one_block_and_a_gap_parts_them(dublin: Dublin) -> None:
    slots(dublin, (THURSDAY, 9, 10, False), (THURSDAY, 10, 11, False), (THURSDAY, 12, 13, False))

    assert [each.block for each in case_of(dublin).problem.slots] == [0, 0, 1]


def test_a_day_ends_a_block_whatever_the_clocks_say(dublin: Dublin) -> None:
    slots(dublin, (THURSDAY, 11, 12, False), (FRIDAY, 12, 13, False))

    assert [(each.day, each.block) for each in case_of(dublin).problem.slots] == [(0, 0), (1, 1)]


def test_a_topic_keeps_its_length_needs_area_and_whether_it_is_for_everybody(dublin: Dublin) -> None:
    dublin.portathon.length, dublin.portathon.needs, dublin.portathon.is_plenary = (
        2,
        ["screen", "board"],
        True,
    )

    found = topic(case_of(dublin), dublin.portathon)

    assert (found.length, found.features, found.plenary) == (2, ("board", "screen"), True)
    assert found.area == "Hypervisor"


def test_a_room_keeps_its_seats_features_and_the_slots_in_which_it_is_closed(dublin: Dublin) -> None:
    friday = next(slot for slot in dublin.event.slots if slot.day == FRIDAY)
    dublin.small_room.features = ["screen"]
    db.session.add(RoomClosure(room=dublin.small_room, slot_id=friday.id))

    large, small = case_of(dublin).problem.rooms

    assert (large.capacity, large.features, large.closed) == (40, (), ())
    assert (small.capacity, small.features, small.closed) == (2, ("screen",), (2,))


@pytest.mark.parametrize("role", ContactRole)
def test_whoever_stands_for_a_topic_in_any_role_must_be_there(dublin: Dublin, role: ContactRole) -> None:
    dublin.network.contacts.append(Contact(person=dublin.konrad, role=role))
    case = case_of(dublin)

    named = {case.problem.people[at].name for at in topic(case, dublin.network).contacts}

    assert named == {dublin.konrad.name, dublin.wei.name}


def test_a_contact_who_is_not_there_throughout_is_away_in_every_other_slot(dublin: Dublin) -> None:
    # A slot that they leave before its end is one that they cannot run anything in.
    attendance(dublin.ian).availability = [Availability(day=THURSDAY, arrives=time(9), leaves=time(14))]

    assert person(case_of(dublin), dublin.ian).away == (1, 2, 3)


def test_who_said_nothing_of_coming_is_present_throughout_and_named(dublin: Dublin) -> None:
    case = case_of(dublin)

    assert case.strangers == (dublin.msw.name,)
    assert person(case, dublin.msw).away == ()


@pytest.mark.parametrize(
    ("status", "weight"),
    [
        (Status.CONFIRMED, 400),
        (Status.INVITED, 200),
        (Status.WAITLISTED, 200),
        (Status.MAYBE, 120),
        (Status.DECLINED, None),
        (Status.CANCELLED, None),
        (None, 200),
    ],
)
def test_a_vote_weighs_as_much_as_it_is_sure_that_somebody_comes(
    dublin: Dublin, status: Status | None, weight: int | None
) -> None:
    dublin.event.percent_invited, dublin.event.percent_maybe = 50, 30
    # Konrad runs nothing that is planned.
    vote(dublin.konrad, dublin.roadmap)
    # With a third percentage everything is counted in tenths of a vote.
    attendance(dublin.kelly).status = Status.MAYBE
    vote(dublin.kelly, dublin.network)
    if status is None:
        dublin.event.unlisted_votes = UnlistedVotes.ALWAYS
        db.session.delete(attendance(dublin.konrad))
    else:
        attendance(dublin.konrad).status = status

    case = case_of(dublin)

    votes = dict(person(case, dublin.konrad).votes)
    assert case.scale == 10
    assert votes == ({} if weight is None else {case.topics.index(dublin.roadmap): weight // 10})


def test_answers_weigh_what_the_event_says_and_so_do_costs(dublin: Dublin) -> None:
    event = dublin.event
    event.weight_must, event.weight_will, event.weight_maybe = 9, 5, 3
    event.cost_loss, event.cost_seat, event.cost_change = 7, 2, 11
    db.session.execute(delete(Vote))
    vote(dublin.ian, dublin.roadmap, choice=Choice.MUST)
    vote(dublin.ian, dublin.network, choice=Choice.WILL)
    vote(dublin.ian, dublin.portathon, choice=Choice.MAYBE)

    case = case_of(dublin)

    assert sorted(weight for _, weight in person(case, dublin.ian).votes) == [3, 5, 9]
    assert (case.scale, case.problem.multipliers) == (1, Multipliers(loss=7, seat=2, change=11))


def test_where_votes_are_counted_in_parts_seats_and_changes_keep_their_proportion(dublin: Dublin) -> None:
    dublin.event.percent_invited = 50

    case = case_of(dublin)

    assert (case.scale, case.problem.multipliers) == (2, Multipliers(loss=10, seat=2, change=40))


def test_a_topic_whose_contacts_have_all_gone_is_left_out_and_reported(dublin: Dublin) -> None:
    attendance(dublin.wei).status = Status.DECLINED

    case = case_of(dublin)

    assert case.left_out == (dublin.network,)
    assert dublin.network not in case.topics


def test_a_topic_goes_on_with_the_contact_who_still_comes(dublin: Dublin) -> None:
    dublin.network.contacts.append(Contact(person=dublin.konrad))
    attendance(dublin.wei).status = Status.CANCELLED

    case = case_of(dublin)

    assert case.left_out == ()
    assert [case.problem.people[at].key for at in topic(case, dublin.network).contacts] == [dublin.konrad.id]


def test_a_withdrawn_topic_is_not_planned(dublin: Dublin) -> None:
    assert dublin.withdrawn not in case_of(dublin).topics


@pytest.mark.parametrize("pinned", [True, False])
def test_a_topic_that_nobody_is_left_to_run_is_planned_only_if_an_organizer_pins_it(
    dublin: Dublin, pinned: bool
) -> None:
    attendance(dublin.wei).status = Status.DECLINED

    case = case_of(dublin, draft=draft_of(dublin, pinned=pinned))

    assert (dublin.network in case.topics, case.held_alone) == (pinned, (dublin.network,) * pinned)
    assert case.left_out == (() if pinned else (dublin.network,))
    if pinned:
        assert topic(case, dublin.network).contacts == ()


def draft_of(dublin: Dublin, *, pinned: bool) -> Draft:
    slot = next(slot for slot in dublin.event.slots if slot.day == FRIDAY)
    session = Session(topic=dublin.network, room=dublin.small_room, slot=slot, pinned=pinned)
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON, sessions=[session])
    db.session.add(draft)
    return draft


@pytest.mark.parametrize(("pinned", "place"), [(True, ((2,), 1)), (False, (None, None))])
def test_a_pinned_session_keeps_its_slot_and_its_room(
    dublin: Dublin, pinned: bool, place: tuple[object, object]
) -> None:
    draft = draft_of(dublin, pinned=pinned)

    found = topic(case_of(dublin, draft=draft), dublin.network)

    assert (found.starts, found.room) == place


def test_a_topic_that_comes_after_another_is_ordered_while_both_are_planned(dublin: Dublin) -> None:
    db.session.add(TopicOrder(first=dublin.roadmap, then=dublin.network))
    case = case_of(dublin)
    assert case.problem.order == ((case.topics.index(dublin.roadmap), case.topics.index(dublin.network)),)

    attendance(dublin.wei).status = Status.DECLINED
    assert case_of(dublin).problem.order == ()


def revision(dublin: Dublin) -> Agenda:
    """Return what was published: the network in the first slot, the portathon in a room that is no more."""
    sessions = (
        placed(dublin.network.number, "Network", "dodder", TEN, minutes=120),
        placed(dublin.portathon.number, "Portathon", "tolka", TEN, minutes=120),
        placed(99, "Forgotten", "liffey", TEN, minutes=120),
    )
    return publish(*sessions)


def test_a_change_is_counted_against_what_is_published(dublin: Dublin) -> None:
    case = case_of(dublin, published=revision(dublin))

    at = case.topics.index
    assert set(case.problem.previous) == {
        Previous(topic=at(dublin.network), start=0, room=1),
        Previous(topic=at(dublin.portathon), start=0, room=-1),
    }


def test_what_has_begun_stays_and_nothing_else_begins_before_now(dublin: Dublin) -> None:
    case = case_of(dublin, published=revision(dublin), now=TEN)

    running, other = topic(case, dublin.network), topic(case, dublin.roadmap)
    assert (running.starts, running.room) == ((0,), 1)
    assert other.starts == (1, 2, 3)


def test_of_too_many_topics_the_least_wanted_is_left_out(dublin: Dublin) -> None:
    # One room and three slots for four topics; nobody but Konrad votes, and least for the network.
    db.session.add_all(RoomClosure(room=dublin.small_room, slot_id=slot.id) for slot in dublin.event.slots)
    last = dublin.event.slots[-1]
    db.session.add(RoomClosure(room=dublin.large_room, slot_id=last.id))
    db.session.execute(delete(Vote))
    vote(dublin.konrad, dublin.roadmap, dublin.portathon, dublin.toolstacks)
    vote(dublin.konrad, dublin.network, choice=Choice.MAYBE)
    case = case_of(dublin)

    found = solve(case.problem, seconds=None, steps=50)

    assert [case.topics[at] for at, start in enumerate(found.start) if start < 0] == [dublin.network]
    assert (found.status, found.loss) == ("optimal", case.scale)
