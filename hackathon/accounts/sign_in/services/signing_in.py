"""Sign-in links that work once without a password, and the codes emailed with them."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, select, update

from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.domain import DIGITS, GOOD_FOR, GUESSES, WITHIN, spoken
from hackathon.accounts.sign_in.models import SignInLink
from hackathon.accounts.sign_in.services import sign_in_mails as mailing
from hackathon.accounts.sign_in.services import wrong_codes
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import insert_if_new
from hackathon.core.errors import AddressUnproven, BadEntry, LinkSpent
from hackathon.core.extensions import db, settings
from hackathon.core.text.emails import check_email, email_as_written, email_key
from hackathon.core.text.messages import message
from hackathon.core.text.names import normalize
from hackathon.mail.domain import MailKind, MailState
from hackathon.mail.models import Mail
from hackathon.mail.services import outbox

if TYPE_CHECKING:
    from hackathon.events.models import Event


@transaction(takes=Lock.SHARED)
def make_link(
    *, person: Person, leads_to: str, now: datetime, good_for: timedelta, event: "Event | None" = None
) -> str:
    """Create a link for the person and return its secret, which is not stored and can't be shown again.

    With an event, it signs the person in there and nowhere else.
    """
    secret = _new_secret()
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


@transaction
def send_sign_in_mail(
    *, email: str, leads_to: str, browser: str, network: str, is_known: bool, now: datetime
) -> None:
    """Email a link and a code to the reader of an address.

    Nobody is looked up, so neither the response nor its timing reveals who is known here; nor do requests by
    others, even if they made so many that no further email is sent. `browser` is a secret of the requesting
    browser; the code is valid in no other. `is_known` says that the address signed in with this browser
    before. Raises BadEntry for an invalid address, and TooOften if that browser has requested several links
    to the address and one is still valid.
    """
    address = email_as_written(email) or ""
    check_email(address)
    # Called first, because it serializes requests for one address: the counts then stay valid.
    takes_codes = wrong_codes.may_be_typed(email_key=email_key(address), now=now)
    asked_before = mailing.asked_before(email_key(address), _digest(browser), network, now)
    mailing.refuse_haste(asked_before, address, is_known=is_known, now=now)
    secret, code = _new_secret(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    is_mailed = mailing.sends_another(asked_before, is_known=is_known)
    db.session.add(
        SignInLink(
            email=address,
            digest=_digest(secret),
            browser_digest=_digest(browser),
            code_digest=_digest(browser + code) if takes_codes and is_mailed else None,
            leads_to=leads_to,
            made_at=now,
            runs_out_at=now + GOOD_FOR,
            network=network,
            is_mailed=is_mailed,
        )
    )
    words = {"link": f"{settings().url}/sign-in/{secret}", "code": spoken(code) if takes_codes else ""}
    mail = outbox.write(kind=MailKind.SIGN_IN, to=address, name="", words=words, now=now)
    mail.good_until = now + GOOD_FOR
    if not is_mailed:
        # Written in any case, so that the timing is the same.
        mail.state, mail.text, mail.html = MailState.DROPPED, "", ""


@transaction
def vouched(*, email: str, is_verified: bool, leads_to: str, now: datetime) -> str:
    """Return the secret of a link for an address that another server vouches for.

    Raises AddressUnproven if that server has not verified the address: a mere claim must not sign anyone in
    as its owner. Raises BadEntry for an invalid address.
    """
    address = email_as_written(email) or ""
    check_email(address)
    if not is_verified:
        raise AddressUnproven(
            message(
                "You signed in, but the provider hasn't confirmed that %(address)s belongs to you. Please "
                "sign in by email.",
                address=address,
            )
        )
    secret = _new_secret()
    db.session.add(
        SignInLink(
            email=address,
            digest=_digest(secret),
            leads_to=leads_to,
            made_at=now,
            runs_out_at=now + GOOD_FOR,
        )
    )
    return secret


def asked(browser: str, now: datetime) -> Sequence[SignInLink]:
    """Return the links whose codes are still valid in that browser, newest first.

    They all belong to the address requested last, so that a code is never compared with the codes of many
    addresses.
    """
    latest = (
        select(SignInLink.email_key)
        .where(SignInLink.browser_digest == _digest(browser))
        .order_by(SignInLink.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return db.session.scalars(
        select(SignInLink)
        .where(
            SignInLink.browser_digest == _digest(browser),
            SignInLink.email_key == latest,
            SignInLink.used_at.is_(None),
            SignInLink.runs_out_at > now,
            SignInLink.guesses < GUESSES,
        )
        .order_by(SignInLink.id.desc())
    ).all()


@transaction
def guess(*, browser: str, code: str, network: str, now: datetime) -> str | None:
    """Count a guess; return a secret that replaces the emailed link, which is then invalid, or None.

    People with two emails may enter the code of either. Raises LinkSpent if no code can be entered; if too
    many wrong codes were entered for the address, every code counts as wrong.
    """
    # Counted in the database before it is compared, so that guesses at the same instant are all counted.
    open_to_guesses = [link.id for link in asked(browser, now)]
    counted = db.session.scalars(
        update(SignInLink)
        .where(SignInLink.id.in_(open_to_guesses), SignInLink.guesses < GUESSES, SignInLink.used_at.is_(None))
        .values(guesses=SignInLink.guesses + 1)
        .returning(SignInLink)
        .execution_options(populate_existing=True)
    ).all()
    if not counted:
        raise LinkSpent(
            message(
                "Your codes are no longer valid: each works for 15 minutes and a few tries. Open the link "
                "in the email, or request another email."
            )
        )
    key = counted[0].email_key or ""
    may_be_typed = wrong_codes.try_one(email_key=key, now=now)
    right = next((link for link in counted if link.code_digest == _digest(browser + code)), None)
    if right is None or not may_be_typed:
        wrong_codes.was_wrong(network=network, now=now)
        return None
    wrong_codes.was_right(email_key=key)
    secret = _new_secret()
    right.digest, right.code_digest = _digest(secret), None
    return secret


def look_up(secret: str, now: datetime) -> SignInLink:
    """Return the link without using it, so that mail scanners which open it do no harm.

    Raises LinkSpent for a link that was used, has expired, or never existed. Someone with the secret may be
    told which; someone who guesses always gets the same answer.
    """
    link = db.session.scalar(select(SignInLink).where(SignInLink.digest == _digest(secret)))
    if link is None:
        raise LinkSpent(
            message(
                "This sign-in link isn't valid. Part of it may be missing, its code may have been used "
                "instead, or it is too old. Open it again from the email, or ask for another one."
            )
        )
    if link.used_at is not None:
        raise LinkSpent(
            message(
                "This sign-in link has already been used, and each works only once. Where you used it, you "
                "are signed in; ask for another one for this device. If you didn't use it, tell an "
                "organizer."
            )
        )
    if not link.is_good(now):
        raise LinkSpent(
            message(
                "This sign-in link has expired. It was valid until %(time)s UTC on %(day)s, and nobody has "
                "used it. Please ask for another one.",
                time=link.runs_out_at.astimezone(UTC).time(),
                day=link.runs_out_at.astimezone(UTC).date(),
            )
        )
    return link


def person_of(link: SignInLink) -> Person | None:
    """Return the person that the link signs in, or None if no account has its address."""
    if link.person is not None or link.email is None:
        return link.person
    return db.session.scalar(select(Person).where(Person.email_key == link.email_key))


@transaction
def use(*, secret: str, now: datetime, name: str | None = None) -> SignInLink:
    """Use up the link and return it with its person; if it is used twice at the same time, one is refused.

    A new person is created with that name. Raises LinkSpent like `look_up`, and BadEntry for a new person
    without a name.
    """
    link = look_up(secret, now)
    person = person_of(link) or _make(link.email or "", name or "")
    used = db.session.connection().execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=now, person_id=person.id)
    )
    if not used.rowcount:
        raise LinkSpent(message("This sign-in link has just been used. Please ask for another one."))
    link.person = person
    return link


@transaction
def forget(*, now: datetime) -> None:
    """Delete addresses and emails of sign-in requests once they are no longer needed.

    People who requested a link and never used it are unknown to us, and the emails contained secrets.
    """
    is_over = and_(Mail.kind == MailKind.SIGN_IN, Mail.good_until < now - WITHIN)
    db.session.execute(delete(Mail).where(is_over, Mail.state != MailState.SENDING))
    db.session.execute(
        delete(SignInLink).where(SignInLink.email.is_not(None), SignInLink.runs_out_at < now - WITHIN)
    )


def _make(email: str, name: str) -> Person:
    if not normalize(name):
        raise BadEntry(message("Please enter the name others know you by."))
    # Two links for one new address may be used at the same instant; they create only one person.
    key = email_key(email)
    values = {"email": email, "email_key": key, "name": name.strip(), "name_key": normalize(name)}
    insert_if_new(Person, key=("email_key",), values=values)
    return db.session.scalars(select(Person).where(Person.email_key == key)).one()


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
