"""Sentences that several organizer pages add to a confirmation."""

from flask_babel import ngettext


def left_the_draft(topics: int) -> str:
    """Return a sentence about the number of topics removed from the draft; empty for none."""
    if not topics:
        return ""
    words: str = ngettext(
        "%(num)s topic was removed from the draft. Plan again, or schedule it yourself.",
        "%(num)s topics were removed from the draft. Plan again, or schedule them yourself.",
        topics,
    )
    return f" {words}"
