"""The broken rules that an organizer has chosen to ignore."""

from collections.abc import Callable, Iterable

from hackathon.planner.evaluation.broken_rules import BrokenRule
from hackathon.planning.drafts.models import Session
from hackathon.planning.problem.queries.problems import Case


def overridden(case: Case, sessions: Iterable[Session]) -> Callable[[BrokenRule], bool]:
    """Return a function that tells whether a rule is overridden for one of its sessions."""
    kinds = {
        position: frozenset(session.overridden)
        for position, session in case.positions.sessions(sessions).items()
    }

    def is_overridden(rule: BrokenRule) -> bool:
        return any(rule.kind.value in kinds.get(position, ()) for position in rule.topics)

    return is_overridden
