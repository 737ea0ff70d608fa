"""An email as MIME bytes."""

import re
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from hackathon.core.errors import BadEntry
from hackathon.core.text.emails import ascii_domain
from hackathon.core.text.files import one_line
from hackathon.mail.domain import Outgoing

LONGEST_NAME = 200
"""The most characters of a name or subject in a header; nobody reads more."""


ADDRESS = re.compile(r"""([^\s()<>\[\]:;@\\,"\x00-\x1f\x7f-\x9f]+)@([^\s()<>;@\\,"\x00-\x1f\x7f-\x9f]+)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class WireAddress:
    """An address in the form servers use: the domain in ASCII, the local part as typed."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def is_ascii(self) -> bool:
        """Whether any mail server accepts it."""
        return self.local.isascii()


def as_bytes(outgoing: Outgoing) -> bytes:
    """Return the email as MIME with parts for plain text, HTML and a calendar entry.

    Nothing in a name or title can add a header or a line. All of it is ASCII, except for an address with a
    non-ASCII local part. Raises ValueError for an invalid address.
    """
    to = address(outgoing.to)
    headers = {
        "From": _named(outgoing.sender_name, address(outgoing.sender)),
        "To": _named(outgoing.to_name, to),
        "Reply-To": str(address(outgoing.reply_to)) if outgoing.reply_to else None,
        "Subject": _encoded(_short(outgoing.subject)),
        "Date": format_datetime(outgoing.written_at),
        "Message-ID": outgoing.message_id,
        "Auto-Submitted": "auto-generated",
        # With these headers, a mail client can unsubscribe its user (RFC 8058).
        "List-Unsubscribe": f"<{outgoing.unsubscribe}>" if outgoing.unsubscribe else None,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" if outgoing.unsubscribe else None,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value is not None)
    return head.encode() + _body(outgoing)


def _body(outgoing: Outgoing) -> bytes:
    body = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    body.set_content(outgoing.text, cte="quoted-printable")
    body.add_alternative(outgoing.html, subtype="html", cte="quoted-printable")
    if outgoing.calendar:
        calendar, method = outgoing.calendar.content.decode(), outgoing.calendar.method
        body.add_alternative(calendar, subtype="calendar", cte="base64", params={"method": method})
    return body.as_bytes()


def address(text: str) -> WireAddress:
    """Return an address in the form servers use; raises ValueError if it is invalid."""
    found = ADDRESS.fullmatch(text)
    if found is None:
        raise ValueError(f"“{one_line(text)}” is no address that mail can go to.")
    local, domain = found.groups()
    try:
        return WireAddress(local=local, domain=domain if domain.isascii() else ascii_domain(domain))
    except BadEntry as error:
        raise ValueError(f"“{one_line(text)}” is no address that mail can go to: {error}") from error


def _named(name: str, found: WireAddress) -> str:
    short = _short(name)
    if not short:
        return str(found)
    if _is_plain(short):
        quoted = re.sub(r'([\\"])', r"\\\1", short)
        return f'"{quoted}" <{found}>'
    return f"{_encoded(short)} <{found}>"


def _encoded(words: str) -> str:
    """Return text encoded for a header.

    The library's newer API would do this itself, but it loses spaces when folding long lines.
    """
    charset = "us-ascii" if _is_plain(words) else "utf-8"
    return Header(words, charset, header_name="Subject").encode(linesep="\r\n")


def _is_plain(words: str) -> bool:
    """Whether the text can be put into a header as it is, without being interpreted there."""
    return words.isascii() and "=?" not in words


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"
