"""Links that sign a person in, once, without a password, and the codes that are mailed with them."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, select, update

from hackathon.domain.errors import AddressUnproven, BadEntry, LinkSpent, TooOften
from hackathon.domain.mail import MailKind, MailState
from hackathon.domain.names import normalise
from hackathon.domain.people import check_email, normal_email
from hackathon.domain.signing_in import DIGITS, GOOD_FOR, GUESSES, MAILS, WITHIN, spoken
from hackathon.extensions import db, settings
from hackathon.models import Event, Mail, Person, SignInLink
from hackathon.services import outbox
from hackathon.services.transactions import transaction
from hackathon.services.upsert import insert_if_new


@transaction
def make_link(
    *, person: Person, leads_to: str, now: datetime, good_for: timedelta, event: Event | None = None
) -> str:
    """Make a link for the person and return its secret, which is not kept and cannot be shown again.

    With an event it signs the person in there and nowhere else.
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
def ask(*, email: str, leads_to: str, browser: str, now: datetime) -> None:
    """Mail a link and a code to whoever reads the address.

    Nobody is looked up, so that neither the answer nor the time it takes tells who is known here.
    `browser` is a secret of the browser that asks; the code is good in no other. Raises BadEntry for
    what is no address, and TooOften where it was given several mails already.
    """
    address = normal_email(email) or ""
    check_email(address)
    _refuse_flood(address, now)
    secret, code = _new_secret(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    db.session.add(
        SignInLink(
            email=address,
            digest=_digest(secret),
            browser_digest=_digest(browser),
            code_digest=_digest(browser + code),
            leads_to=leads_to,
            made_at=now,
            runs_out_at=now + GOOD_FOR,
        )
    )
    words = {"link": f"{settings().url}/sign-in/{secret}", "code": spoken(code)}
    mail = outbox.write(kind=MailKind.SIGN_IN, to=address, name="", words=words, now=now)
    mail.good_until = now + GOOD_FOR


@transaction
def vouched(*, email: str, is_verified: bool, leads_to: str, now: datetime) -> str:
    """Return the secret of a link for an address that another server vouches for.

    Raises AddressUnproven where that server has not seen that they read it: who only claims an address
    is not let in as the person who has it. Raises BadEntry for what is no address.
    """
    address = normal_email(email) or ""
    check_email(address)
    if not is_verified:
        raise AddressUnproven(
            f"You signed in there, but nobody there has checked that {address} is yours. Sign in by mail."
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
    """Return the links mailed for that browser whose codes may still be guessed, the latest first."""
    return db.session.scalars(
        select(SignInLink)
        .where(
            SignInLink.browser_digest == _digest(browser),
            SignInLink.used_at.is_(None),
            SignInLink.runs_out_at > now,
            SignInLink.guesses < GUESSES,
        )
        .order_by(SignInLink.id.desc())
    ).all()


@transaction
def guess(*, browser: str, code: str, now: datetime) -> str | None:
    """Count a guess; return a secret that works as the mailed link did, which works no longer, or None.

    Whoever has two mails may type the code of either. Raises LinkSpent where nothing may be guessed.
    """
    # Counted in the database before it is looked at, so that guesses at the same instant are all counted.
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
            "There is no code left to type: each may be tried a few times, for a quarter of an hour. "
            "Open the link in the mail, or ask for another mail."
        )
    right = next((link for link in counted if link.code_digest == _digest(browser + code)), None)
    if right is None:
        return None
    secret = _new_secret()
    right.digest, right.code_digest = _digest(secret), None
    return secret


def look_up(secret: str, now: datetime) -> SignInLink:
    """Return the link without using it, so that a mail scanner that opens it does no harm.

    Raises LinkSpent for a link that was used, has run out, or never was. Whoever has the secret may be told
    which; who guesses learns of every guess the same.
    """
    link = db.session.scalar(select(SignInLink).where(SignInLink.digest == _digest(secret)))
    if link is None:
        raise LinkSpent(
            "We do not know this sign-in link. A part of it was lost on the way, its code was typed instead, "
            "or it is from long ago. Open it once more from where you got it, or ask for another."
        )
    if link.used_at is not None:
        raise LinkSpent(
            "This sign-in link was used already; each works once. Where it was used you are signed in. For "
            "this device ask for another; if it was not you who used it, tell an organizer."
        )
    if not link.is_good(now):
        raise LinkSpent(
            f"This sign-in link has run out: it was good until {link.runs_out_at:%H:%M} UTC on "
            f"{link.runs_out_at.day} {link.runs_out_at:%B}. Nobody has used it. Ask for another."
        )
    return link


def person_of(link: SignInLink) -> Person | None:
    """Return whom the link signs in; None for an address that nobody here has said to be theirs."""
    if link.person is not None or link.email is None:
        return link.person
    return db.session.scalar(select(Person).where(Person.email == link.email))


@transaction
def use(*, secret: str, now: datetime, name: str | None = None) -> SignInLink:
    """Use the link up and return it, with its person; of two uses at the same instant one is refused.

    Whoever is new here is made a person of that name. Raises LinkSpent like `look_up`, and BadEntry for
    somebody new without a name.
    """
    link = look_up(secret, now)
    person = person_of(link) or _make(link.email or "", name or "")
    used = db.session.connection().execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
        .values(used_at=now, person_id=person.id)
    )
    if not used.rowcount:
        raise LinkSpent("This sign-in link was used a moment ago. Ask for another.")
    link.person = person
    return link


@transaction
def forget(*, now: datetime) -> None:
    """Delete the addresses and mails of those who asked to sign in, once they serve nothing any more.

    Whoever asked and never came is nobody that we know, and what a mail said opened an account.
    """
    is_over = and_(Mail.kind == MailKind.SIGN_IN, Mail.good_until < now - WITHIN)
    db.session.execute(delete(Mail).where(is_over, Mail.state != MailState.SENDING))
    db.session.execute(
        delete(SignInLink).where(SignInLink.email.is_not(None), SignInLink.runs_out_at < now - WITHIN)
    )


def _make(email: str, name: str) -> Person:
    if not normalise(name):
        raise BadEntry("Write your name as others know it.")
    # Two links to one new address may be used at the same instant; they make one person.
    values = {"email": email, "name": name.strip(), "name_key": normalise(name)}
    insert_if_new(Person, key=("email",), values=values)
    return db.session.scalars(select(Person).where(Person.email == email)).one()


def _refuse_flood(address: str, now: datetime) -> None:
    first = select(func.count(), func.min(SignInLink.made_at)).where(
        SignInLink.email == address,
        SignInLink.browser_digest.is_not(None),
        SignInLink.made_at > now - WITHIN,
    )
    number, since = db.session.execute(first).one()
    if number >= MAILS:
        raise TooOften(
            f"We sent {MAILS} mails to {address} within the hour. Look for them, also among unwanted mail; "
            "the latest is good for a quarter of an hour.",
            wait=since + WITHIN - now,
        )


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
