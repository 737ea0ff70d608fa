"""A large event comes in a few topics at a time, and is the same event as if it came in whole."""

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from hackathon.core.errors import NotAPage
from hackathon.core.extensions import db
from hackathon.events.models import Event, OpeningHours
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.queries.page_files import json_of
from hackathon.importing.services import importing, importing_parts
from hackathon.outcomes.models import Minutes
from hackathon.pages.merge.new_event import new_event
from hackathon.pages.model.page import Page
from hackathon.pages.readers import json_document, json_stream
from hackathon.pages.writers.json_document import write
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.comments.models import Comment
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.order.models import TopicOrder
from tests.dublin import NOON, Dublin
from tests.importing.services.test_json_whole import emptied


@pytest.fixture
def file(dublin: Dublin, tmp_path: Path) -> Path:
    """Return an event as it is exported, with a draft, an order of topics and answers to comments."""
    said = Comment(topic=dublin.portathon, person=dublin.ian, text="Which board?", written_at=NOON)
    db.session.add(said)
    db.session.flush()
    db.session.add(Comment(topic=dublin.portathon, text="An Arndale.", written_at=NOON, reply_to_id=said.id))
    db.session.add(Minutes(topic=dublin.portathon, text="It boots.", written_at=NOON))
    db.session.add(TopicOrder(first=dublin.roadmap, then=dublin.portathon))
    db.session.commit()
    job.plan(planning.queue(event=dublin.event, limits=Limits(seed=1), by=None, now=NOON).id)
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    found = tmp_path / "event.json"
    found.write_bytes(b"".join(json_of(dublin.event)))
    return found


def made_of(file: Path) -> Event:
    """Make a new event of the file, a topic at a time."""
    emptied()
    frame = json_stream.read_without_topics(file)
    importing_parts.apply(
        digest="a digest",
        frame=frame,
        topics=lambda: json_stream.iterate_topics(file),
        target=new_event(frame, slug=None, zone=None, place=None),
        now=NOON,
    )
    return db.session.scalars(select(Event)).one()


def test_an_export_in_parts_is_the_same_file(file: Path) -> None:
    event = db.session.scalars(select(Event)).one()

    page = page_of(event)

    assert json_document.read(file.read_text(encoding="utf-8")) == json_document.read(write(page))
    assert len(page.topics) > 1


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_an_event_in_parts_is_the_event_as_a_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(importing_parts, "AT_ONCE", at_once)
    before = json_document.read(file.read_text(encoding="utf-8"))

    made = made_of(file)
    assert importing.plan(before, made).changes_nothing
    assert db.session.query(TopicVersion).count() == len(before.topics)
    in_parts = page_of(made)

    assert in_parts == page_again(before)
    came = [topic.outcome for topic in in_parts.topics if topic.outcome]
    assert [minutes.text for outcome in came for minutes in outcome.minutes] == ["It boots."]


def page_again(page: Page) -> Page:
    """Return what the event says of itself that the whole page makes."""
    emptied()
    text = write(page)
    target = new_event(page, slug=None, zone=None, place=None)
    importing.apply(text=text, page=page, target=target, by=None, now=NOON)
    return page_of(db.session.scalars(select(Event)).one())


def test_a_page_that_breaks_off_makes_no_event(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-3000])

    with pytest.raises(NotAPage, match="not valid JSON"):
        made_of(file)

    assert db.session.query(Event).all() == []


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ('"number": 2', '"number": 1', "the same number as another topic"),
        ('"title": "Xen on ARM', '"titel": "Xen on ARM', "unknown field"),
        ('"format": "hackathon-page-1"', '"format": "hackathon-page-9"', "not a page from hackathon"),
    ],
)
def test_a_page_that_is_not_as_we_write_it_is_refused(file: Path, was: str, becomes: str, words: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), encoding="utf-8")

    with pytest.raises(NotAPage, match=words):
        made_of(file)


def test_an_event_with_slots_and_no_opening_hours_comes_in(dublin: Dublin, tmp_path: Path) -> None:
    db.session.execute(delete(OpeningHours))
    for slot in dublin.event.slots:
        slot.starts, slot.ends = slot.starts.replace(hour=slot.starts.hour - 2), slot.ends
        break
    db.session.commit()
    db.session.refresh(dublin.event)
    file = tmp_path / "event.json"
    file.write_bytes(b"".join(json_of(dublin.event)))

    made = made_of(file)

    assert [f"{each.opens:%H:%M}-{each.closes:%H:%M}" for each in made.hours] == [
        "08:00-17:00",
        "09:00-17:00",
    ]
    assert len(made.slots) == 6
