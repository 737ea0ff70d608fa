"""Whether this server was restored from a backup and waits for an administrator."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from hackathon.core.database.restored import current
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.models import Mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held since a backup was restored."""

    backed_up_at: datetime
    mails: int
    offers: int

    @property
    def words(self) -> str:
        """What is held, and the command that releases it."""
        return (
            f"This server was restored from a backup of {self.backed_up_at:%Y-%m-%d %H:%M} UTC. "
            f"{_counted(self.mails, 'unsent message')} and {_counted(self.offers, 'waitlist offer')} from "
            "before are on hold, and invitation links from before don't work yet. Some of it may have been "
            "sent or answered already. Release it with: hackathon release --mail send (or --mail drop)"
        )


def held() -> Held | None:
    """Return what is held; None where nothing is."""
    found = current()
    if found is None:
        return None
    mails = select(func.count()).select_from(Mail).where(Mail.is_held)
    offers = select(func.count()).select_from(Attendance).where(Attendance.offer_ends_at.is_not(None))
    return Held(
        backed_up_at=found.backed_up_at,
        mails=db.session.scalars(mails).one(),
        offers=db.session.scalars(offers).one(),
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
