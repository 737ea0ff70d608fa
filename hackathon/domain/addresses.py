"""E-mail addresses that stand where everybody reads: they are private even there."""

import re

_ADDRESS = re.compile(r"(?P<web>https?://[^\s<>()]+)|(?P<first>[^\s<>()@]+)@[^\s<>()@]+\.[^\s<>()@]+")


def without_addresses(text: str) -> str:
    """Return the text with every e-mail address cut after its first part: "ian@…".

    A mailing list named in short ("xen-devel@") stays as it is, and so does the address of a
    web page: what stands there after an "@" is mostly the name of a message, not of a person.
    """
    if "@" not in text:
        return text  # as nearly all are, and a list of topics asks for two thousand
    return _ADDRESS.sub(lambda found: found["web"] or f"{found['first']}@…", text)
