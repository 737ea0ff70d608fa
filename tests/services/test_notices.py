"""Who is told that a session is elsewhere, and of what."""

from sqlalchemy import select

from hackathon.domain.attendance import Status
from hackathon.domain.mail import MailKind
from hackathon.domain.scheduling.limits import Limits
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.jobs import planning as job
from hackathon.models import Attendance, Mail
from hackathon.services import planning, publishing, topics, votes
from tests.dublin import NOON, Dublin


def published(dublin: Dublin, *, tells: bool = False, note: str = "") -> None:
    """Plan the event and publish it."""
    job.plan(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON).id)
    publishing.publish(event=dublin.event, note=note, by=dublin.lars, now=NOON, tells=tells)


def mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.kind == MailKind.NOTICE).order_by(Mail.id)))


def test_who_wants_a_session_that_is_gone_is_told_once_and_nobody_else(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=NOON)
    published(dublin, tells=True)
    assert mails() == []
    topics.withdraw(topic=dublin.network, by=None, now=NOON)

    published(dublin, tells=True, note="Wei is ill.")

    assert [mail.to_address for mail in mails()] == ["ian@xen.example"]
    told = mails()[0]
    assert told.subject == "Your session has changed: Xen Hackathon"
    assert "Xen network improvement is cancelled" in told.text
    assert "Wei is ill." in told.text


def test_who_does_not_come_is_left_alone_and_telling_can_be_left_out(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=NOON)
    published(dublin)
    topics.withdraw(topic=dublin.network, by=None, now=NOON)
    published(dublin)
    assert mails() == []

    topics.bring_back(topic=dublin.network, by=None, now=NOON)
    published(dublin)
    mine = select(Attendance).where(Attendance.person_id == dublin.ian.id)
    db.session.scalars(mine).one().status = Status.DECLINED
    db.session.commit()
    topics.withdraw(topic=dublin.network, by=None, now=NOON)
    published(dublin, tells=True)

    assert "ian@xen.example" not in [mail.to_address for mail in mails()]
