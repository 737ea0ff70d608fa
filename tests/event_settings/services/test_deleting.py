"""Deleting an event: with it goes everything that belongs to it, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from hackathon.accounts.models import Person
from hackathon.activity.models import Activity
from hackathon.agenda.feeds.services import feeds
from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import Base, db
from hackathon.event_settings.services import copying, deleting
from tests.conftest import Visitor
from tests.dublin import NOON, THURSDAY, Dublin
from tests.page_builders import bring_in, event, everything

DELETION = "/dublin-2013/organize/settings/deletion"
OF_THE_SERVER = {"person", "activity", "gone_address", "device", "sign_in_link", "passkey", "used_once"}


def rows() -> dict[str, int]:
    """Count the rows of every table that has any."""
    counted = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
    return {name: count for name, count in counted.items() if count}


@pytest.mark.postgresql
def test_everything_that_belongs_to_an_event_goes_and_other_events_stay(dublin: Dublin) -> None:
    before = everything()
    other = copying.copy(
        event=dublin.event,
        slug="dublin-2014",
        title="Next",
        place=None,
        first_day=THURSDAY + timedelta(days=364),
        by=dublin.lars,
        now=NOON,
    )

    deleting.delete(event=other, typed="next ", seen=None, by=dublin.lars, now=NOON)

    after = everything()
    for name in OF_THE_SERVER:
        before.pop(name, None), after.pop(name, None)
    assert after == before


@pytest.mark.postgresql
@pytest.mark.usefixtures("app")
def test_people_who_were_only_named_at_the_event_go_with_it() -> None:
    bring_in()
    assert rows()["person"] > 38

    deleting.delete(event=event(), typed=event().title, seen=None, by=None, now=NOON)

    assert set(rows()) <= {"activity", "gone_address"}


def test_accounts_stay(dublin: Dublin) -> None:
    deleting.delete(event=dublin.event, typed=dublin.event.title, seen=None, by=dublin.lars, now=NOON)

    assert "lars" in " ".join(db.session.scalars(select(Person.name))).casefold()
    assert set(rows()) <= OF_THE_SERVER | {"handle"}
    words = db.session.scalars(select(Activity.words).where(Activity.event_id.is_(None))).all()
    assert any("deleted the event Xen Hackathon" in each for each in words)


def test_without_its_title_nothing_is_deleted(dublin: Dublin) -> None:
    before = everything()
    for typed, seen, refusal in (("Xen", None, BadEntry), (dublin.event.title, 99, StaleForm)):
        with pytest.raises(refusal):
            deleting.delete(event=dublin.event, typed=typed, seen=seen, by=dublin.lars, now=NOON)

    assert everything() == before


def test_the_page_says_what_is_lost_and_calendars_say_that_they_are_gone(
    visitor: Visitor, dublin: Dublin
) -> None:
    secret = feeds.address(event=dublin.event, person=dublin.lars, now=NOON)
    visitor.signed_in_as(dublin.lars)
    page = visitor.get(DELETION).text
    assert "What will be lost" in page
    title = dublin.event.title

    wrong = visitor.post(DELETION, data={"version": dublin.event.version, "typed": "no"})
    assert (wrong.status_code, "Please type the title" in wrong.text) == (422, True)
    answer = visitor.post(DELETION, data={"version": dublin.event.version, "typed": title})

    assert (answer.status_code, answer.location) == (303, "/")
    assert visitor.get("/dublin-2013/").status_code == 404
    assert visitor.get("/dublin-2013/agenda.ics").status_code == 410
    assert visitor.get(f"/calendars/{secret}.ics").status_code == 410
