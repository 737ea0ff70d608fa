from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from hackathon.core.domain.agenda import Agenda
from tests.agendas import CLOSING, NETWORK, any_agenda, few, publish


@given(any_agenda())
def test_an_agenda_survives_json_and_back(agenda: Agenda) -> None:
    assert Agenda.from_json(agenda.to_json()) == agenda


def test_times_are_written_on_the_clocks_of_the_place() -> None:
    assert few().when(datetime(2013, 5, 16, 8, 30, tzinfo=UTC)) == "Thu 16 May, 09:30"


def test_days_are_local_days() -> None:
    assert few().days == (date(2013, 5, 16), date(2013, 5, 17))


def test_a_cancelled_session_is_kept_but_does_not_run() -> None:
    agenda = publish(CLOSING, previous=publish(CLOSING, NETWORK))

    assert [each.topic for each in agenda.sessions] == [1, 6]
    assert [each.topic for each in agenda.running] == [1]


def test_only_rooms_with_a_session_are_used() -> None:
    assert [room.slug for room in publish(CLOSING, NETWORK).rooms_used] == ["liffey", "tolka"]


def test_the_agenda_of_some_topics_is_the_same_but_for_its_sessions() -> None:
    agenda = few()

    assert [each.topic for each in agenda.of_topics({1, 99}).sessions] == [1]
    assert agenda.of_topics({1}).slots == agenda.slots


def test_a_session_must_end_after_it_starts() -> None:
    session = publish(CLOSING).sessions[0]

    with pytest.raises(ValueError, match="session '1-uid-1' ends before it starts"):
        replace(session, ends=session.starts)
