"""The rules of a schedule, checked in one place for every kind of change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hackathon.agenda import queries as agendas
from hackathon.events.models import Event
from hackathon.planner.evaluation.broken_rules import BrokenRule
from hackathon.planner.evaluation.check import broken_rules
from hackathon.planner.model.rules import Kind
from hackathon.planning.drafts.models import Draft
from hackathon.planning.problem.queries import case_cache, problems
from hackathon.planning.problem.queries.problems import Case
from hackathon.planning.problem.rule_messages import rule_message
from hackathon.schedule.changes.domain.changes import SessionId
from hackathon.schedule.changes.errors import MoveForbidden
from hackathon.schedule.changes.messages import forbidden_message
from hackathon.schedule.state_strip.queries import without_echoes
from hackathon.topics.models import Topic

RuleKey = tuple[Kind, tuple[SessionId, ...], int | None, int | None]
"""A broken rule by its sessions, which stay the same when lengths change. An unscheduled one is run 0."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules that a draft breaks."""

    case: Case
    sessions: Mapping[int, SessionId]
    """The session at each position of the problem, if there is one."""
    broken: Mapping[RuleKey, BrokenRule]

    def sessions_of(self, rule: BrokenRule) -> list[SessionId]:
        """Return the sessions that a rule is about."""
        return [self.sessions[each] for each in rule.topics if each in self.sessions]

    def without(self, overridden: Mapping[SessionId, tuple[str, ...]]) -> "Rules":
        """Return the rules except those that are overridden for one of their sessions."""
        binding = {
            key: rule
            for key, rule in self.broken.items()
            if not any(rule.kind.value in overridden.get(each, ()) for each in self.sessions_of(rule))
        }
        return replace(self, broken=binding)


def rules_of(event: Event, draft: Draft, topics: Sequence[Topic], now: datetime) -> Rules:
    """Return the rules that a draft breaks; `topics` are those of the event that are not withdrawn."""
    published = agendas.latest(event)
    case = case_cache.load_case(event, draft=None, published=published, now=now, topics=topics)
    return _rules(case, draft)


def rules_then(before: Rules, event: Event, draft: Draft, now: datetime, *, has_new_topics: bool) -> Rules:
    """Return the rules that a draft breaks after its sessions have moved, in the same transaction.

    With `has_new_topics`, topics have changed too, so that the problem is another one.
    """
    case = before.case
    if has_new_topics:
        case = problems.load_problem(event, draft=None, published=agendas.latest(event), now=now)
    return _rules(case, draft)


def _rules(case: Case, draft: Draft) -> Rules:
    rules = broken_rules(case.problem, case.placement(draft.sessions))
    sessions = {
        position: (session.topic_id, session.occurrence)
        for position, session in case.positions.sessions(draft.sessions).items()
    }
    names = [sessions.get(position, (topic.key, 0)) for position, topic in enumerate(case.problem.topics)]
    return Rules(
        case=case,
        sessions=sessions,
        broken={
            (rule.kind, tuple(names[each] for each in rule.topics), rule.person, rule.slot): rule
            for rule in without_echoes(rules)
        },
    )


def refuse_new(
    before: Rules, after: Rules, overridden: Mapping[SessionId, tuple[str, ...]], *, override: bool
) -> dict[SessionId, set[str]]:
    """Refuse newly broken rules; return which kinds are overridden for which sessions.

    `overridden` contains the previous overrides of the changed sessions. Raises MoveForbidden with all new
    rules if one can't be, or is not, overridden.
    """
    new = {key: rule for key, rule in after.broken.items() if key not in before.broken}
    may_be = all(rule.is_overridable for rule in new.values())
    if new and not (override and may_be):
        said = {str(words): words for words in (rule_message(after.case, rule) for rule in new.values())}
        reasons = tuple(said.values())
        raise MoveForbidden(forbidden_message(reasons), reasons=reasons, is_overridable=may_be)
    kinds: dict[SessionId, set[str]] = {key: set() for key in overridden}
    for key, rule in after.broken.items():
        for session in after.sessions_of(rule):
            if session in kinds and (key in new or rule.kind.value in overridden[session]):
                kinds[session].add(rule.kind.value)
    return kinds
