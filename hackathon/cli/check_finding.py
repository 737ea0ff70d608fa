"""One result of `hackathon doctor`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding:
    """The result of one check; `fix` is the command that fixes it."""

    what: str
    is_good: bool
    words: str
    fix: str = ""
