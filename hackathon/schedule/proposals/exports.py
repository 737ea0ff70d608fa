"""Moves and their effect on people, as JSON for the page's script."""

from typing import Any

from hackathon.schedule.proposals.domain import PeopleEffect, Place, ProposedMove


def move_document(move: ProposedMove) -> dict[str, Any]:
    """Return a session's current and proposed places."""
    return {
        "topic": move.topic,
        "run": move.run,
        "title": move.title,
        "was": _place(move.was),
        "becomes": _place(move.becomes),
    }


def effect_document(effect: PeopleEffect) -> dict[str, Any]:
    """Return who gains and who loses."""
    return {"people": effect.people, "gains": effect.gains, "loses": effect.loses}


def _place(place: Place | None) -> dict[str, int] | None:
    return {"slot": place[0], "room": place[1]} if place else None
