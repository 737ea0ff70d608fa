"""The mail server named by a setting."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit


class Guard(StrEnum):
    """How the connection to a mail server is encrypted, according to the scheme of its URL."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The mail server that sends our mail."""

    guard: Guard
    host: str
    port: int
    user: str
    password: str = field(repr=False)


PORTS = {Guard.NONE: 25, Guard.STARTTLS: 587, Guard.TLS: 465}


def named_by(url: str) -> MailServer:
    """Return the server of a URL such as smtps://USER:PASSWORD@HOST. Raises ValueError for an invalid one."""
    parts = urlsplit(url)
    if parts.scheme not in list(Guard) or not parts.hostname:
        raise ValueError(f"HACKATHON_SMTP_URL begins with {', '.join(Guard)}, then ://HOST")  # not translated
    guard = Guard(parts.scheme)
    return MailServer(
        guard=guard,
        host=parts.hostname,
        port=parts.port or PORTS[guard],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
