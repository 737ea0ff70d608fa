"""What `hackathon doctor --data` recounts: what the services wrote fits together, and faults are seen."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from hackathon.agenda.models import CalendarEntry, Revision, RevisionFile
from hackathon.cli import consistency, running_checks
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import Run, RunState, Session
from hackathon.planning.rooms.models import Room
from hackathon.planning.runs import jobs as plan_job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.comments.models import Comment
from tests.dublin import NOON, Dublin
from tests.servers import write_mail

pytestmark = pytest.mark.postgresql

LATER = NOON + timedelta(hours=3)


@pytest.fixture
def busy(dublin: Dublin) -> Dublin:
    """The hackathon planned and published, with a mail that waits."""
    plan_job.plan(planning.queue(event=dublin.event, limits=Limits(seed=1), by=None, now=NOON).id)
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    write_mail(dublin.event)
    return dublin


def broken(now: datetime = LATER) -> set[str]:
    """Return the rules that are broken."""
    db.session.commit()
    return {fault.rule for fault in consistency.faults(now)}


def test_what_the_services_wrote_fits_together(busy: Dublin) -> None:
    assert busy.event
    assert consistency.faults(LATER) == []
    assert [each.is_good for each in running_checks.of_data()] == [True]


def _elsewhere() -> Event:
    return Event(
        slug="elsewhere", title="Elsewhere", zone="UTC",
        first_day=date(2013, 6, 1), last_day=date(2013, 6, 1), made_at=NOON,
    )  # fmt: skip


def _mix_events(_dublin: Dublin) -> None:
    room = Room(slug="far", name="Far", capacity=3, position=0)
    event = _elsewhere()
    event.rooms = [room]
    db.session.add(event)
    db.session.flush()
    session = db.session.query(Session).first()
    assert session
    session.room_id = room.id


def _lose_a_cancellation(dublin: Dublin) -> None:
    db.session.execute(
        update(CalendarEntry).where(CalendarEntry.event_id == dublin.event.id).values(is_cancelled=True)
    )


def _spoil_the_feed(_dublin: Dublin) -> None:
    feed = db.session.query(RevisionFile).filter_by(name="agenda.ics").one()
    feed.content = feed.content.replace(b"DTSTART:2013", b"DTSTART:2014")


def _skip_a_number(_dublin: Dublin) -> None:
    db.session.execute(update(Revision).values(number=7))


def _let_somebody_wait(dublin: Dublin) -> None:
    dublin.event.capacity = 100
    _put_on_waitlist(dublin, waits_since=NOON)


def _offer_too_many(dublin: Dublin) -> None:
    dublin.event.capacity = 1
    _put_on_waitlist(dublin, waits_since=NOON, offer_ends_at=LATER + timedelta(hours=3))


def _put_on_waitlist(dublin: Dublin, **values: datetime) -> None:
    row = db.session.query(Attendance).filter_by(event=dublin.event, person=dublin.kelly).one()
    row.status = Status.WAITLISTED
    for name, value in values.items():
        setattr(row, name, value)


def _hold_a_place_for_nobody(dublin: Dublin) -> None:
    row = db.session.query(Attendance).filter_by(event=dublin.event, person=dublin.ian).one()
    row.offer_ends_at = LATER


def _answer_elsewhere(dublin: Dublin) -> None:
    db.session.add(question := Comment(topic=dublin.portathon, text="Why?"))
    db.session.flush()
    db.session.add(Comment(topic=dublin.network, text="Because.", reply_to_id=question.id))


def _send_without_a_time(_dublin: Dublin) -> None:
    db.session.execute(update(Mail).values(state=MailState.SENT))


def _finish_without_an_agenda(_dublin: Dublin) -> None:
    db.session.execute(update(Run).values(solution=None))


def _run_for_ever(_dublin: Dublin) -> None:
    db.session.execute(update(Run).values(state=RunState.RUNNING, alive_at=NOON))


@pytest.mark.parametrize(
    ("break_it", "rule"),
    [
        (_mix_events, "drafts"),
        (_lose_a_cancellation, "feeds against revisions"),
        (_spoil_the_feed, "feeds against revisions"),
        (_skip_a_number, "feeds against revisions"),
        (_let_somebody_wait, "turns"),
        (_hold_a_place_for_nobody, "turns"),
        (_offer_too_many, "seats"),
        (_answer_elsewhere, "topics"),
        (_send_without_a_time, "mail"),
        (_finish_without_an_agenda, "plans"),
        (_run_for_ever, "plans"),
    ],
)
def test_each_fault_is_seen(busy: Dublin, break_it: Callable[[Dublin], None], rule: str) -> None:
    break_it(busy)

    assert broken() == {rule}


@pytest.mark.usefixtures("dublin")
def test_a_row_that_names_nothing_is_seen_in_a_file() -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL always looks")
    db.session.rollback()
    # A program that does not ask SQLite to look.
    with closing(sqlite3.connect(str(db.engine.url.database))) as other, other:
        other.execute("UPDATE topic SET event_id = 999 WHERE number = 4")

    assert "references" in broken()
