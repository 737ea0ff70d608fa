"""The state of an event that open pages watch for changes."""

import hashlib
from dataclasses import dataclass

from hackathon.core.text import markdown
from hackathon.core.text.shortening import shortened

LONGEST_NOTICE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveState:
    """The current revision (0 before the first) and the organizers' notice to everyone."""

    event_id: int
    revision: int
    notice: str

    @property
    def digest(self) -> str:
        """Identifies this state: it differs as soon as anything in it changes."""
        return f"{self.revision}.{notice_digest(self.notice)}"

    @property
    def notice_in_short(self) -> str:
        """The notice as plain text, cut to what a page shows."""
        return shortened(markdown.plain(self.notice), LONGEST_NOTICE)


def notice_digest(notice: str) -> str:
    """Return a digest that identifies the notice."""
    return hashlib.sha256(notice.encode()).hexdigest()[:8]
