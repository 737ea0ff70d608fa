"""Resolves a difference between page and event."""

from collections.abc import Callable

from hackathon.pages.merge.outcomes import Outcome


def resolve_field(
    ours: str, page: str, last: str | None, *, same: Callable[[str, str], bool] = str.__eq__
) -> Outcome | None:
    """Return which value counts if the two differ; None if they are the same.

    `last` is the value when the page was last read; None if it was never read. In that case only empty
    fields of the event are filled.
    """
    if same(ours, page):
        return None
    if last is None:
        return Outcome.KEPT if not page else Outcome.CONFLICT if ours else Outcome.TAKEN
    if same(page, last):
        return Outcome.KEPT
    return Outcome.TAKEN if same(ours, last) else Outcome.CONFLICT
