"""The page that moves an event, which first shows what moves."""

from datetime import date

from tests.conftest import Visitor
from tests.dublin import THURSDAY, Dublin
from tests.forms import forms_of

MOVE = "/dublin-2013/organize/settings/move"


def test_an_event_is_moved_after_the_page_has_shown_what_moves(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    assert f'href="{MOVE}"' in visitor.get("/dublin-2013/organize/settings").text

    shown = visitor.post(MOVE, data={"version": "1", "first_day": "2014-05-29"})

    assert shown.status_code == 200
    assert "30 May 2014" in shown.text
    assert "6 slots and breaks" in shown.text
    assert dublin.event.first_day == THURSDAY

    form = next(each for each in forms_of(shown.text, MOVE) if "first_day" in each.data)
    # Another day than the one that was shown is shown first, too.
    other = visitor.post(MOVE, data={**form.data, "first_day": ["2015-05-28"]})
    assert (other.status_code, dublin.event.first_day) == (200, THURSDAY)

    answer = visitor.post(MOVE, data=form.data)

    assert (answer.status_code, answer.location) == (303, "/dublin-2013/organize/settings")
    assert dublin.event.first_day == date(2014, 5, 29)


def test_a_day_that_cannot_be_is_refused_before_anything_is_shown(visitor: Visitor, dublin: Dublin) -> None:
    for wrong, words in (("9999-12-31", "is not a valid year"), ("", "Please choose the first day.")):
        answer = visitor.signed_in_as(dublin.lars).post(MOVE, data={"version": "1", "first_day": wrong})

        assert answer.status_code == 422
        assert words in answer.text


def test_the_preview_reads_the_same_few_rows(visitor: Visitor, dublin: Dublin, queries: list[str]) -> None:
    visitor.signed_in_as(dublin.lars).get(MOVE)
    queries.clear()

    visitor.post(MOVE, data={"version": "1", "first_day": "2014-05-29"})

    assert len(queries) == 6
