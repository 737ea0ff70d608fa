"""Changing one's own name and email address."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import delete, select

from hackathon.accounts import queries as people
from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.domain import GOOD_FOR
from hackathon.accounts.sign_in.models import AddressChange
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.people.services import addresses
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import BadEntry, LinkSpent
from hackathon.core.extensions import db, settings
from hackathon.core.text.emails import check_email, email_as_written
from hackathon.core.text.messages import message
from hackathon.core.text.names import normalize
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox


@transaction(takes=Lock.ROLL)
def rename(*, person: Person, name: str, now: datetime) -> None:
    """Change the person's name everywhere.

    Raises BadEntry for an empty name, and for the name of someone else on the list of one of their events.
    """
    name, before = name.strip(), person.name
    if not normalize(name):
        raise BadEntry(message("Please enter your name as others know it."))
    if name == before:
        return
    for event in _events(person):
        _refuse_namesake(event, person, name)
        activity.record_automatic(
            LogKind.CHANGED_NAME, event=event, by=person, now=now, before=before, after=name
        )
    person.name = name


@transaction
def ask_for_address(*, person: Person, email: str, now: datetime) -> None:
    """Email a link to a new address, which becomes the person's once they open it while signed in.

    It doesn't matter whether someone has the address already, so nobody learns who is known here. An earlier
    link ends. Raises BadEntry for an invalid address, and for their current one.
    """
    address = email_as_written(email) or ""
    check_email(address)
    if address == person.email:
        raise BadEntry(message("This is already your address."))
    secret = secrets.token_urlsafe(32)
    db.session.execute(delete(AddressChange).where(AddressChange.person_id == person.id))
    db.session.add(
        AddressChange(person_id=person.id, email=address, digest=_digest(secret), runs_out_at=now + GOOD_FOR)
    )
    words = {"link": f"{settings().url}/account/address/{secret}", "person": person.name}
    mail = outbox.write(kind=MailKind.ADDRESS, to=address, name="", words=words, now=now)
    mail.good_until = now + GOOD_FOR


def address_asked_for(*, person: Person, secret: str, now: datetime) -> AddressChange:
    """Return the change that an emailed link confirms, without making it; raises LinkSpent for others."""
    found = db.session.scalar(
        select(AddressChange).where(
            AddressChange.digest == _digest(secret), AddressChange.person_id == person.id
        )
    )
    if found is None or found.runs_out_at <= now:
        raise LinkSpent(
            message(
                "This link doesn't confirm an address of %(person)s. It was already used, has expired, or "
                "belongs to another account. Please request a new one on your account page.",
                person=person.name,
            )
        )
    return found


@transaction(takes=Lock.ROLL)
def confirm_address(*, person: Person, secret: str, device: int, now: datetime) -> None:
    """Give the person the confirmed address, and sign out their other devices.

    Raises LinkSpent like `address_asked_for`, and BadEntry if the address is someone else's.
    """
    change = address_asked_for(person=person, secret=secret, now=now)
    owner = people.with_email(change.email)
    if owner is not None and owner is not person:
        raise BadEntry(
            message(
                "Another account has this address. Sign in with it, or ask an organizer to merge the two."
            )
        )
    addresses.become(person=person, email=change.email, by=person, spares=device, now=now)
    db.session.execute(delete(AddressChange).where(AddressChange.person_id == person.id))
    for event in _events(person):
        activity.record(LogKind.CHANGED_ADDRESS, event=event, by=person, now=now)


@transaction
def forget(*, now: datetime) -> None:
    """Delete new addresses that were not confirmed in time."""
    db.session.execute(delete(AddressChange).where(AddressChange.runs_out_at <= now))


def _events(person: Person) -> list[Event]:
    found = (
        select(Event)
        .join(Attendance, Attendance.event_id == Event.id)
        .where(Attendance.person_id == person.id)
        .order_by(Event.id)
    )
    return list(db.session.scalars(found))


def _refuse_namesake(event: Event, person: Person, name: str) -> None:
    other = db.session.scalar(
        select(Person.name)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.event_id == event.id, Person.name_key == normalize(name), Person.id != person.id)
        .limit(1)
    )
    if other is not None:
        raise BadEntry(
            message(
                "Another %(other)s is coming to %(event)s. Please enter your name so that people can tell "
                "you apart.",
                other=other,
                event=event.title,
            )
        )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
