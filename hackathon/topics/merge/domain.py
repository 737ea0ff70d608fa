"""Combining the texts of merged topics."""

TEXTS = ("description", "outcomes", "steps", "references", "skills")
"""The text fields that may be concatenated."""

FILLED = (
    "difficulty", "forum", "chat", "contact_note", "verified", "inserted_on", "area_id",
)  # fmt: skip
"""The fields that the kept topic takes from the other only if its own are empty."""


def united(kept: str, gone: str, *, add: bool) -> str:
    """Return the combined text of a field; `add` appends the merged topic's text.

    An empty field takes the other text, and no text is repeated.
    """
    if not kept.strip():
        return gone
    if not add or not gone.strip() or gone.strip() in kept:
        return kept
    return f"{kept.rstrip()}\n\n{gone.lstrip()}"
