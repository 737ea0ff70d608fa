"""Building a linear model entry by entry."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.bounds import mip
from hackathon.planner.preprocessed_instance import Floats

Numbers = NDArray[np.int64]


@dataclass(slots=True)
class ModelBuilder:
    """A model as it is written down, entry by entry."""

    cost: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[Numbers] = field(default_factory=list)
    entered: list[Numbers] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    columns: int = 0

    def add_columns(self, cost: Floats, upper: float, whole: bool) -> Numbers:
        """Add columns, and return their numbers."""
        self.cost.append(cost)
        self.upper.append(np.full(len(cost), upper))
        self.whole += [whole] * len(cost)
        self.columns += len(cost)
        return np.arange(self.columns - len(cost), self.columns)

    def add_row(self, low: float, high: float) -> int:
        """Add a row, and return its number."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def enter(self, row: int | Numbers, columns: Numbers, value: float = 1.0) -> None:
        """Let these columns count in the row, or each in a row of its own."""
        self.rows.append(np.broadcast_to(row, columns.shape))
        self.entered.append(columns)
        self.values.append(np.full(len(columns), value))

    def enter_sum(self, row: int, parts: Sequence[tuple[Numbers, float]]) -> None:
        """Let columns count in the row, each by the sum of its values; a column may be in several parts."""
        if parts:
            columns, place = np.unique(joined([part for part, _ in parts]), return_inverse=True)
            values = np.concatenate([np.full(len(part), value) for part, value in parts])
            self.rows.append(np.full(len(columns), row))
            self.entered.append(columns)
            self.values.append(np.asarray(np.bincount(place, weights=values), dtype=float))

    def model(self) -> mip.Model:
        """Return the finished model."""
        return mip.Model(
            cost=np.concatenate([np.zeros(0), *self.cost]),
            upper=np.concatenate([np.zeros(0), *self.upper]),
            whole=np.array(self.whole),
            low=np.array(self.low),
            high=np.array(self.high),
            row=joined(self.rows),
            column=joined(self.entered),
            value=np.concatenate([np.zeros(0), *self.values]),
        )


def joined(parts: Sequence[Numbers]) -> Numbers:
    """Return the parts as one array."""
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])
