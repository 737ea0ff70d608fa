"""Counting wrong sign-in codes of the last day."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hackathon.accounts.sign_in.domain import A_DAY, WRONG_CODES
from hackathon.accounts.sign_in.models import WrongCodes
from hackathon.core.extensions import db

ADDRESS = "address "
"""Prefix of `WrongCodes.whose` in rows that count an address rather than a network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongCodesOfADay:
    """The wrong codes of a day: their number and networks, the worst network, and the blocked addresses."""

    number: int
    networks: int
    worst: str
    most: int
    link_only: int


def within_a_day(now: datetime) -> WrongCodesOfADay:
    """Return the wrong codes counted within the last day."""
    rows = db.session.execute(
        select(WrongCodes.whose, WrongCodes.number).where(WrongCodes.since > now - A_DAY)
    ).all()
    networks = {whose: number for whose, number in rows if not whose.startswith(ADDRESS)}
    worst = max(networks, key=lambda each: networks[each], default="")
    return WrongCodesOfADay(
        number=sum(networks.values()),
        networks=len(networks),
        worst=worst or "an unknown place",
        most=networks.get(worst, 0),
        link_only=sum(whose.startswith(ADDRESS) and number >= WRONG_CODES for whose, number in rows),
    )
