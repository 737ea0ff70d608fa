"""Single-use secrets: browsers can resend an old cookie, so the database records which were used."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete

from hackathon.core.database.models.used_once import UsedOnce
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import insert_if_new
from hackathon.core.domain.server_clocks import TOLERANCE
from hackathon.core.extensions import db


@transaction
def use(*, what: bytes, good_for: timedelta, now: datetime) -> bool:
    """Use up a secret that is valid for a limited time; return whether this is its first use.

    Of two simultaneous uses, only one is the first.
    """
    digest = hashlib.sha256(what).hexdigest()
    values = {"digest": digest, "until": now + good_for + 2 * TOLERANCE}
    return insert_if_new(UsedOnce, key=("digest",), values=values)


@transaction
def forget(*, now: datetime) -> None:
    """Delete entries of secrets that have expired."""
    db.session.execute(delete(UsedOnce).where(UsedOnce.until <= now))
