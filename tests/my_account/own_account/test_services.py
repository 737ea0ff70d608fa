"""People change their own name, and their address once they show that they read the new one."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.devices import queries as known_devices
from hackathon.accounts.devices import services as devices
from hackathon.accounts.devices.models import Device
from hackathon.accounts.sign_in.domain import GOOD_FOR
from hackathon.accounts.sign_in.models import AddressChange
from hackathon.activity.models import Activity
from hackathon.core.errors import BadEntry, LinkSpent
from hackathon.core.extensions import db
from hackathon.mail.domain import MailKind
from hackathon.my_account.own_account import services as own_account
from tests.dublin import NOON, Dublin
from tests.mailbox import mails

NEW = "Ian@New.example"


def ask(dublin: Dublin, email: str = NEW) -> str:
    own_account.ask_for_address(person=dublin.ian, email=email, now=NOON)
    return mails()[-1].text.partition("/account/address/")[2].split()[0]


def confirm(dublin: Dublin, secret: str, **later: int) -> None:
    own_account.confirm_address(person=dublin.ian, secret=secret, device=0, now=NOON + timedelta(**later))


def test_a_new_address_counts_once_it_is_confirmed(dublin: Dublin) -> None:
    secret = ask(dublin)
    assert (mails()[-1].kind, mails()[-1].to_address) == (MailKind.ADDRESS, NEW)
    assert dublin.ian.email == "ian@xen.example"

    confirm(dublin, secret)

    assert dublin.ian.email == NEW
    assert (mails()[-1].kind, mails()[-1].to_address) == (MailKind.ADDRESS_CHANGED, "ian@xen.example")
    assert "You changed the email address" in mails()[-1].text
    words = db.session.scalars(select(Activity.words)).all()
    assert words == ["Ian Campbell changed their email address"]


def test_every_device_but_the_one_that_confirms_is_signed_out(dublin: Dublin) -> None:
    here, there = (devices.sign_in(person=dublin.ian, words="Firefox", now=NOON) for _ in range(2))
    this = known_devices.known(here, today=NOON.date())
    assert this is not None
    secret = ask(dublin)

    own_account.confirm_address(person=dublin.ian, secret=secret, device=this.device, now=NOON)

    assert db.session.scalars(select(Device.id)).all() == [this.device]
    assert known_devices.known(there, today=NOON.date()) is None


def test_a_link_works_once_for_a_while_and_for_who_asked(dublin: Dublin) -> None:
    first, second = ask(dublin), ask(dublin)

    with pytest.raises(LinkSpent):
        confirm(dublin, first)
    with pytest.raises(LinkSpent):
        confirm(dublin, second, minutes=GOOD_FOR.seconds // 60)
    with pytest.raises(LinkSpent):
        own_account.confirm_address(person=dublin.lars, secret=second, device=0, now=NOON)
    confirm(dublin, second)
    with pytest.raises(LinkSpent):
        confirm(dublin, second)
    assert (dublin.ian.email, dublin.lars.email) == (NEW, "lars@xen.example")


def test_asking_for_the_address_of_somebody_else_tells_nothing_until_it_is_read(dublin: Dublin) -> None:
    secret = ask(dublin, "LARS@xen.example")

    with pytest.raises(BadEntry, match="Another account has this address"):
        confirm(dublin, secret)
    assert dublin.ian.email == "ian@xen.example"


def test_what_nobody_confirms_is_forgotten(dublin: Dublin) -> None:
    ask(dublin)

    own_account.forget(now=NOON + GOOD_FOR)

    assert db.session.scalars(select(AddressChange.email)).all() == []


def test_a_name_is_changed_everywhere_and_organizers_see_it(dublin: Dublin) -> None:
    own_account.rename(person=dublin.ian, name=" Ian J. Campbell ", now=NOON)

    assert (dublin.ian.name, dublin.ian.name_key) == ("Ian J. Campbell", "ian j campbell")
    words = db.session.scalars(select(Activity.words)).all()
    assert words == ["Ian Campbell is now called Ian J. Campbell"]


@pytest.mark.parametrize(
    ("name", "why"), [("wei.liu", "Another Wei Liu is coming"), (" . ", "Please enter your name")]
)
def test_a_name_that_is_none_or_of_somebody_else_is_refused(dublin: Dublin, name: str, why: str) -> None:
    with pytest.raises(BadEntry, match=why):
        own_account.rename(person=dublin.ian, name=name, now=NOON)

    assert dublin.ian.name == "Ian Campbell"
