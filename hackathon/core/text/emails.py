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
    """Return the address without the space around it; nothing but space is no address."""
    return (text or "").strip() or None


def email_key(email: str) -> str:
    """Return the key for comparing the address; it is never shown or written to."""
    local, at, domain = email.strip().rpartition("@")
    try:
        domain = ascii_domain(domain)
    except BadEntry:
        # No mail can go there, so it is enough that such a text is equal to itself.
        domain = _ascii_lower(domain)
    return f"{_ascii_lower(local)}{at}{domain}"


def ascii_domain(domain: str) -> str:
    """Return the domain as servers have it, in ASCII; raises BadEntry where IDNA 2008 has no form."""
    if domain.isascii():
        return domain.lower()
    import idna  # noqa: PLC0415 -- slow import

    try:
        # Each letter by itself: at the end of a word Python makes another small sigma, and another domain.
        lower = "".join(letter.lower() for letter in domain)
        return idna.encode(unicodedata.normalize("NFC", lower)).decode()
    except idna.IDNAError as error:
        raise BadEntry(
            message("“%(domain)s” is not a valid server name: %(error)s.", domain=domain, error=error),
            at="email",
        ) from error


def check_email(email: str) -> None:
    """Raise BadEntry for a text that cannot be an email address; whether anyone reads it is not known."""
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
