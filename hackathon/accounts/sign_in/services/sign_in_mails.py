"""Limits on sign-in emails to one address, which strangers can't use to lock out its owner.

Only a browser's own requests can get it refused. Requests by others only decide whether another email is sent
while a valid link is already in the mailbox, and nobody can tell from the response.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from hackathon.accounts.sign_in.domain import MAILS, MOST_MAILS, WITHIN
from hackathon.accounts.sign_in.models import SignInLink
from hackathon.core.errors import TooOften
from hackathon.core.extensions import db
from hackathon.core.text.messages import message


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentRequests:
    """The requests for one address within the last hour: in all, from one network, and in one browser."""

    mails: int
    mails_here: int
    is_one_out: bool
    """Whether an emailed link is still valid."""
    own: int
    own_until: datetime | None
    """Until when the requesting browser can use the link it requested."""


def asked_before(email_key: str, browser_digest: str, network: str, now: datetime) -> RecentRequests:
    """Return the requests for an address within the last hour."""
    is_good = and_(SignInLink.used_at.is_(None), SignInLink.runs_out_at > now)
    is_own = SignInLink.browser_digest == browser_digest
    is_mailed = SignInLink.is_mailed
    row = db.session.execute(
        select(
            func.count().filter(is_mailed),
            func.count().filter(is_mailed, SignInLink.network == network),
            func.count().filter(is_mailed, is_good),
            func.count().filter(is_own),
            func.max(SignInLink.runs_out_at).filter(is_own, is_good),
        ).where(
            SignInLink.email_key == email_key,
            SignInLink.browser_digest.is_not(None),
            SignInLink.made_at > now - WITHIN,
        )
    ).one()
    mails, mails_here, out, own, own_until = row
    return RecentRequests(
        mails=mails, mails_here=mails_here, is_one_out=out > 0, own=own, own_until=own_until
    )


def refuse_haste(before: RecentRequests, address: str, *, is_known: bool, now: datetime) -> None:
    """Raise TooOften for a browser that requested many links, one of which is still valid."""
    if before.own >= (MOST_MAILS if is_known else MAILS) and before.own_until is not None:
        raise TooOften(
            message(
                "You requested %(number)s emails to %(address)s within the last hour. Please look for "
                "them, including in your spam folder. The latest one is valid for 15 minutes.",
                number=before.own,
                address=address,
            ),
            wait=before.own_until - now,
        )


def sends_another(before: RecentRequests, *, is_known: bool) -> bool:
    """Whether another email is sent to the address."""
    if is_known or not before.is_one_out:
        return True
    return before.mails_here < MAILS and before.mails < MOST_MAILS
