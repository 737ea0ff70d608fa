"""Email addresses: stored and written to as people type them, and compared by a separate key.

Two addresses are the same if their local parts differ only in ASCII case and their domains are the same name
in DNS (IDNA 2008). Anything more, such as treating "ß" as "ss", would confuse one person's mailbox with
another's.
"""

import unicodedata

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message

LONGEST_EMAIL = 254


def email_as_written(text: str | None) -> str | None:
    """Return the address without surrounding space, or None if nothing is left."""
    return (text or "").strip() or None


def email_key(email: str) -> str:
    """Return the key for comparing the address; it is never shown, and no mail is sent to it."""
    local, at, domain = email.strip().rpartition("@")
    try:
        domain = ascii_domain(domain)
    except BadEntry:
        # Mail can't be sent there, so it is enough that such a text equals itself.
        domain = _ascii_lower(domain)
    return f"{_ascii_lower(local)}{at}{domain}"


def ascii_domain(domain: str) -> str:
    """Return the domain in ASCII as used in DNS; raises BadEntry if IDNA 2008 doesn't allow it."""
    if domain.isascii():
        return domain.lower()
    import idna  # noqa: PLC0415 -- slow import

    try:
        # Letter by letter: at the end of a word, Python lowercases a sigma differently, which gives another
        # domain.
        lower = "".join(letter.lower() for letter in domain)
        return idna.encode(unicodedata.normalize("NFC", lower)).decode()
    except idna.IDNAError as error:
        raise BadEntry(
            message("“%(domain)s” is not a valid server name: %(error)s.", domain=domain, error=error),
            at="email",
        ) from error


def check_email(email: str) -> None:
    """Raise BadEntry for an invalid email address; whether the mailbox exists is not checked."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 -- slow import

    try:
        validate_email(email, check_deliverability=False)
        ascii_domain(email.rpartition("@")[2])
    except (EmailNotValidError, BadEntry) as error:
        raise BadEntry(
            message(
                "“%(email)s” is not an email address. Please enter one such as name@example.org.", email=email
            ),
            at="email",
        ) from error


def _ascii_lower(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
