"""Whether this server was restored from a backup and is waiting for an administrator."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from hackathon.core.database.restored import current
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.models import Mail


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldWork:
    """The work on hold since a backup was restored."""

    backed_up_at: datetime
    mails: int
    offers: int


def held() -> HeldWork | None:
    """Return the work on hold, or None."""
    found = current()
    if found is None:
        return None
    mails = select(func.count()).select_from(Mail).where(Mail.is_held)
    offers = select(func.count()).select_from(Attendance).where(Attendance.offer_ends_at.is_not(None))
    return HeldWork(
        backed_up_at=found.backed_up_at,
        mails=db.session.scalars(mails).one(),
        offers=db.session.scalars(offers).one(),
    )
