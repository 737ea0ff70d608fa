"""The texts of two topics that become one."""

TEXTS = ("description", "outcomes", "steps", "references", "skills")
"""The fields of a topic where two texts may stand one below the other."""

FILLED = (
    "difficulty", "forum", "chat", "contact_note", "verified", "inserted_on", "area_id",
)  # fmt: skip
"""The fields that the kept topic takes from the other only where it says nothing itself."""


def united(kept: str, gone: str, *, add: bool) -> str:
    """Return what stands in a field of the kept topic; `add` puts the other's text below its own.

    An empty field takes the other's text, and no text stands there twice.
    """
    if not kept.strip():
        return gone
    if not add or not gone.strip() or gone.strip() in kept:
        return kept
    return f"{kept.rstrip()}\n\n{gone.lstrip()}"
