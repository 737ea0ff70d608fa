"""Clocks that differ, and one that was ahead and is set back."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from icalendar import Calendar
from sqlalchemy import select

from hackathon.attendance.invitations.services import inviting
from hackathon.core.extensions import db
from hackathon.events.milestones import services as milestones
from hackathon.events.milestones.domain import MilestoneLine
from hackathon.events.models import Milestone
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.services import delivery, outbox
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin
from tests.mailbox import mails

pytestmark = pytest.mark.postgresql

AHEAD = timedelta(days=3)


def test_a_date_is_told_as_later_after_each_change(dublin: Dublin) -> None:
    told: list[datetime] = []
    for day, now in ((THURSDAY, NOON + AHEAD), (FRIDAY, NOON), (THURSDAY, NOON)):
        known = db.session.scalar(select(Milestone))
        line = MilestoneLine(key=known.id if known else None, name="Visa letters", starts=day)
        milestones.arrange(event=dublin.event, lines=[line], seen=None, by=None, now=now)
        told.append(db.session.scalars(select(Milestone.changed_at)).one())

    assert [later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(told)] == [True, True]


def test_an_invitation_is_told_as_later_with_each_mail(dublin: Dublin) -> None:
    mine = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.ian.id)).one()
    inviting.invite(attendance=mine, by=None, now=NOON + AHEAD)
    inviting.invite(attendance=mine, by=None, now=NOON)
    inviting.withdraw(attendance=mine, by=None, now=NOON)
    inviting.invite(attendance=mine, by=None, now=NOON)

    found = [Calendar.from_ical(mail.calendar or b"").walk("VEVENT")[0] for mail in mails()]
    stamps = [each.decoded("dtstamp") for each in found]
    assert stamps[0] == NOON + AHEAD
    assert [later > earlier for earlier, later in pairwise(stamps)] == [True] * 3
    assert [each.decoded("sequence") for each in found] == [0, 0, 1, 1]


def test_a_mail_is_due_at_once_for_a_worker_whose_clock_is_behind(dublin: Dublin) -> None:
    outbox.write(
        kind=MailKind.SIGN_IN, to="ian@xen.example", name="", words={"link": "x", "code": "1"}, now=NOON
    )

    assert delivery.is_due(NOON - timedelta(minutes=4))
    assert dublin.ian.email == mails()[0].to_address
