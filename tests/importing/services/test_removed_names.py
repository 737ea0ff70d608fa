"""A page that is imported again does not bring back whoever asked to be deleted."""

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.importing.queries import removed_names
from hackathon.importing.services import importing
from hackathon.my_account.account_deletion import services as leaving
from hackathon.pages.readers.rendered.reader import read
from tests.dublin import NOON
from tests.page_builders import PAGE, bring_in, event

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("takes_words", [True, False])
@pytest.mark.parametrize("name", ["Stefano Stabellini", "Ian Campbell"])
def test_who_asked_to_be_deleted_does_not_come_back_with_the_page(name: str, takes_words: bool) -> None:
    bring_in()
    person = db.session.scalars(select(Person).filter_by(name=name)).one()

    leaving.leave(person=person, takes_words=takes_words, now=NOON)
    _, removed = removed_names.without_removed(read(PAGE), event())
    again = bring_in()

    assert name in removed
    assert name not in f"{again}"
    assert db.session.scalars(select(Person.name).filter_by(name=name)).all() == []
    assert name not in everything_stored()
    assert bring_in().changes_nothing


def everything_stored() -> str:
    """Return all rows of all tables as one text."""
    tables = db.metadata.sorted_tables
    return "\n".join(str(row) for table in tables for row in db.session.execute(select(table)))


def test_a_namesake_of_somebody_who_was_deleted_comes_in_where_an_organizer_says_so() -> None:
    bring_in()
    person = db.session.scalars(select(Person).filter_by(name="Ian Campbell")).one()
    leaving.leave(person=person, takes_words=True, now=NOON)

    importing.apply(
        text=PAGE,
        page=read(PAGE),
        target=event(),
        by=None,
        now=NOON,
        sent={removed_names.NAMES: removed_names.ALL},
    )

    assert db.session.scalars(select(Person).filter_by(name="Ian Campbell")).one().id != person.id


def test_a_stranger_of_another_event_is_not_left_out() -> None:
    bring_in()
    person = db.session.scalars(select(Person).filter_by(name="Ian Campbell")).one()
    leaving.leave(person=person, takes_words=True, now=NOON)

    assert removed_names.without_removed(read(PAGE), None) == (read(PAGE), ())
