"""The limits of a planner run, and where its search starts."""

from dataclasses import dataclass

LONGEST = 600
"""The seconds that a run may take at most."""

LARGEST_SEED = 2**31 - 1
"""The largest number that a database's integer column holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a run; with `steps`, it ends after that many, whatever the time."""

    seconds: float = 10
    steps: int | None = None
    seed: int = 0
    workers: int = 1
