"""Whose value counts where a page and our record differ."""

from collections.abc import Callable

from hackathon.domain.wiki.merging.outcomes import Outcome


def settle(
    ours: str, page: str, last: str | None, *, same: Callable[[str, str], bool] = str.__eq__
) -> Outcome | None:
    """Return whose value counts where the two differ, None where they do not.

    `last` is what the page said when it was last read; None if it was never read. Then only what is empty
    here is filled.
    """
    if same(ours, page):
        return None
    if last is None:
        return Outcome.KEPT if not page else Outcome.CONFLICT if ours else Outcome.TAKEN
    if same(page, last):
        return Outcome.KEPT
    return Outcome.TAKEN if same(ours, last) else Outcome.CONFLICT
