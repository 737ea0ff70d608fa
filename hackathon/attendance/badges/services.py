"""Requesting and rendering badges, which are kept for a day."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, update

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.badges import queries as reading
from hackathon.attendance.badges.models import Badges
from hackathon.config import beside_package
from hackathon.core.background import BackgroundTask
from hackathon.core.database.transactions import afterwards, end_reading, transaction
from hackathon.core.database.upsert import upsert
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db, settings
from hackathon.core.text.messages import message
from hackathon.core.translation import in_language, translated
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

MAKE_BADGES = BackgroundTask[int]("make_badges")
"""Renders the badges of an event, by its key."""

KEPT_FOR = timedelta(days=1)
"""Organizers keep the printed badges; the copy here is soon out of date."""

ROLES = {
    Role.REVIEWER: message("Reviewer"),
    Role.HELPER: message("Helper"),
    Role.ORGANIZER: message("Organizer"),
}
"""The roles that are printed on badges."""


@transaction
def request_badges(*, event: Event, by: Person, now: datetime) -> None:
    """Request badges for everyone who comes in person; raises BadEntry if nobody does."""
    if not reading.wearers(event):
        raise BadEntry(
            message("Nobody has confirmed that they are coming in person yet, so there are no badges.")
        )
    empty = {"asked_at": now, "made_at": None, "people": 0, "notes": "", "content": None}
    upsert(Badges, key={"event_id": event.id}, values=empty)
    activity.record(LogKind.REQUESTED_BADGES, event=event, by=by, now=now)
    afterwards(MAKE_BADGES, event.id)


def make(*, event: Event, now: datetime) -> None:
    """Render the requested badges unless that was done already; slow, so it runs in the background."""
    wanted = reading.badges_of(event)
    if wanted is None or wanted.made_at:
        return
    from hackathon.attendance.badges import exports as badges  # noqa: PLC0415 -- slow import

    asked_at, title, hue, language = wanted.asked_at, event.title, event.hue, event.language
    with in_language(event.language):
        worn = [
            badges.Badge(
                name=each.person.name,
                affiliation=each.person.affiliation or "",
                role=translated(ROLES[each.role]) if each.role in ROLES else "",
                address=door_address(each),
            )
            for each in reading.wearers(event)
        ]
    end_reading()
    with in_language(language):
        sheet = badges.badge_sheets(
            worn, event=title, hue=hue, templates=current_app.jinja_env, assets=beside_package("static")
        )
    _keep(
        event=event,
        asked_at=asked_at,
        people=len(worn),
        content=sheet.content,
        notes="".join(sheet.missing),
        now=now,
    )


def door_address(attendance: Attendance) -> str:
    """Return the address in a person's QR code: their check-in page."""
    return f"{settings().url}/{attendance.event.slug}/organize/check-in/{attendance.person_id}"


@transaction
def forget(*, now: datetime) -> None:
    """Delete badges requested more than a day ago."""
    db.session.execute(delete(Badges).where(Badges.asked_at < now - KEPT_FOR))


@transaction
def _keep(
    *, event: Event, asked_at: datetime, people: int, content: bytes, notes: str, now: datetime
) -> None:
    # A newer request in the meantime keeps its own badges.
    db.session.execute(
        update(Badges)
        .where(Badges.event_id == event.id, Badges.asked_at == asked_at)
        .values(made_at=now, people=people, content=content, notes=notes)
    )
