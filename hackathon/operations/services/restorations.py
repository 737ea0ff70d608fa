"""Holding work that a restored backup would repeat until an administrator releases it."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from hackathon.accounts.sign_in.models import SignInLink
from hackathon.core.database import restored
from hackathon.core.database.models.claim import Claim
from hackathon.core.database.models.restoration import Restoration
from hackathon.core.database.transactions import afterwards, transaction
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.core.text.stored_messages import message_to_json
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail
from hackathon.mail.services import delivery
from hackathon.mail.services.outbox import SEND_MAIL
from hackathon.operations.services import backups
from hackathon.planning.drafts.models import Run, RunState

RESTORED = message("The server was restored from a backup. The draft has not changed. Please plan again.")


@transaction
def restore(*, source: Connection, backed_up_at: datetime, now: datetime) -> int:
    """Copy a backup into this empty server, and return the number of its rows; raises BadBackup.

    Either everything is copied and put on hold, or nothing.
    """
    rows = backups.restore(source=source, target=db.session.connection())
    hold(backed_up_at=backed_up_at, now=now)
    return rows


@transaction
def hold(*, backed_up_at: datetime, now: datetime) -> None:
    """Hold work that was pending at the time of the backup, because it may have been done since.

    Sign-in links become invalid, because a link that was used after the backup must not work again.
    """
    db.session.add(Restoration(backed_up_at=backed_up_at, restored_at=now))
    ended = (Mail.state == MailState.SENDING) & Mail.handed_over_at.is_not(None)
    db.session.execute(update(Mail).where(ended).values(state=MailState.UNKNOWN, last_error=delivery.LOST))
    unsent = Mail.state.in_((MailState.WAITING, MailState.SENDING))
    db.session.execute(update(Mail).where(unsent).values(state=MailState.WAITING, is_held=True))
    db.session.execute(update(SignInLink).where(SignInLink.runs_out_at > now).values(runs_out_at=now))
    db.session.execute(
        update(Run)
        .where(Run.state.in_((RunState.QUEUED, RunState.RUNNING)))
        .values(
            state=RunState.FAILED, fault=str(RESTORED), fault_parts=message_to_json(RESTORED), ended_at=now
        )
    )
    db.session.execute(delete(Claim))


@transaction
def release(*, sends: bool, now: datetime) -> int:
    """Release everything on hold, with or without the email; return how many emails there were.

    Offers keep their remaining time. Does nothing if nothing is on hold.
    """
    found = restored.current()
    if found is None:
        return 0
    found.released_at = now
    state = MailState.WAITING if sends else MailState.DROPPED
    released = db.session.connection().execute(
        update(Mail).where(Mail.is_held).values(is_held=False, state=state)
    )
    offers = select(Attendance).where(Attendance.offer_ends_at.is_not(None))
    for attendance in db.session.scalars(offers):
        if attendance.offer_ends_at is not None:
            attendance.offer_ends_at += now - found.backed_up_at
    afterwards(SEND_MAIL)
    return released.rowcount
