"""Passkeys: asking a device to create or use one, and verifying its response.

Each request contains a challenge that the device must sign; the caller stores it for that browser.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import delete

from hackathon.accounts.models import Person
from hackathon.accounts.passkeys import queries as passkeys
from hackathon.accounts.passkeys.models import Passkey
from hackathon.core.database import used_once
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import PasskeyRefused
from hackathon.core.extensions import db, settings
from hackathon.core.text.messages import message

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

SITE = "Hackathons"
GOOD_FOR = timedelta(minutes=5)
"""How long a device has to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """The request to a device, as JSON, with its challenge."""

    options: str
    challenge: bytes


def ask_for_new(person: Person) -> Challenge:
    """Return the options with which a browser offers to create a passkey for the person."""
    import webauthn  # noqa: PLC0415 -- slow import
    from webauthn.helpers import structs  # noqa: PLC0415 -- slow import

    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=SITE,
        user_id=str(person.id).encode(),
        user_name=person.email or person.name,
        user_display_name=person.name,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            # The passkey is used without a user name, so the device must store whose it is and verify the
            # user.
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[_described(each) for each in passkeys.passkeys_of(person)],
    )
    return Challenge(options=webauthn.options_to_json(options), challenge=options.challenge)


def ask_for_any() -> Challenge:
    """Return the options with which a browser offers the passkeys that the device has for this server."""
    import webauthn  # noqa: PLC0415 -- slow import
    from webauthn.helpers import structs  # noqa: PLC0415 -- slow import

    options = webauthn.generate_authentication_options(
        rp_id=_host(), user_verification=structs.UserVerificationRequirement.REQUIRED
    )
    return Challenge(options=webauthn.options_to_json(options), challenge=options.challenge)


@transaction
def add(*, person: Person, answer: str, challenge: bytes, words: str, now: datetime) -> None:
    """Save the passkey that a device created. Raises PasskeyRefused for a response to another challenge."""
    import webauthn  # noqa: PLC0415 -- slow import
    from webauthn.helpers import bytes_to_base64url  # noqa: PLC0415 -- slow import
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 -- slow import

    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, RecursionError) as error:
        raise PasskeyRefused(
            message("No passkey was created. Please try again on this or another device.")
        ) from error
    if not used_once.use(what=challenge, good_for=GOOD_FOR, now=now):
        raise PasskeyRefused(message("This response was already used. Please try again."))
    credential = bytes_to_base64url(made.credential_id)
    if passkeys.called(credential) is not None:
        raise PasskeyRefused(message("This device already has a working passkey for this server."))
    db.session.add(
        Passkey(
            person_id=person.id,
            credential=credential,
            public_key=made.credential_public_key,
            uses=made.sign_count,
            words=words,
            made_at=now,
        )
    )


@transaction
def check(*, answer: str, challenge: bytes, now: datetime) -> Person:
    """Return the owner of the passkey that signed the response.

    Raises PasskeyRefused, without a reason, if no passkey did.
    """
    import webauthn  # noqa: PLC0415 -- slow import
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 -- slow import

    refusal = PasskeyRefused(
        message("This passkey isn't known here. Please sign in by email, then add it to your account.")
    )
    found = passkeys.called(_credential_of(answer))
    if found is None:
        raise refusal
    try:
        shown = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=found.public_key,
            credential_current_sign_count=found.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, RecursionError) as error:
        raise refusal from error
    if not used_once.use(what=challenge, good_for=GOOD_FOR, now=now):
        raise refusal
    found.uses, found.used_on = shown.new_sign_count, now.date()
    return found.person


@transaction
def remove(*, person: Person, passkey: int) -> None:
    """Delete one of the person's passkeys; the private key on the device no longer opens anything."""
    db.session.execute(delete(Passkey).where(Passkey.id == passkey, Passkey.person_id == person.id))


def _described(passkey: Passkey) -> "PublicKeyCredentialDescriptor":
    from webauthn.helpers import base64url_to_bytes, structs  # noqa: PLC0415 -- slow import

    return structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential))


def _credential_of(answer: str) -> str:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return ""
    name = found.get("id") if isinstance(found, dict) else None
    return name if isinstance(name, str) and "\0" not in name else ""


def _host() -> str:
    if not settings().takes_passkeys:
        raise PasskeyRefused(
            message(
                "Passkeys only work over https or on localhost. The address of this server is %(settings)s.",
                settings=settings().url,
            )
        )
    return urlsplit(settings().url).hostname or ""


def _origin() -> str:
    parts = urlsplit(settings().url)
    return f"{parts.scheme}://{parts.netloc}"
