"""A page stays kept while others write, as long as its own statements give the same rows."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, select, text, update

from hackathon.accounts.devices.models import Device
from hackathon.accounts.models import Person
from hackathon.app import close_connections, create_app
from hackathon.core.database import reads
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.web.clock import AHEAD
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.agendas import few
from tests.clock import set_clock
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze

EVENT = "/dublin-2013"
MINE = f"{EVENT}/mine"
FOR_ANYONE = [f"{EVENT}/{name}" for name in ("", "topics/", "agenda/", "people/", "now")]
PAGES = [*FOR_ANYONE, MINE, f"{MINE}/topics"]
OF_ONE_DRAWING = re.compile(r'value="[\w.-]{43,}"|data-own-time="[^"]+"')
"""What differs each time a page is drawn: a form's token or key, and the second."""
ORGANIZER_PAGES = [f"{EVENT}/organize/{name}" for name in ("", "people", "topics", "schedule")]


@pytest.fixture(autouse=True)
def _the_minute_begins(app: Flask) -> None:
    """Pages are kept for a minute at most."""
    set_clock(app, datetime.now(UTC).replace(second=0, microsecond=0))


def write_elsewhere() -> None:
    """Commit something that no page of the event shows."""
    db.session.add(Person(name="Somebody Elsewhere"))
    db.session.commit()


def open_while_others_write(browser: FlaskClient, path: str, times: int = 3) -> list[str]:
    """Return a page as it is each time; from the third time on, it is kept by what it reads."""
    pages = []
    for _ in range(times):
        answer = browser.get(path)
        assert answer.status_code == 200
        pages.append(answer.text)
        write_elsewhere()
    return pages


@pytest.mark.postgresql
@pytest.mark.usefixtures("quiet_database")
@pytest.mark.parametrize("path", [*PAGES, *ORGANIZER_PAGES])
def test_a_page_of_somebody_signed_in_is_kept_while_others_write(
    visitor: Visitor, dublin: Dublin, drawn: list[str], path: str
) -> None:
    freeze(dublin.event, few())
    visitor.signed_in_as(dublin.lars)
    visitor.get(MINE)  # keeps that the device is in use, and an address for a calendar
    drawn.clear()
    pages = open_while_others_write(visitor, path, times=5)

    # The first time, it may also fill caches of the process, which it only looks up then.
    assert len(drawn) <= 2
    assert pages[2:] == [pages[1]] * 3


@pytest.mark.usefixtures("quiet_database")
@pytest.mark.parametrize("path", FOR_ANYONE)
def test_a_page_of_visitors_is_kept_while_others_write(
    client: FlaskClient, dublin: Dublin, drawn: list[str], path: str
) -> None:
    freeze(dublin.event, few())
    pages = open_while_others_write(client, path, times=5)

    assert len({OF_ONE_DRAWING.sub("", page) for page in pages}) == 1
    assert len(drawn) <= 2


def sign_out_everywhere(_dublin: Dublin) -> None:
    db.session.execute(delete(Device))


def lose_role(dublin: Dublin) -> None:
    mine = Attendance.person_id == dublin.lars.id
    db.session.execute(update(Attendance).where(mine).values(role=Role.ATTENDEE))


@pytest.mark.postgresql
@pytest.mark.parametrize(("change", "status"), [(sign_out_everywhere, {303, 401}), (lose_role, {403})])
@pytest.mark.parametrize("path", ORGANIZER_PAGES)
def test_a_page_is_refused_the_moment_that_its_reader_may_not_see_it(
    visitor: Visitor, dublin: Dublin, path: str, change: Callable[[Dublin], None], status: set[int]
) -> None:
    visitor.signed_in_as(dublin.lars)
    open_while_others_write(visitor, path)
    change(dublin)
    db.session.commit()

    assert visitor.get(path).status_code in status


def vote(dublin: Dublin) -> None:
    db.session.add(Vote(topic=dublin.roadmap, person=dublin.wei, choice=Choice.MUST, cast_at=NOON))


def change_vote(dublin: Dublin) -> None:
    voted = db.session.scalars(select(Vote).where(Vote.person_id == dublin.lars.id)).first()
    other = Topic.id != (voted.topic_id if voted else 0)
    db.session.execute(delete(Vote).where(Vote.person_id == dublin.lars.id))
    topic = db.session.scalars(select(Topic).where(Topic.event_id == dublin.event.id, other)).first()
    db.session.add(Vote(topic=topic, person=dublin.lars, choice=Choice.MUST, cast_at=NOON))


def rename_topic_past_the_orm(dublin: Dublin) -> None:
    statement = text("UPDATE topic SET title = 'Renamed meanwhile' WHERE id = :id")
    db.session.execute(statement, {"id": dublin.roadmap.id})


def rename_event(dublin: Dublin) -> None:
    db.session.execute(update(Event).where(Event.id == dublin.event.id).values(title="Another title"))


def rename_reader(dublin: Dublin) -> None:
    db.session.get_one(Person, dublin.lars.id).name = "Another Name"


def comment(dublin: Dublin) -> None:
    db.session.add(Comment(topic=dublin.roadmap, person=dublin.wei, text="A remark", written_at=NOON))


def cancel(dublin: Dublin) -> None:
    theirs = Attendance.person_id == dublin.wei.id
    db.session.execute(update(Attendance).where(theirs).values(status=Status.CANCELLED))


def publish(dublin: Dublin) -> None:
    freeze(dublin.event, few())


CHANGES = [
    vote,
    change_vote,
    rename_topic_past_the_orm,
    rename_event,
    rename_reader,
    comment,
    cancel,
    publish,
]


@pytest.mark.postgresql
@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_each_page_is_as_it_is_drawn_anew(
    app: Flask, visitor: Visitor, dublin: Dublin, change: Callable[[Dublin], None]
) -> None:
    visitor.signed_in_as(dublin.lars).get(MINE)
    paths = [*PAGES, *ORGANIZER_PAGES, f"{EVENT}/topics/{dublin.roadmap.address}"]
    before = {path: OF_ONE_DRAWING.sub("", open_while_others_write(visitor, path)[-1]) for path in paths}
    cookie = visitor.get_cookie("session")
    assert cookie is not None

    change(dublin)
    db.session.commit()
    after = {path: OF_ONE_DRAWING.sub("", visitor.get(path).text) for path in paths}
    other = create_app(app.config["SETTINGS"], TESTING=True, WTF_CSRF_ENABLED=False)
    other.config[AHEAD] = app.config[AHEAD]
    headers = {"Cookie": f"session={cookie.value}"}
    reader = other.test_client(use_cookies=False)
    anew = {path: OF_ONE_DRAWING.sub("", reader.get(path, headers=headers).text) for path in paths}
    close_connections(other)

    assert after == anew
    assert after != before


@pytest.mark.postgresql
def test_rows_are_compared_by_all_of_their_values(engine: Engine, dublin: Dublin) -> None:
    of_event = select(Topic.title).where(Topic.event_id == dublin.event.id)
    with reads.recorded() as recording:
        titles = db.session.scalars(of_event.order_by(Topic.number)).all()
        names = db.session.execute(select(Person.name)).all()
    db.session.rollback()
    found = recording.reads()

    assert len(titles) > 1
    assert len(names) > 1
    assert found is not None
    assert len(found) == 2
    assert reads.are_unchanged(engine, found)
    rename_topic_past_the_orm(dublin)
    assert reads.are_unchanged(engine, found)
    db.session.commit()
    assert not reads.are_unchanged(engine, found)


@pytest.mark.usefixtures("dublin")
def test_what_changes_most_often_is_read_first(engine: Engine) -> None:
    quiet, busy = select(Topic.number), select(Topic.title)
    found = []
    for number in range(2):
        with reads.recorded() as recording:
            for statement in (quiet, busy):
                db.session.execute(statement).all()
        db.session.execute(update(Topic).values(title=f"Title {number}"))
        db.session.commit()
        read = recording.reads()
        assert read is not None
        assert not reads.are_unchanged(engine, read)
        found.append(["title" in each.statement for each in read])

    assert found[-1] == [True, False]


@pytest.mark.postgresql
def test_a_page_that_writes_is_not_read_again(engine: Engine, dublin: Dublin) -> None:
    with reads.recorded() as recording:
        db.session.execute(select(Topic.title)).all()
        rename_event(dublin)
        db.session.execute(select(Topic.title)).all()
    db.session.rollback()

    assert engine is db.engine
    assert recording.reads() is None


@pytest.mark.usefixtures("engine", "dublin")
def test_what_reads_much_or_bit_by_bit_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with reads.recorded() as recording:
        streamed = db.session.scalars(select(Topic.title), execution_options={"yield_per": 2}).all()
    assert len(streamed) > 2
    assert recording.reads() is None

    monkeypatch.setattr(reads, "MOST_ROWS", 2)
    with reads.recorded() as recording:
        assert db.session.scalars(select(Topic.title)).all() == streamed
    assert recording.reads() is None


@pytest.mark.usefixtures("engine", "dublin")
def test_what_fills_a_cache_is_not_read_again() -> None:
    with reads.recorded() as recording:
        db.session.scalars(select(Topic.title)).all()
        reads.reads_less_next_time()
        db.session.scalars(select(Topic.title)).all()
    reads.reads_less_next_time()

    assert recording.reads() is None


@pytest.mark.postgresql
@pytest.mark.usefixtures("dublin")
def test_what_can_not_be_read_again_counts_as_changed(engine: Engine) -> None:
    missing = reads.Read(statement="SELECT 1 FROM nowhere", parameters=(), digest=b"")

    assert not reads.are_unchanged(engine, (missing,))


@pytest.fixture
def engine(app: Flask, client: FlaskClient) -> Engine:
    """The engine of an application that has answered a request, so that its statements are seen."""
    client.get("/")
    with app.app_context():
        return db.engine
