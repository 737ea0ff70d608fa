"""Refusals of a schedule change: it was changed meanwhile, or a rule forbids it."""

from hackathon.core.errors import BadEntry, RuleBroken, StaleForm
from hackathon.core.text.messages import Message


class SessionMovedMeanwhile(StaleForm):
    """Someone else changed the same session, or its cell, after it was shown."""


class MoveForbidden(RuleBroken, BadEntry):
    """A change would break rules: `reasons` lists them; `is_overridable` if they can all be overridden."""

    def __init__(self, message: Message, *, reasons: tuple[Message, ...], is_overridable: bool) -> None:
        super().__init__(message)
        self.reasons = reasons
        self.is_overridable = is_overridable
