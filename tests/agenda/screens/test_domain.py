"""What screens show, as the day goes on without anybody touching them."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hackathon.agenda.screens.domain import HORIZON, door_scenes, hall_scenes
from hackathon.core.domain.agenda import Agenda
from tests.agendas import any_agenda, dublin_at, few

MINUTE = timedelta(minutes=1)


def at_the_hall(agenda: Agenda, day: int, hour: int, minute: int = 0) -> tuple[bool, list[str]]:
    scene = hall_scenes(agenda, dublin_at(day, hour, minute))[0]
    return scene.is_next, [session.room for session in scene.sessions]


def test_the_hall_shows_what_is_on_and_ten_minutes_before_the_next_sessions_these() -> None:
    agenda = few()

    assert at_the_hall(agenda, 16, 8) == (True, ["liffey"])
    assert at_the_hall(agenda, 16, 10) == (False, ["liffey"])
    assert at_the_hall(agenda, 16, 11, 10) == (True, ["liffey", "tolka"])
    assert at_the_hall(agenda, 16, 12) == (False, ["liffey", "tolka"])
    assert at_the_hall(agenda, 16, 20) == (True, ["dodder"])
    assert at_the_hall(agenda, 17, 18) == (False, [])


def test_a_door_shows_its_session_then_the_next_one_and_at_last_that_there_is_none() -> None:
    scenes = door_scenes(few(), "tolka", dublin_at(16, 11, 40))

    assert [(each.session.title if each.session else None, each.is_running) for each in scenes] == [
        ("Xen network improvement", True),
        ("XAPI development process.", False),
        ("XAPI development process.", True),
        (None, False),
    ]


@given(any_agenda(), st.data())
def test_at_every_moment_until_tomorrow_there_is_exactly_one_scene(
    agenda: Agenda, data: st.DataObject
) -> None:
    starts = [session.starts for session in agenda.running] or [dublin_at(16, 9)]
    now = data.draw(st.sampled_from(starts)) + MINUTE * data.draw(st.integers(-2000, 2000))

    for scenes in (hall_scenes(agenda, now), door_scenes(agenda, "tolka", now)):
        assert [scene.starts for scene in scenes[1:]] == [scene.ends for scene in scenes[:-1]]
        assert (scenes[0].starts, scenes[-1].ends) == (now, now + HORIZON)
