"""The wiki page of the Dublin hackathon, brought in by tests."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from hackathon.core.extensions import Base, db
from hackathon.demo import samples
from hackathon.events.models import Event
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import new_event
from hackathon.pages.merge.plan import MergePlan
from hackathon.pages.readers.rendered.reader import read
from hackathon.topics.models import Topic
from tests.dublin import NOON

PAGE = samples.dublin()
LOGS = ("activity", "page_import", "topic_merge", "topic_version")
ALL_OF_IT = "16 new topics, 10 new votes, 2 new comments, 38 new people"


def bring_in(text: str = PAGE, sent: Mapping[str, str] | None = None, **known: Any) -> MergePlan:  # noqa: ANN401 -- what `new_event` takes
    """Import a page into the event at this server, or into a new one; `sent` are the choices of a form."""
    page = read(text)
    event = db.session.scalars(select(Event)).one_or_none()
    target = event or new_event(page, **{"zone": "Europe/Dublin", **known})
    return importing.apply(text=text, page=page, target=target, by=None, now=NOON, sent=sent)


def event() -> Event:
    return db.session.scalars(select(Event)).one()


def topic(number: int) -> Topic:
    return db.session.scalars(select(Topic).filter_by(number=number)).one()


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in Base.metadata.sorted_tables
    }


def without_logs() -> dict[str, list[object]]:
    """Every row of every table but the logs; how often a row was changed is not what it holds."""
    found = everything()
    return {
        table.name: [
            tuple(value for column, value in zip(table.columns, row, strict=True) if column.name != "version")
            for row in found[table.name]
        ]
        for table in Base.metadata.sorted_tables
        if table.name not in LOGS
    }


def counted(model: type[Base], *where: Any) -> int:  # noqa: ANN401 -- SQLAlchemy's own
    return db.session.scalars(select(func.count()).select_from(model).where(*where)).one()


def changed(old: str, new: str) -> str:
    assert old in PAGE, old
    return PAGE.replace(old, new, 1)
