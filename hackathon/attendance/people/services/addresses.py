"""Changing a person's email address, and so who can sign in as them."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from hackathon.accounts import queries as people
from hackathon.accounts.devices.models import Device
from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.models import AddressChange, SignInLink
from hackathon.attendance.invitations.services import invitation_links
from hackathon.attendance.people.queries import people_list
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry, NotYours
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox


@transaction
def become(
    *,
    person: Person,
    email: str | None,
    event: Event | None = None,
    by: Person | None,
    spares: int | None = None,
    now: datetime,
) -> None:
    """Give the person another email address, or none.

    Everything the old address gave access to ends: devices (except the one it `spares`), sign-in links and
    invitations; the old address is notified. Another spelling of the same address only changes how it is
    written. Raises BadEntry for someone else's address.
    """
    owner = people.with_email(email)
    if owner is not None and owner is not person:
        raise BadEntry(
            message(
                "%(email)s is already the address of %(owner)s. Please enter another one.",
                email=email,
                owner=owner.name,
            ),
            at="email",
        )
    old, old_key = person.email, person.email_key
    person.email = email
    if old is None or old_key is None or old_key == person.email_key:
        return
    _end_ways_in(person, old_key, spares, now)
    outbox.write(
        kind=MailKind.ADDRESS_CHANGED,
        to=old,
        name=person.name,
        words={"by": by.name if by else "", "is_own": by is not None and by.id == person.id},
        event=event,
        person=person,
        now=now,
    ).reply_to = by.email if by and by.id != person.id else None


def refuse_claim(*, event: Event, by: Person | None) -> None:
    """Allow only organizers to decide who can sign in as a person we already know."""
    if by is None or by.is_administrator:
        return
    if people_list.roles_of(by).get(event.id) is not Role.ORGANIZER:
        raise NotYours(
            message(
                "Only organizers can change the email address of an existing person, because they "
                "sign in with it. Please leave it unchanged or ask an organizer."
            )
        )


def _end_ways_in(person: Person, old_key: str, spares: int | None, now: datetime) -> None:
    devices = delete(Device).where(Device.person_id == person.id)
    db.session.execute(devices if spares is None else devices.where(Device.id != spares))
    theirs = or_(SignInLink.person_id == person.id, SignInLink.email_key == old_key)
    db.session.execute(delete(SignInLink).where(theirs, SignInLink.used_at.is_(None)))
    db.session.execute(delete(AddressChange).where(AddressChange.person_id == person.id))
    for attendance in db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)):
        invitation_links.withdraw(attendance=attendance, now=now)
