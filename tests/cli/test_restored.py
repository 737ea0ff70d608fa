"""What a restored backup would do again waits until an administrator releases it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.services import signing_in
from hackathon.attendance.invitations.services import invitation_links
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.domain.attendance import Status
from hackathon.core.errors import LinkSpent
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailState
from hackathon.mail.jobs import mail as mail_job
from hackathon.mail.models import Mail
from hackathon.operations.queries import restorations
from hackathon.planning.drafts.models import Run, RunState
from tests import databases
from tests.dublin import NOON
from tests.servers import NOW, Server, busy_server, server, write_mail

pytestmark = pytest.mark.postgresql


@pytest.mark.parametrize("kind", list(databases.DATABASES))
def test_what_was_under_way_is_held_until_it_is_released(kind: str, tmp_path: Path) -> None:
    with busy_server(kind, tmp_path / "busy") as busy, server(kind, tmp_path / "empty") as empty:
        hold_and_release(busy, empty, tmp_path)


def hold_and_release(busy: Server, empty: Server, tmp_path: Path) -> None:
    ian = db.session.scalars(select(Attendance).join(Person).where(Person.name == "Ian Campbell")).one()
    event = ian.event
    ian.status, ian.waits_since, ian.offer_ends_at = Status.WAITLISTED, NOON, NOW + timedelta(hours=1)
    db.session.commit()
    secret = invitation_links.make(to=[ian], now=NOON)[ian.id]
    link = signing_in.make_link(person=ian.person, leads_to="/", now=NOW, good_for=timedelta(days=1))
    busy.run("backup", str(tmp_path / "backup.db"))

    said = empty.run("restore", str(tmp_path / "backup.db")).output

    assert "1 unsent email and 1 waitlist offer from before are on hold" in said
    assert "hackathon release" in empty.run("doctor").output
    with empty.app.app_context():
        event = db.session.scalars(select(Event)).one()
        mail_job.send_mail()
        waiting.move_up(event=event, now=NOW + timedelta(hours=2))
        assert [mail.state for mail in db.session.scalars(select(Mail))] == [MailState.WAITING]
        assert db.session.scalars(
            select(Attendance.offers_lapsed).where(Attendance.offer_ends_at.is_not(None))
        ).all() == [0]
        with pytest.raises(LinkSpent, match="restored"):
            invitation_links.look_up(event=event, secret=secret, now=NOON)
        with pytest.raises(LinkSpent, match="has expired"):
            signing_in.look_up(link, datetime.now(UTC))
        assert {run.state for run in db.session.scalars(select(Run))} == {RunState.DONE, RunState.FAILED}
        # What is new goes its way.
        fresh = write_mail(event)
        mail_job.send_mail()
        assert fresh.state is MailState.SENT

    assert "Messages dropped: 1" in empty.run("release", "--mail", "drop").output

    with empty.app.app_context():
        states = db.session.scalars(select(Mail.state).order_by(Mail.id)).all()
        assert states == [MailState.DROPPED, MailState.SENT]
        event = db.session.scalars(select(Event)).one()
        assert (
            invitation_links.look_up(event=event, secret=secret, now=NOON).attendance.person.name
            == "Ian Campbell"
        )
        (offer,) = db.session.scalars(
            select(Attendance.offer_ends_at).where(Attendance.offer_ends_at.is_not(None))
        )
        assert offer is not None
        assert offer > NOW + timedelta(hours=1)
        assert restorations.held() is None


def test_released_mail_is_sent(tmp_path: Path) -> None:
    with busy_server("sqlite", tmp_path / "busy") as busy:
        busy.run("backup", str(tmp_path / "backup.db"))
    with server("sqlite", tmp_path / "empty") as empty:
        empty.run("restore", str(tmp_path / "backup.db"))
        empty.run("release", "--mail", "send")
        with empty.app.app_context():
            mail_job.send_mail()
            assert db.session.scalars(select(Mail.state)).all() == [MailState.SENT]
