"""What runs late with a session, and what breaks absorb of it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.domain.agenda import Agenda
from hackathon.publication.delays.domain import DelayScope, delayed_agenda, next_in_room
from tests.agendas import any_agenda, dublin_at, placed, publish

MORNING = placed(1, "Morning", "liffey", dublin_at(16, 9, 30))
NOON = placed(2, "Noon", "liffey", dublin_at(16, 11, 30))
TOLKA = placed(3, "Noon in Tolka", "tolka", dublin_at(16, 11, 30))
AFTERNOON = placed(4, "Afternoon", "liffey", dublin_at(16, 14))
TOMORROW = placed(5, "Tomorrow", "liffey", dublin_at(17, 9, 30))
DAY = (MORNING, NOON, TOLKA, AFTERNOON, TOMORROW)


BEFORE = dublin_at(16, 9)


def late_by(agenda: Agenda, scope: DelayScope, minutes: int) -> dict[int, int]:
    late = next(session for session in agenda.running if session.topic == 1)
    after = delayed_agenda(agenda, late, scope, minutes, BEFORE)
    return {each.topic: each.delayed for each in after if each.delayed}


def test_breaks_absorb_a_delay_down_to_ten_minutes_and_the_next_day_never_moves() -> None:
    agenda = publish(*DAY)

    assert late_by(agenda, DelayScope.SESSION, 30) == {1: 30}
    # The coffee break of 30 minutes gives up 20, lunch the rest.
    assert late_by(agenda, DelayScope.ROOM, 30) == {1: 30, 2: 10}
    assert late_by(agenda, DelayScope.EVERYTHING, 30) == {1: 30, 2: 10, 3: 10}
    assert late_by(agenda, DelayScope.EVERYTHING, 15) == {1: 15}


def test_a_second_delay_finds_the_break_already_used() -> None:
    agenda = publish(*DAY)
    late = next(session for session in agenda.running if session.topic == 1)
    again = publish(*delayed_agenda(agenda, late, DelayScope.ROOM, 15, BEFORE), previous=agenda)

    assert late_by(again, DelayScope.ROOM, 15) == {1: 30, 2: 10}


def test_a_session_that_would_run_into_the_next_one_in_its_room_says_so() -> None:
    close = placed(6, "Close behind", "liffey", dublin_at(16, 11))
    agenda = publish(MORNING, close)
    late = next(session for session in agenda.running if session.topic == 1)

    found = next_in_room(agenda, late, 5)

    assert found is not None
    assert found.title == "Close behind"
    assert next_in_room(publish(*DAY), late, 15) is None


def test_a_session_that_has_begun_ends_later_and_only_what_follows_starts_later() -> None:
    agenda = publish(*DAY)
    noon = next(session for session in agenda.running if session.topic == NOON.topic)
    now = dublin_at(16, 11, 40)

    after = {each.topic: each for each in delayed_agenda(agenda, noon, DelayScope.EVERYTHING, 60 + 10, now)}

    assert (after[2].starts, after[2].ends, after[2].delayed) == (noon.starts, dublin_at(16, 14, 10), 0)
    # What runs beside it stays; lunch gives up 50 of its 60 minutes.
    assert (after[3].starts, after[3].ends) == (TOLKA.starts, TOLKA.ends)
    assert (after[4].starts, after[4].delayed) == (dublin_at(16, 14, 20), 20)

    again = publish(*after.values(), previous=agenda)
    noon = next(session for session in again.running if session.topic == NOON.topic)
    later = {each.topic: each for each in delayed_agenda(again, noon, DelayScope.ROOM, 5, now)}
    assert (later[2].ends, later[4].delayed) == (dublin_at(16, 14, 15), 25)


@given(any_agenda(), st.sampled_from(list(DelayScope)), st.sampled_from((5, 10, 15, 30)), st.data())
def test_nothing_moves_forward_and_nothing_moves_more_than_was_said(
    agenda: Agenda, scope: DelayScope, minutes: int, data: st.DataObject
) -> None:
    if not agenda.running:
        return
    late = data.draw(st.sampled_from(agenda.running))
    now = data.draw(st.sampled_from(agenda.running)).starts - timedelta(minutes=1)
    before = {session.key: session for session in agenda.running}

    for each in delayed_agenda(agenda, late, scope, minutes, now):
        session = before[each.key]
        moved, ends_later = each.starts - session.starts, each.ends - session.ends
        if session.starts <= now:
            is_late = each.key == late.key
            assert (moved, ends_later) == (timedelta(0), timedelta(minutes=minutes if is_late else 0))
        else:
            assert timedelta(0) <= moved <= timedelta(minutes=minutes)
            assert ends_later == moved
        assert each.starts - timedelta(minutes=each.delayed) == session.planned_start
