"""Recognizes the names of deleted people by salted digests, without storing the names.

A digest can't be turned back into a name. Someone with the database and a name can tell whether it is among
them, as they could by importing the page with that name.
"""

import hashlib
import secrets
from collections.abc import Iterable

from hackathon.core.text.names import normalize

_SALT_BYTES = 16


def digest_of_name(name: str) -> str:
    """Return a salted digest of the normalized name, as "salt:digest"."""
    salt = secrets.token_hex(_SALT_BYTES)
    return f"{salt}:{_digest(salt, name)}"


def is_among(name: str, digests: Iterable[str]) -> bool:
    """Whether the name matches one of the digests."""
    return any(_digest(salt, name) == digest for salt, _, digest in (each.partition(":") for each in digests))


def _digest(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}:{normalize(name)}".encode()).hexdigest()
