"""Another e-mail address: what the old one opened ends, and whoever reads the old one is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.devices import services as devices
from hackathon.accounts.devices.models import Device
from hackathon.accounts.domain import PersonFields
from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.services import signing_in
from hackathon.attendance.invitations.services import invitation_links, inviting
from hackathon.attendance.people.services import people
from hackathon.core.domain.roles import Role
from hackathon.core.errors import LinkSpent, NotYours
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.models import Mail
from tests.dublin import NOON, Dublin
from tests.mailbox import mails, secret

pytestmark = pytest.mark.postgresql


def entry(person: Person) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


def change(dublin: Dublin, email: str | None) -> list[Mail]:
    """Let the organizer change Ian's address, and return what is written to him because of it."""
    before = len(mails())
    mine = entry(dublin.ian)
    fields = PersonFields(name="Ian Campbell", email=email, affiliation="Citrix", status=mine.status)
    people.change(attendance=mine, fields=fields, seen=None, by=dublin.lars, now=NOON)
    return mails()[before:]


@pytest.mark.parametrize("email", ["ian@new.example", None])
def test_the_old_address_is_told_who_changed_it(dublin: Dublin, email: str | None) -> None:
    (mail,) = change(dublin, email)

    assert (mail.kind, mail.to_address) == (MailKind.ADDRESS_CHANGED, "ian@xen.example")
    assert "Lars Kurth changed the email address of your account for Xen Hackathon" in mail.text
    assert mail.reply_to == "lars@xen.example"
    assert "new.example" not in mail.text


def test_open_sessions_and_links_end(dublin: Dublin) -> None:
    devices.sign_in(person=dublin.ian, words="Firefox", now=NOON)
    devices.sign_in(person=dublin.lars, words="Firefox", now=NOON)
    given = people.make_sign_in_link(attendance=entry(dublin.ian), by=dublin.lars, now=NOON)
    signing_in.send_sign_in_mail(
        email="IAN@xen.example", leads_to="/", browser="a phone", network="", is_known=False, now=NOON
    )
    mailed = secret(mails()[-1])
    invited = inviting.invite(attendance=entry(dublin.ian), by=dublin.lars, now=NOON).rpartition("/")[2]

    change(dublin, "ian@new.example")

    assert [each.person for each in db.session.scalars(select(Device))] == [dublin.lars]
    for ended in (given, mailed):
        with pytest.raises(LinkSpent):
            signing_in.look_up(ended, NOON)
    with pytest.raises(LinkSpent):
        invitation_links.look_up(event=dublin.event, secret=invited, now=NOON)


def test_who_reads_the_old_address_signs_in_as_nobody_and_who_reads_the_new_one_as_ian(
    dublin: Dublin,
) -> None:
    change(dublin, "ian@new.example")
    for email in ("ian@xen.example", "Ian@New.example"):
        signing_in.send_sign_in_mail(
            email=email, leads_to="/", browser=email, network="", is_known=False, now=NOON
        )
    old, new = (signing_in.look_up(secret(each), NOON) for each in mails()[-2:])

    assert signing_in.person_of(old) is None
    assert signing_in.person_of(new) == dublin.ian


def test_another_spelling_of_the_address_ends_nothing(dublin: Dublin) -> None:
    devices.sign_in(person=dublin.ian, words="Firefox", now=NOON)

    assert change(dublin, "Ian@Xen.Example") == []
    assert dublin.ian.email == "Ian@Xen.Example"
    assert db.session.scalars(select(Device)).one().person == dublin.ian


def test_a_first_address_ends_nothing(dublin: Dublin) -> None:
    devices.sign_in(person=dublin.kelly, words="Firefox", now=NOON)
    mine = entry(dublin.kelly)
    fields = PersonFields(name="Kelly Kingsley", email="kelly@xen.example")

    people.change(attendance=mine, fields=fields, seen=None, by=dublin.lars, now=NOON + timedelta(minutes=1))

    assert mails() == []
    assert db.session.scalars(select(Device)).one().person == dublin.kelly


@pytest.fixture
def helper(dublin: Dublin) -> Person:
    """Wei, who helps the organizer."""
    entry(dublin.wei).role = Role.HELPER
    db.session.commit()
    return dublin.wei


@pytest.mark.parametrize("whose", ["kelly", "ian", "lars"])
def test_a_helper_changes_people_but_not_how_they_sign_in(dublin: Dublin, helper: Person, whose: str) -> None:
    person: Person = getattr(dublin, whose)
    mine, before = entry(person), person.email
    fields = PersonFields(name=f"The {person.name}", email=before, status=mine.status, role=mine.role)

    people.change(attendance=mine, fields=fields, seen=None, by=helper, now=NOON)
    with pytest.raises(NotYours, match="Only organizers can change the email address"):
        people.change(
            attendance=mine, fields=replace(fields, email="i@xen.example"), seen=None, by=helper, now=NOON
        )

    assert person.name.startswith("The ")
    assert (person.email, mails()) == (before, [])


def test_a_helper_adds_people_with_an_address_but_claims_nobody_who_is_known(
    dublin: Dublin, helper: Person
) -> None:
    george = PersonFields(name="George Dunlap", email="george@xen.example")
    msw = PersonFields(name="Msw", email="i@xen.example")

    people.add(event=dublin.event, fields=george, by=helper, now=NOON)
    with pytest.raises(NotYours, match="Only organizers can change the email address"):
        people.add(event=dublin.event, fields=msw, by=helper, now=NOON)

    assert dublin.msw.email is None
