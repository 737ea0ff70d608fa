"""The secret address of a person's own calendar."""

from datetime import timedelta

from hackathon.agenda.feeds.services import feeds
from tests.dublin import NOON, Dublin


def test_an_address_stays_until_it_is_renewed(dublin: Dublin) -> None:
    first = feeds.address(event=dublin.event, person=dublin.ian, now=NOON)
    later = feeds.address(event=dublin.event, person=dublin.ian, now=NOON + timedelta(days=1))
    renewed = feeds.renew(event=dublin.event, person=dublin.ian, now=NOON)

    assert first == later != renewed
    assert feeds.address(event=dublin.event, person=dublin.ian, now=NOON) == renewed


def test_everybody_has_an_address_of_their_own(dublin: Dublin) -> None:
    people = (dublin.ian, dublin.lars, dublin.wei)
    addresses = {feeds.address(event=dublin.event, person=person, now=NOON) for person in people}

    assert len(addresses) == 3
    assert all(len(address) >= 40 for address in addresses)


def test_an_address_can_be_renewed_before_it_was_ever_asked_for(dublin: Dublin) -> None:
    renewed = feeds.renew(event=dublin.event, person=dublin.ian, now=NOON)

    assert feeds.address(event=dublin.event, person=dublin.ian, now=NOON) == renewed
