"""Reminders: by nobody's default, as each chooses, once for each session."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.agenda.feeds.services import feeds
from hackathon.agenda.reminders import services
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.mail.models import Mail
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

MINE = "/dublin-2013/mine"


@pytest.fixture
def published(dublin: Dublin) -> Dublin:
    dublin.crowd(3, voting=dublin.portathon, choice=Choice.MUST)
    run = planning.queue(event=dublin.event, limits=Limits(seconds=5), by=dublin.lars, now=NOON)
    job.plan(run.id)
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)
    return dublin


def start_of(event: Event, topic: int) -> datetime:
    agenda = agendas.latest(event)
    assert agenda is not None
    return next(session.starts for session in agenda.running if session.topic == topic)


def mails() -> list[str]:
    return [mail.subject for mail in db.session.scalars(select(Mail).where(Mail.kind == "session"))]


def calendar_of(visitor: Visitor, secret: str) -> tuple[list[object], str]:
    answer = visitor.get(f"/calendars/{secret}.ics")
    alarms = icalendar.Calendar.from_ical(answer.data).walk("VALARM")
    return [alarm.decoded("TRIGGER") for alarm in alarms], answer.headers["ETag"]


@pytest.mark.postgresql
def test_a_mail_comes_once_before_each_session_to_who_asked(published: Dublin) -> None:
    starts = start_of(published.event, published.portathon.number)
    assert services.send_due(now=starts - timedelta(minutes=9)) == 0
    services.choose(event=published.event, person=published.ian, alarm_minutes=None, mail_minutes=15)

    assert services.send_due(now=starts - timedelta(minutes=16)) == 0
    assert services.send_due(now=starts - timedelta(minutes=15)) == 1
    assert services.send_due(now=starts - timedelta(minutes=14)) == 0
    assert services.send_due(now=starts) == 0

    [subject] = mails()
    assert published.portathon.title in subject
    [mail] = db.session.scalars(select(Mail).where(Mail.kind == "session"))
    assert (mail.person_id, mail.good_until) == (published.ian.id, starts)


def test_an_archived_event_reminds_nobody(published: Dublin) -> None:
    starts = start_of(published.event, published.portathon.number)
    services.choose(event=published.event, person=published.ian, alarm_minutes=None, mail_minutes=15)
    published.event.archived_at = NOON
    db.session.commit()

    assert services.send_due(now=starts - timedelta(minutes=10)) == 0


def test_a_calendar_gives_an_alarm_only_to_who_asked(visitor: Visitor, published: Dublin) -> None:
    secret = feeds.address(event=published.event, person=published.ian, now=NOON)
    before, etag = calendar_of(visitor, secret)
    assert before == []

    services.choose(event=published.event, person=published.ian, alarm_minutes=10, mail_minutes=None)

    alarms, changed = calendar_of(visitor, secret)
    assert alarms
    assert set(alarms) == {timedelta(minutes=-10)}
    assert changed != etag


def test_it_is_chosen_in_my_agenda(visitor: Visitor, published: Dublin) -> None:
    visitor.signed_in_as(published.ian)
    assert "No reminder" in visitor.get(MINE).text

    answer = visitor.post(f"{MINE}/reminders", data={"alarm_minutes": "30", "mail_minutes": ""})

    assert (answer.status_code, answer.location) == (303, f"{MINE}#reminders")
    page = visitor.get(MINE).text
    assert '<option selected value="30">' in page
    visitor.post(f"{MINE}/reminders", data={"alarm_minutes": "7", "mail_minutes": ""})
    assert '<option selected value="30">' in visitor.get(MINE).text


def test_nobody_is_asked_what_is_not_near(published: Dublin, queries: list[str]) -> None:
    services.choose(event=published.event, person=published.ian, alarm_minutes=None, mail_minutes=15)
    queries.clear()

    services.send_due(now=datetime(2013, 5, 15, 12, tzinfo=UTC))

    assert len(queries) <= 4
