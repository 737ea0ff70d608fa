"""Counting wrong sign-in codes by email address and by network, so that nobody can try them all."""

import hashlib
from datetime import datetime

from flask import current_app
from sqlalchemy import case, delete, or_, update

from hackathon.accounts.sign_in.domain import A_DAY, MANY_WRONG_CODES, WRONG_CODES
from hackathon.accounts.sign_in.models import WrongCodes
from hackathon.accounts.sign_in.queries import ADDRESS
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import upsert_returning
from hackathon.core.domain.server_clocks import TOLERANCE
from hackathon.core.extensions import db


@transaction
def may_be_typed(*, email_key: str, now: datetime) -> bool:
    """Whether codes for the address are still accepted, or too many wrong ones were entered within a day.

    The address is locked until the transaction ends, so the count stays correct.
    """
    return _count(_whose(email_key), now, more=0) < WRONG_CODES


@transaction
def try_one(*, email_key: str, now: datetime) -> bool:
    """Count a code as wrong before it is compared; return whether it may be compared."""
    number = _count(_whose(email_key), now)
    if number == WRONG_CODES:
        current_app.logger.warning(
            "%s codes were typed for one address within a day: it takes links only", number
        )
    return number <= WRONG_CODES


@transaction
def was_right(*, email_key: str) -> None:
    """Undo the count for the last code: it was right."""
    row = WrongCodes.whose == _whose(email_key)
    db.session.execute(update(WrongCodes).where(row).values(number=WrongCodes.number - 1))


@transaction
def was_wrong(*, network: str, now: datetime) -> None:
    """Count a wrong code from a network, and log a warning if there are many."""
    number = _count(network, now)
    if number % MANY_WRONG_CODES == 0:
        current_app.logger.warning("%s wrong sign-in codes from %s within a day", number, network or "?")


@transaction
def forget(*, now: datetime) -> None:
    """Delete counts that are older than a day."""
    db.session.execute(delete(WrongCodes).where(WrongCodes.since <= now - A_DAY))


def _count(whose: str, now: datetime, *, more: int = 1) -> int:
    # If a clock was ahead, a day must not last a year.
    is_old = or_(WrongCodes.since <= now - A_DAY, WrongCodes.since > now + TOLERANCE)
    number: int = upsert_returning(
        WrongCodes,
        key={"whose": whose},
        new={"since": now, "number": more},
        values={
            "since": case((is_old, now), else_=WrongCodes.since),
            "number": case((is_old, more), else_=WrongCodes.number + more),
        },
        returning=WrongCodes.number,
    )
    return number


def _whose(email_key: str) -> str:
    return ADDRESS + hashlib.sha256(email_key.encode()).hexdigest()
