"""A topic that runs twice, from its votes to its calendar entries, and what becomes of one session."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.agenda.models import CalendarEntry
from hackathon.core.domain.agenda import AgendaSession
from hackathon.core.domain.timetable import TimetableRow
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, RunState, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.on_the_day import services as on_the_day
from hackathon.planning.on_the_day.services import Dropped, Incident, Overrun
from hackathon.planning.runs import jobs as job
from hackathon.planning.timetable import services as timetable
from hackathon.publication.services import publishing
from hackathon.topics.models import Topic
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin
from tests.schedule import moves
from tests.twice import let, plan, publish_twice

EVENING = datetime(2013, 5, 16, 18, 0, tzinfo=UTC)


@pytest.fixture
def published(dublin: Dublin) -> Dublin:
    """Dublin with a network session on each day, since some who want it come only on one; published."""
    publish_twice(dublin)
    return dublin


def draft_of(dublin: Dublin) -> Draft:
    draft = drafts.current(dublin.event)
    assert draft is not None
    return draft


def drafted(dublin: Dublin, topic: Topic) -> dict[int, Session]:
    return {each.occurrence: each for each in draft_of(dublin).sessions if each.topic_id == topic.id}


def sessions(dublin: Dublin) -> dict[int, AgendaSession]:
    """Return the network's sessions of the published agenda, cancelled ones too."""
    agenda = agendas.latest(dublin.event)
    assert agenda is not None
    return {each.occurrence: each for each in agenda.of_topics([dublin.network.number]).sessions}


def published_again(dublin: Dublin, hours: int = 1, now: datetime = NOON) -> dict[int, AgendaSession]:
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=now + timedelta(hours=hours))
    return sessions(dublin)


def planned_after(dublin: Dublin, what: Incident, now: datetime) -> None:
    run = on_the_day.record_incident(event=dublin.event, what=what, by=dublin.lars, now=now)
    job.perform(run, clock=lambda: now)
    assert run.state is RunState.DONE


def leave_out(dublin: Dublin, occurrence: int) -> None:
    moves.leave_out(draft_of(dublin), dublin.network, occurrence=occurrence)


def test_a_topic_that_may_runs_twice_where_that_honours_more(published: Dublin) -> None:
    found = sessions(published)

    assert [found[each].name for each in (1, 2)] == [
        "Xen network improvement (1 of 2)",
        "Xen network improvement (2 of 2)",
    ]
    assert [found[each].starts.date() for each in (1, 2)] == [THURSDAY, FRIDAY]
    assert [found[each].missing for each in (1, 2)] == [0, 0]
    assert sum(found[each].expected for each in (1, 2)) == 7
    uids = set(db.session.scalars(select(CalendarEntry.uid).where(CalendarEntry.topic_number == 4)))
    assert uids == {found[1].uid, found[2].uid}


def test_no_topic_runs_twice_that_need_not(dublin: Dublin) -> None:
    let(dublin, twice=True)
    plan(dublin)

    assert set(drafted(dublin, dublin.network)) == {1}


def test_a_second_session_that_goes_and_comes_back_keeps_its_calendar_entry(published: Dublin) -> None:
    before = sessions(published)
    where = drafted(published, published.network)[2]
    room, slot = where.room, where.slot

    leave_out(published, 2)
    gone = published_again(published)
    moves.place(draft_of(published), published.network, room, slot, occurrence=2)
    back = published_again(published, hours=2)

    assert [(each[2].uid, each[2].sequence, each[2].cancelled) for each in (before, gone, back)] == [
        (before[2].uid, 0, False),
        (before[2].uid, 1, True),
        (before[2].uid, 2, False),
    ]
    assert [(each[1].uid, each[1].sequence, each[1].name) for each in (before, gone, back)] == [
        (before[1].uid, 0, "Xen network improvement (1 of 2)"),
        (before[1].uid, 0, "Xen network improvement"),
        (before[1].uid, 0, "Xen network improvement (1 of 2)"),
    ]


def test_what_is_left_of_two_keeps_its_calendar_entry_when_planned_again(published: Dublin) -> None:
    before = sessions(published)
    leave_out(published, 1)
    published_again(published)
    let(published, twice=False)
    plan(published)

    assert [
        (each.occurrence, each.slot.starts_at) for each in drafted(published, published.network).values()
    ] == [(2, before[2].starts)]


def test_a_draft_loses_its_second_session_when_the_topic_may_no_longer_run_twice(published: Dublin) -> None:
    let(published, twice=False)

    found = published_again(published)

    assert [(each, found[each].cancelled, found[each].part) for each in (1, 2)] == [
        (1, False, ""),
        (2, True, "2 of 2"),
    ]


def test_only_a_topic_that_may_run_twice_is_placed_twice(dublin: Dublin) -> None:
    plan(dublin)
    slot = dublin.event.slots[0]

    with pytest.raises(BadEntry, match="runs only once"):
        moves.place(draft_of(dublin), dublin.network, dublin.small_room, slot, occurrence=2)


def test_a_pinned_session_of_two_stays_alone(published: Dublin) -> None:
    second = drafted(published, published.network)[2]
    moves.place(second.draft, published.network, second.room, second.slot, occurrence=2, pinned=True)
    plan(published)

    assert {each: one.pinned for each, one in drafted(published, published.network).items()} == {
        1: False,
        2: True,
    }


@pytest.mark.parametrize(("occurrence", "lengths"), [(1, (2, 1)), (2, (1, 2))])
def test_a_session_that_overruns_leaves_the_other_as_long_as_it_was(
    published: Dublin, occurrence: int, lengths: tuple[int, int]
) -> None:
    for day in (THURSDAY, FRIDAY):
        timetable.add_slot(
            event=published.event,
            day=day,
            row=TimetableRow(starts=time(15), ends=time(17)),
            seen=None,
            by=None,
            now=NOON,
        )
    for each in (1, 2):
        slot = next(
            s for s in published.event.slots if (s.day, s.starts) == ((THURSDAY, FRIDAY)[each - 1], time(13))
        )
        moves.place(
            draft_of(published), published.network, published.large_room, slot,
            occurrence=each, pinned=True, swaps=True,
        )  # fmt: skip
    before = published_again(published)

    what = Overrun(topic=published.network, occurrence=occurrence)
    planned_after(published, what, now=before[occurrence].starts + timedelta(minutes=30))
    after = published_again(published, now=before[occurrence].starts + timedelta(minutes=30))

    two_hours = timedelta(hours=2)
    assert [after[each].ends - after[each].starts for each in (1, 2)] == [
        two_hours * many for many in lengths
    ]
    assert [after[each].starts for each in (1, 2)] == [before[each].starts for each in (1, 2)]


def test_one_of_two_sessions_is_dropped_and_the_other_held(published: Dublin) -> None:
    before = sessions(published)

    planned_after(published, Dropped(topic=published.network, occurrence=1), now=NOON)
    found = published_again(published)

    assert (found[1].cancelled, found[2].cancelled) == (True, False)
    assert (found[2].uid, found[2].starts) == (before[2].uid, before[2].starts)
    assert not published.network.is_withdrawn


def test_the_second_session_is_dropped_after_the_first_was_held(published: Dublin) -> None:
    planned_after(published, Dropped(topic=published.network, occurrence=2), now=EVENING)
    found = published_again(published, now=EVENING)

    assert (found[1].cancelled, found[2].cancelled) == (False, True)


def test_a_session_that_has_begun_is_not_dropped(published: Dublin) -> None:
    with pytest.raises(BadEntry, match="has already started"):
        on_the_day.record_incident(
            event=published.event, what=Dropped(topic=published.network), by=None, now=EVENING
        )


def test_both_sessions_are_dropped_with_their_topic(published: Dublin) -> None:
    planned_after(published, Dropped(topic=published.network), now=NOON)

    assert published.network.is_withdrawn
    assert [each.cancelled for each in published_again(published).values()] == [True, True]
