"""Email addresses within public text, which are hidden even there."""

import re
from collections.abc import Iterator
from itertools import pairwise

# Matches a run that contains an "@" only once: a regex for whole addresses would restart at every letter.
_RUN = re.compile(r"[^\s<>()]+")
_WEB = re.compile(r"(?<!\w)https?://")


def without_addresses(text: str) -> str:
    """Return the text with every email address cut after its local part: "ian@…".

    Short names of mailing lists ("xen-devel@") stay, and so do web addresses: an "@" in those is usually part
    of a message's name, not a person's address.
    """
    if "@" not in text:
        return text  # Most texts have none, and a list of topics calls this two thousand times.
    return _RUN.sub(lambda found: _public(found[0]), text)


def _public(word: str) -> str:
    if "@" not in word:
        return word
    web = _WEB.search(word)
    end = web.start() if web else len(word)
    return "@".join(_cut(word[:end].split("@"))) + word[end:]


def _cut(parts: list[str]) -> Iterator[str]:
    """Yield the parts between the signs, with "…" for each host after a name."""
    yield parts[0]
    for name, host in pairwise(parts):
        yield "…" if name and "." in host[1:-1] else host
