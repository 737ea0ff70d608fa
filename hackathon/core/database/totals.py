"""Counting all rows of a list together with loading one page of it."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, func


def total_of(found: Select[*tuple[Any, ...]]) -> ScalarSelect[int]:
    """Return a subquery for the number of rows that `found` selects; its order and columns don't matter.

    Not `count(*) OVER ()`: for that, the rows of all pages are read with all their columns.
    """
    counted = found.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    # Not correlated with the outer statement, which selects from the same tables, so it is counted once.
    return counted.correlate(None).scalar_subquery()
