"""Splits an email into headers and text with the standard library's parser."""

import re
from collections.abc import Mapping
from email import message_from_string, policy
from email.errors import MessageError

_HEADER = re.compile(
    r"(?:From|To|Subject|Date|Cc|Reply-To|Message-ID|List-Id|Sent|Betreff|Von|An"
    r"|Datum): ?\S",
    re.IGNORECASE,
)
_ANY_HEADER = re.compile(r"[A-Za-z][A-Za-z-]{1,40}:(?:\s|$)")
_FEWEST = 2


def is_mail(text: str) -> bool:
    """Whether the text begins with the headers of an email."""
    return _header_lines(text) > 0


def split_mail(text: str) -> tuple[Mapping[str, str], int]:
    """Return the headers of an email, and how many lines they take."""
    count = _header_lines(text)
    head = "\n".join(text.lstrip("\n").split("\n")[:count])
    skipped = len(text) - len(text.lstrip("\n"))
    try:
        message = message_from_string(head + "\n\n", policy=policy.default)
        return {key.casefold(): str(value) for key, value in message.items()}, count + skipped
    except (MessageError, ValueError, IndexError, AttributeError):  # broken encoded words
        return {}, count + skipped


def _header_lines(text: str) -> int:
    count = known = 0
    for line in text.lstrip("\n")[:10_000].split("\n"):
        if not line.strip():
            break
        if line[0] not in " \t":
            if not _ANY_HEADER.match(line):
                return 0
            known += _HEADER.match(line) is not None
        count += 1
    return count if known >= _FEWEST else 0
