"""Badges for the people who come: asked for by an organizer, made in the background, kept for a day."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, update

from hackathon.background import later
from hackathon.config import beside_package
from hackathon.domain.errors import BadEntry
from hackathon.domain.roles import Role
from hackathon.extensions import db, settings
from hackathon.models import Attendance, Badges, Event, Person
from hackathon.queries import badges as reading
from hackathon.services import activity
from hackathon.services.transactions import transaction
from hackathon.services.upsert import upsert

KEPT_FOR = timedelta(days=1)
"""Names on paper are the organizers' to keep; here they are soon out of date."""


def ask(*, event: Event, by: Person, now: datetime) -> None:
    """Have badges made of everybody who comes to the room; raises BadEntry where nobody does."""
    _ask(event=event, by=by, now=now)
    later.call("make_badges", event.id)


@transaction
def _ask(*, event: Event, by: Person, now: datetime) -> None:
    if not reading.wearers(event):
        raise BadEntry("Nobody has said yet that they come to the room, so there is no badge to make.")
    empty = {"asked_at": now, "made_at": None, "people": 0, "notes": "", "content": None}
    upsert(Badges, key={"event_id": event.id}, values=empty)
    activity.did("asked for badges", event=event, by=by, now=now)


def make(*, event: Event, now: datetime) -> None:
    """Make the badges that were asked for, unless they are there; slow, so it is done in the background."""
    wanted = reading.of(event)
    if wanted is None or wanted.made_at:
        return
    from hackathon.exports import badges  # noqa: PLC0415 -- slow import

    asked_at, wearers = wanted.asked_at, reading.wearers(event)
    sheet = badges.badge_sheets(
        [
            badges.Badge(
                name=each.person.name,
                affiliation=each.person.affiliation or "",
                role="" if each.role is Role.ATTENDEE else each.role.value.capitalize(),
                address=door_address(each),
            )
            for each in wearers
        ],
        event=event.title,
        hue=event.hue,
        templates=current_app.jinja_env,
        assets=beside_package("static"),
    )
    _keep(event, asked_at, len(wearers), sheet.content, "".join(sheet.missing), now)


def door_address(attendance: Attendance) -> str:
    """Return what the square of a person says: the entry by which they are checked in."""
    return f"{settings().url}/{attendance.event.slug}/desk/check-in/{attendance.person_id}"


@transaction
def forget(*, now: datetime) -> None:
    """Delete the badges that were asked for more than a day ago."""
    db.session.execute(delete(Badges).where(Badges.asked_at < now - KEPT_FOR))


@transaction
def _keep(event: Event, asked_at: datetime, people: int, content: bytes, notes: str, now: datetime) -> None:
    # Who asked again meanwhile waits for those.
    db.session.execute(
        update(Badges)
        .where(Badges.event_id == event.id, Badges.asked_at == asked_at)
        .values(made_at=now, people=people, content=content, notes=notes)
    )
