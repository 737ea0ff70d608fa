"""Texts of people in scripts that run the other way: each is set in its own direction, on every page."""

from html.parser import HTMLParser

import pytest
from sqlalchemy import inspect, select

from hackathon.accounts.models import Person
from hackathon.activity.models import Activity
from hackathon.attendance.people.services import duplicates
from hackathon.core.database.types import CleanName, CleanText
from hackathon.core.extensions import Base, db
from hackathon.events.models import Milestone
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.hostile.test_texts import KEPT, gets

MARK = "\u05e9\u05dc\u05d5\u05dd"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ELSEWHERE = {"title", "option", "style", "script"}
"""Elements that hold nothing but plain text, or none that is seen."""


class Finder(HTMLParser):
    """Finds texts of people that stand in no element with a direction of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: set[str] = set()
        self.seen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        has_direction = tag == "bdi" or said.get("dir") == "auto"
        if tag == "input" and MARK in (said.get("value") or "") and said.get("type", "text") == "text":
            self._see(has_direction, f"input {said.get('name')}")
        if tag not in VOID:
            self.open.append((tag, has_direction))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if MARK in data and self.open[-1][0] not in ELSEWHERE:
            path = " > ".join(name for name, _ in self.open[-3:])
            self._see(any(has for _, has in self.open), f"{path}: {' '.join(data.split())[:60]}")

    def _see(self, has_direction: bool, where: str) -> None:
        self.seen += 1
        if not has_direction:
            self.found.add(where)


@pytest.fixture
def world(dublin: Dublin) -> Dublin:
    """Dublin, all of whose texts run from right to left, planned and published."""
    key = topics.comment(topic=dublin.portathon, by=dublin.ian, text="Hello", form_key="a", now=NOON)
    topics.comment(topic=dublin.portathon, by=dublin.wei, text="Hi", form_key="b", reply_to=key, now=NOON)
    duplicates.propose(
        event=dublin.event, joined=dublin.msw, into=dublin.wei, reason="Why not?", evidence="None"
    )
    dublin.event.milestones = [Milestone(name="Apply", starts=NOON.date(), changed_at=NOON)]
    db.session.commit()
    rows = [row for each in Base.registry.mappers for row in db.session.scalars(select(each.class_)).unique()]
    for number, row in enumerate(rows):
        for column in inspect(type(row)).column_attrs:
            is_text = type(column.columns[0].type) in (CleanText, CleanName)
            if is_text and column.key not in KEPT and not isinstance(row, Activity):
                setattr(row, column.key, f"{MARK} {number} {column.key}")
        if isinstance(row, Person):
            row.email = f"{number}@xen.example"
    db.session.commit()
    run = planning.queue(event=dublin.event, limits=Limits(steps=10), by=dublin.lars, now=NOON)
    job.perform(run)
    publishing.publish(event=dublin.event, note=f"{MARK} note", by=dublin.lars, now=NOON)
    return dublin


def test_every_text_of_people_has_a_direction_of_its_own(visitor: Visitor, world: Dublin) -> None:
    wrong: dict[str, list[str]] = {}
    seen = 0
    for who in (None, world.ian, world.lars):
        browser = visitor if who is None else visitor.signed_in_as(who)
        for address in gets(world):
            answer = browser.get(address, follow_redirects=True)
            if answer.mimetype == "text/html":
                finder = Finder()
                finder.feed(answer.text)
                seen += finder.seen
                if finder.found:
                    wrong.setdefault(address, []).extend(sorted(finder.found))

    assert wrong == {}
    assert seen > 500
