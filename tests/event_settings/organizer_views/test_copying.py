"""The page that copies an event."""

from datetime import time

from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.events.queries import events
from hackathon.planning.timetable.models import Slot
from tests.conftest import Visitor
from tests.dublin import Dublin

COPY = "/dublin-2013/organize/settings/copy"
SENT = {
    "title": "Xen Hackathon",
    "slug": "cambridge-2014",
    "place": "Cambridge",
    "first_day": "2014-05-29",
}


def test_an_event_is_copied_from_its_settings(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    assert f'href="{COPY}"' in visitor.get("/dublin-2013/organize/settings").text
    assert 'value="Xen Hackathon"' in visitor.get(COPY).text

    answer = visitor.post(COPY, data=SENT)

    assert (answer.status_code, answer.location) == (303, "/cambridge-2014/organize/")
    assert "Event copied" in visitor.get(answer.location).text


def test_what_is_wrong_is_said_beside_what_was_typed(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    for wrong, words in (
        ({"slug": "dublin-2013"}, "There is already an event at /dublin-2013/"),
        ({"first_day": "9999-12-31"}, "is not a valid year"),
    ):
        answer = visitor.post(COPY, data={**SENT, **wrong})

        assert answer.status_code == 422
        assert words in answer.text
        assert 'value="Cambridge"' in answer.text
    assert events.get("cambridge-2014") is None


def test_copying_reads_the_same_few_rows_however_much_comes_along(
    visitor: Visitor, dublin: Dublin, queries: list[str]
) -> None:
    """Only reads are counted: SQLite is sent a statement for each new row whose key it gives."""
    visitor.signed_in_as(dublin.lars).post(COPY, data={**SENT, "slug": "warm-up"})
    queries.clear()
    visitor.post(COPY, data={**SENT, "slug": "few"})
    few = [query for query in queries if query.startswith("SELECT")]
    dublin.event.slots += [
        Slot(day=slot.day, starts=time(hour), ends=time(hour + 1))
        for slot in dublin.event.slots[::3]
        for hour in (15, 16)
    ]
    db.session.add(Attendance(event=dublin.event, person=dublin.msw, role=Role.HELPER))
    db.session.commit()
    queries.clear()

    visitor.post(COPY, data={**SENT, "slug": "many"})

    assert len([query for query in queries if query.startswith("SELECT")]) == len(few)
    copied = events.get("many")
    assert copied is not None
    assert len(copied.slots) == 10
