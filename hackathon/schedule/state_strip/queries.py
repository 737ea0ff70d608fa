"""Assessing a draft: its figures and problems, computed once per version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hackathon.agenda.domain.changes import between
from hackathon.agenda.domain.ledger import next_agenda
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message, plural_message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.planner.evaluation.broken_rules import BrokenRule
from hackathon.planner.model.problem import Placement
from hackathon.planner.model.rules import Kind
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries.draft_agenda import agenda_frame, placed_sessions
from hackathon.planning.drafts.queries.overrides import overridden
from hackathon.planning.drafts.queries.placement_counts import PlacementCounts, count_placement
from hackathon.planning.drafts.queries.proven_bounds import loss_bound
from hackathon.planning.problem import messages
from hackathon.planning.problem.cell_messages import cell_message
from hackathon.planning.problem.queries import case_cache
from hackathon.planning.problem.queries.case_cache import LruCache
from hackathon.planning.problem.queries.problems import Case
from hackathon.planning.problem.rule_messages import rule_message
from hackathon.schedule.state_strip.domain import Finding, MustLost, SessionKey, Severity, Strip
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

UNANSWERED = (Status.INVITED, Status.MAYBE)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A draft evaluated with today's votes: the case, its figures, its problems."""

    case: Case
    placement: Placement
    counts: PlacementCounts
    findings: tuple[Finding, ...]
    musts_lost: tuple[MustLost, ...]
    strip: Strip

    def findings_of(self) -> Mapping[SessionKey, tuple[Finding, ...]]:
        """Return the problems of each session."""
        found: dict[SessionKey, tuple[Finding, ...]] = {}
        for finding in self.findings:
            for key in finding.sessions:
                found[key] = (*found.get(key, ()), finding)
        return found


@dataclass(frozen=True, kw_only=True)
class _Kept:
    findings: tuple[Finding, ...]
    musts_lost: tuple[MustLost, ...]
    strip: Strip


_cached = LruCache[_Kept]()


def assess(
    event: Event,
    draft: Draft | None,
    published: Agenda | None,
    now: datetime,
    *,
    case: Case | None = None,
) -> Assessment:
    """Evaluate the draft for people; without a draft, an empty one.

    `case` is the current one, if it is loaded already.
    """
    case = case or case_cache.load_case(event, draft=None, published=published, now=now)
    sessions = draft.sessions if draft else ()
    placement = case.placement(sessions)
    bound = loss_bound(event, case)
    counts = count_placement(case, placement, zone=event.zone)
    revision = (published.revision, published.published_at) if published else None
    counted = {session.id for session in case.positions.sessions(sessions).values()}
    others = tuple(sorted(session.topic_id for session in sessions if session.id not in counted))
    kinds = tuple((each.topic_id, each.occurrence, *each.overridden) for each in sessions if each.overridden)
    key = (case.state, placement, bound, revision, others, kinds)
    with _cached.lock:
        kept = _cached.get(key)
        if kept is None:
            kept = _count(event, draft, case, placement, bound, published, now)
            _cached.keep(key, kept)
    return Assessment(
        case=case,
        placement=placement,
        counts=counts,
        findings=kept.findings,
        musts_lost=kept.musts_lost,
        strip=kept.strip,
    )


def _count(
    event: Event,
    draft: Draft | None,
    case: Case,
    placement: Placement,
    bound: int | None,
    published: Agenda | None,
    now: datetime,
) -> _Kept:
    counts = count_placement(case, placement, zone=event.zone)
    # The state of the case changes with every answer or vote.
    findings = tuple(_findings(case, draft, counts, placement, _statuses(event)))
    lost = tuple(_musts_lost(case, counts, _musts(event)))
    return _Kept(
        findings=findings,
        musts_lost=lost,
        strip=Strip(
            percent_attended=messages.percent_attended(case.problem, counts.report.loss),
            percent_bound=_percent_bound(case, bound, counts.report.loss),
            lose_a_must=len(lost),
            seats_short=counts.report.seats_short,
            conflicts=sum(finding.is_conflict for finding in findings),
            warnings=sum(not finding.is_conflict for finding in findings),
            unpublished_changes=_unpublished(event, draft, case, published, now),
        ),
    )


def _percent_bound(case: Case, bound: int | None, loss: int) -> int | None:
    return messages.percent_possible(case.problem, bound, loss=loss) if bound is not None else None


def _unpublished(
    event: Event, draft: Draft | None, case: Case, published: Agenda | None, now: datetime
) -> int:
    if draft is None:
        return 0
    frame = agenda_frame(event, case, published, "", now)
    placed = placed_sessions(draft, case, with_summaries=False)
    return len(between(published, next_agenda(frame, placed, previous=published, mint=lambda: "", known={})))


def _statuses(event: Event) -> Mapping[int, Status]:
    """Return the contacts' answers, by person."""
    contacts = select(Contact.person_id).join(Contact.topic).where(Topic.event_id == event.id)
    rows = select(Attendance.person_id, Attendance.status).where(
        Attendance.event_id == event.id, Attendance.person_id.in_(contacts)
    )
    return {row.person_id: row.status for row in db.session.execute(rows)}


def _musts(event: Event) -> Mapping[int, frozenset[int]]:
    """Return the topics that each person must attend, by their keys."""
    rows = select(Vote.person_id, Vote.topic_id).join(Vote.topic)
    found: dict[int, set[int]] = {}
    for person, topic in db.session.execute(
        rows.where(Topic.event_id == event.id, Vote.choice == Choice.MUST)
    ):
        found.setdefault(person, set()).add(topic)
    return {person: frozenset(topics) for person, topics in found.items()}


def _musts_lost(
    case: Case, counts: PlacementCounts, musts: Mapping[int, frozenset[int]]
) -> Iterator[MustLost]:
    for person, topics in zip(case.problem.people, counts.lost, strict=True):
        wanted = musts.get(person.key, frozenset())
        lost = [case.topics[topic].number for topic in topics if case.topics[topic].id in wanted]
        if lost:
            yield MustLost(name=person.name, topics=tuple(lost))


def _findings(
    case: Case,
    draft: Draft | None,
    counts: PlacementCounts,
    placement: Placement,
    statuses: Mapping[int, Status],
) -> Iterator[Finding]:
    positions = case.positions
    is_overridden = overridden(case, draft.sessions if draft else ())
    for rule in without_echoes(counts.report.rules):
        yield _broken(case, rule, Severity.WARNING if is_overridden(rule) else Severity.CONFLICT)
    placed = positions.sessions(draft.sessions if draft else ())
    for position, session in placed.items():
        if placement.start[position] < 0:
            continue
        keys = ((session.topic.number, session.occurrence),)
        short = counts.expected[position] - session.room.capacity
        if short > 0:
            words = plural_message("%(number)s seat short.", "%(number)s seats short.", short)
            yield _warning("seats", words, keys)
        for contact in session.topic.contacts:
            yield from _unsure(contact, statuses.get(contact.person_id), keys)
    shown = {session.id for session in placed.values()}
    for session in draft.sessions if draft else ():
        if session.id not in shown and session.topic in case.left_out:
            words = message("All contacts of this topic have declined.")
            yield _warning("declined", words, ((session.topic.number, session.occurrence),))


def _broken(case: Case, rule: BrokenRule, severity: Severity) -> Finding:
    return Finding(
        severity=severity,
        code=rule.kind.value,
        words=rule_message(case, rule),
        sessions=session_keys(case, rule.topics),
        at_sessions=tuple(cell_message(case, rule, position) for position in rule.topics),
    )


def without_echoes(rules: Iterable[BrokenRule]) -> list[BrokenRule]:
    """Return the rules without those implied by another.

    For example, a person who runs two sessions at once also lacks the time to change rooms.
    """
    found = list(rules)
    busy = {(rule.person, frozenset(rule.topics)) for rule in found if rule.kind is Kind.BUSY}
    return [
        rule
        for rule in found
        if rule.kind is not Kind.BUFFER or (rule.person, frozenset(rule.topics)) not in busy
    ]


def session_keys(case: Case, positions: Iterable[int]) -> tuple[SessionKey, ...]:
    """Return the topic numbers and runs at these positions of a problem."""
    found = case.positions
    return tuple((found.rows[position].number, found.occurrences[position]) for position in positions)


def _unsure(contact: Contact, status: Status | None, keys: tuple[SessionKey, ...]) -> Iterator[Finding]:
    name = contact.person.name
    if status is None or status in UNANSWERED:
        yield _warning("unanswered", message("%(name)s hasn't confirmed yet.", name=name), keys)
    elif status.is_gone:
        yield _warning("gone", message("%(name)s is not coming.", name=name), keys)


def _warning(code: str, words: Message, keys: tuple[SessionKey, ...]) -> Finding:
    return Finding(severity=Severity.WARNING, code=code, words=words, sessions=keys)
