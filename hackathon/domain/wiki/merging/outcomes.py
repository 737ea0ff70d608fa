"""What becomes of one thing of a page: in a word that people and programs read alike."""

from enum import StrEnum


class Change(StrEnum):
    """What the page would do to one thing of ours; what is gone from the page stays with us.

    `left`: it is new on the page, and an organizer left it out. `withdrawn`: it is gone from the page, and an
    organizer withdrew it here too.
    """

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    LEFT = "left"
    WITHDRAWN = "withdrawn"

    @property
    def is_still(self) -> bool:
        """Whether nothing here is written for it."""
        return self in (Change.SAME, Change.GONE, Change.LEFT)


class Outcome(StrEnum):
    """Whose value a field has afterwards where the two differ.

    `taken`: the page changed since it was last read and ours did not. `kept`: ours changed and the page did
    not. `conflict`: both changed; ours is kept, and a person should look.
    """

    TAKEN = "taken"
    KEPT = "kept"
    CONFLICT = "conflict"


class Fate(StrEnum):
    """What an organizer said of a topic that may be one that we have already."""

    MERGE = "merge"
    LINK = "link"
