"""The progress curve of a planner run: best cost and bound over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

WIDTH, HEIGHT = 320, 96
"""The size of the drawing, in its own units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Two step curves as SVG points, with the ranges of their axes."""

    cost: str
    bound: str
    highest: int
    lowest: int
    seconds: float
    width: int = WIDTH
    height: int = HEIGHT

    @classmethod
    def from_progress(cls, progress: Sequence[Sequence[Any]]) -> Self | None:
        """Return the curve of [seconds, cost or None, bound or None] rows; None for fewer than two."""
        values = [value for _, *row in progress for value in row if value is not None]
        if len(progress) < 2 or not values:
            return None
        seconds = max(float(progress[-1][0]), 0.1)
        highest, lowest = max(values), min(values)

        def line(column: int) -> str:
            points: list[str] = []
            y_before: float | None = None
            for row in progress:
                if row[column] is None:
                    continue
                x = round(float(row[0]) / seconds * WIDTH, 1)
                y = round((highest - row[column]) / max(highest - lowest, 1) * HEIGHT, 1)
                if y_before is not None:
                    points.append(f"{x},{y_before}")
                points.append(f"{x},{y}")
                y_before = y
            if y_before is not None:
                points.append(f"{WIDTH},{y_before}")
            return " ".join(points)

        return cls(cost=line(1), bound=line(2), highest=highest, lowest=lowest, seconds=seconds)
