"""The figures above the grid, and sessions, as JSON for the page's script."""

from collections.abc import Iterable
from typing import Any

from hackathon.planning.drafts.models import Draft
from hackathon.schedule.state_strip.domain import Strip


def strip_document(strip: Strip) -> dict[str, Any]:
    """Return the figures by name."""
    return {
        "percent_attended": strip.percent_attended,
        "percent_bound": strip.percent_bound,
        "lose_a_must": strip.lose_a_must,
        "seats_short": strip.seats_short,
        "conflicts": strip.conflicts,
        "warnings": strip.warnings,
        "unpublished_changes": strip.unpublished_changes,
    }


def session_documents(
    draft: Draft | None, among: Iterable[tuple[int, int]] | None = None
) -> list[dict[str, Any]]:
    """Return the places of a draft's sessions: all, or those of these topic keys and runs."""
    chosen = None if among is None else set(among)
    return [
        {
            "topic": session.topic.number,
            "run": session.occurrence,
            "slot": session.slot_id,
            "room": session.room_id,
            "pinned": session.pinned,
        }
        for session in (draft.sessions if draft else ())
        if chosen is None or (session.topic_id, session.occurrence) in chosen
    ]
