"""Sentences that several organizer pages add to a confirmation."""

from flask_babel import ngettext


def left_the_draft(topics: int) -> str:
    """Return what to say of that many topics that left the draft; nothing where none did."""
    if not topics:
        return ""
    words: str = ngettext(
        "%(num)s topic was removed from the draft. Plan again, or schedule it yourself.",
        "%(num)s topics were removed from the draft. Plan again, or schedule them yourself.",
        topics,
    )
    return f" {words}"
