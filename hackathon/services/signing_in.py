"""Links that sign a person in, once, without a password."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update

from hackathon.domain.errors import LinkSpent
from hackathon.extensions import db
from hackathon.models import Event, Person, SignInLink
from hackathon.services.transactions import transaction


@transaction
def make_link(
    *, person: Person, leads_to: str, now: datetime, good_for: timedelta, event: Event | None = None
) -> str:
    """Make a link for the person and return its secret, which is not kept and cannot be shown again.

    With an event it signs the person in there and nowhere else.
    """
    secret = secrets.token_urlsafe(32)
    db.session.add(
        SignInLink(
            person=person,
            event_id=event.id if event else None,
            digest=_digest(secret),
            leads_to=leads_to,
            made_at=now,
            runs_out_at=now + good_for,
        )
    )
    return secret


def look_up(secret: str, now: datetime) -> SignInLink:
    """Return the link without using it, so that a mail scanner that opens it does no harm.

    Raises LinkSpent for a link that was used, has run out, or never was: nobody is told which.
    """
    link = db.session.scalar(select(SignInLink).where(SignInLink.digest == _digest(secret)))
    if link is None or not link.is_good(now):
        raise LinkSpent("This sign-in link no longer works: each works once, for a while. Ask for another.")
    return link


@transaction
def use(*, secret: str, now: datetime) -> SignInLink:
    """Use the link up and return it; of two uses at the same instant one is refused.

    Raises LinkSpent like `look_up`.
    """
    link = look_up(secret, now)
    used = db.session.connection().execute(
        update(SignInLink).where(SignInLink.id == link.id, SignInLink.used_at.is_(None)).values(used_at=now)
    )
    if not used.rowcount:
        raise LinkSpent("This sign-in link was used a moment ago. Ask for another.")
    return link


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
