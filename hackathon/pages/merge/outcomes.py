"""The possible results for one item of a page, named for people and programs."""

from enum import StrEnum


class Change(StrEnum):
    """The effect of the page on one item.

    Items that are no longer on the page stay in the event. `left`: new on the page, but left out by an
    organizer. `withdrawn`: no longer on the page, and withdrawn by an organizer.
    """

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    NOT_ON_PAGE = "gone"
    LEFT_OUT = "left"
    WITHDRAWN = "withdrawn"

    @property
    def is_still(self) -> bool:
        """Whether this writes nothing."""
        return self in (Change.SAME, Change.NOT_ON_PAGE, Change.LEFT_OUT)


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
