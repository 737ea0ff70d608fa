"""Changes of attendance status; all of them go through here, so that none loses its time."""

from datetime import datetime

from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, StatusChange


@transaction
def change(*, attendance: Attendance, status: Status, now: datetime) -> None:
    """Set the person's status at the event and record the time.

    A person who starts waiting gets their turn; a person who stops waiting gives up any held place. Setting
    the current status changes nothing.
    """
    if attendance.id is not None and attendance.status is status:
        return
    attendance.status = status
    attendance.waits_since = now if status is Status.WAITLISTED else None
    attendance.offer_ends_at, attendance.offers_lapsed = None, 0
    db.session.add(StatusChange(attendance=attendance, status=status, at=now))
