"""The possible results for one item of a page, named for people and programs."""

from enum import StrEnum


class Change(StrEnum):
    """The effect of the page on one item.

    Items that are no longer on the page stay in the event. `left`: new on the page, and left out by an
    organizer. `withdrawn`: no longer on the page, and withdrawn by an organizer.
    """

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    LEFT = "left"
    WITHDRAWN = "withdrawn"

    @property
    def is_still(self) -> bool:
        """Whether this writes nothing."""
        return self in (Change.SAME, Change.GONE, Change.LEFT)


class Outcome(StrEnum):
    """Which value a field keeps where the page and the event differ.

    `taken`: only the page changed since it was last read. `kept`: only the event changed. `conflict`: both
    changed; ours is kept, and a person should look.
    """

    TAKEN = "taken"
    KEPT = "kept"
    CONFLICT = "conflict"


class SameTopicChoice(StrEnum):
    """An organizer's choice for a topic that may already exist."""

    MERGE = "merge"
    LINK = "link"
