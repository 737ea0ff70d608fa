"""Publishing a draft: updating the ledger of calendar entries and freezing the agenda."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda import queries as agendas
from hackathon.agenda.domain.changes import AgendaChange, between
from hackathon.agenda.domain.ledger import Key, LedgerEntry, Placed, next_agenda
from hackathon.agenda.feeds.services import revision_files
from hackathon.agenda.feeds.services.revision_files import MAKE_PAPER
from hackathon.agenda.models import CalendarEntry, Revision
from hackathon.core.database.transactions import afterwards, refuse_stale, transaction
from hackathon.core.database.upsert import upsert
from hackathon.core.domain.agenda import Agenda
from hackathon.core.errors import NothingToPublish, RuleBroken
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, listed, message
from hackathon.events.models import Event
from hackathon.planner.evaluation.check import Report
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.drafts.queries.draft_agenda import agenda_frame, placed_sessions
from hackathon.planning.drafts.queries.overrides import overridden
from hackathon.planning.drafts.queries.placement_counts import count_placement
from hackathon.planning.drafts.services.drafts import keep_version
from hackathon.planning.problem import messages
from hackathon.planning.problem.queries import case_cache, problems
from hackathon.planning.problem.rule_messages import rule_message
from hackathon.planning.runs import services as planning
from hackathon.publication.services import change_notifications


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The effect of publishing now."""

    version: int
    """The version of the draft."""
    agenda: Agenda
    report: Report
    broken: tuple[Message, ...]
    """Rules that prevent publishing: broken by the draft, and not overridden."""
    previous: Agenda | None
    percent_attended: int | None
    changes: tuple[AgendaChange, ...]
    concerned: change_notifications.Concerned
    """The people whose own agenda changes; exactly these are notified."""

    @property
    def affected(self) -> tuple[str, ...]:
        """The names of the people whose own agenda changes."""
        return tuple(person.name for person in self.concerned)

    @property
    def unreachable(self) -> tuple[str, ...]:
        """The names of affected people without an address."""
        return tuple(person.name for person in self.concerned if not person.email)

    @property
    def is_the_same(self) -> bool:
        """Whether the published agenda would not change."""
        before = self.previous
        return before is not None and before == replace(
            self.agenda, revision=before.revision, published_at=before.published_at, note=before.note
        )


def preview(*, event: Event, note: str, now: datetime) -> Preview:
    """Return the effect of publishing the current draft, without changing anything.

    Raises NothingToPublish without a draft.
    """
    draft, previous = _to_publish(event)
    case = case_cache.load_case(event, draft=None, published=previous, now=now)
    return _preview(draft, case, previous, note=note, now=now)


def _to_publish(event: Event) -> tuple[Draft, Agenda | None]:
    """Return the current draft and the published agenda."""
    draft = drafts.current(event)
    if draft is None:
        raise NothingToPublish(message("There is no draft yet. Create one on the schedule page first."))
    return draft, agendas.latest(event)


def _preview(
    draft: Draft, case: problems.Case, previous: Agenda | None, *, note: str, now: datetime
) -> Preview:
    event = draft.event
    counted = count_placement(case, case.placement(draft.sessions), zone=event.zone)
    is_overridden = overridden(case, draft.sessions)
    agenda = agenda_frame(event, case, previous, note, now)
    agenda = next_agenda(
        agenda,
        _with_ends_of(
            previous, _with_delays_of(previous, _with_slugs_of(previous, placed_sessions(draft, case))), now
        ),
        previous=previous,
        mint=lambda: str(uuid.uuid4()),
        known=_ledger(event),
    )
    changes = between(previous, agenda)
    return Preview(
        version=draft.version,
        agenda=agenda,
        previous=previous,
        report=counted.report,
        broken=tuple(rule_message(case, rule) for rule in counted.report.rules if not is_overridden(rule)),
        percent_attended=messages.percent_attended(case.problem, counted.report.loss),
        changes=changes,
        concerned=change_notifications.concerned(event, changes, agenda=agenda, previous=previous),
    )


@transaction
def publish(
    *,
    event: Event,
    note: str,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    tells: bool = False,
) -> Revision:
    """Freeze the current draft as the event's next revision, and request its PDF.

    With `tells`, everyone whose own agenda changes gets an email, once for the revision.

    Raises NothingToPublish without a draft or without a change, RuleBroken if the draft breaks a hard rule,
    StaleForm if it is not the one that was shown, and RunGoingOn while a planning run is going to replace it.
    """
    planning.refuse_while_planned(event)
    draft, previous = _to_publish(event)
    case = problems.load_problem(event, draft=None, published=previous, now=now)
    coming = _preview(draft, case, previous, note=note, now=now)
    refuse_stale(seen, coming.version)
    _refuse_what_cannot_be_published(coming)
    keep_version(draft, revision=coming.agenda.revision, now=now)
    return freeze(
        event=event, agenda=coming.agenda, concerned=coming.concerned if tells else {}, by=by, now=now
    )


@transaction
def freeze(
    *,
    event: Event,
    agenda: Agenda,
    concerned: change_notifications.Concerned,
    by: Person | None,
    now: datetime,
) -> Revision:
    """Save an agenda as the event's next revision, and email these people what changes for them."""
    revision = Revision(
        event=event,
        number=agenda.revision,
        published_at=now,
        published_by_id=by.id if by else None,
        note=agenda.note,
        document=agenda.to_json(),
    )
    db.session.add(revision)
    _write_ledger(event, agenda)
    db.session.flush()
    revision_files.make_feeds(revision=revision, agenda=agenda)
    told = (
        0
        if event.is_over(now)
        else change_notifications.write(event=event, concerned=concerned, note=agenda.note, now=now)
    )
    kind = LogKind.PUBLISHED_AND_EMAILED if told else LogKind.PUBLISHED
    activity.record(kind, event=event, by=by, now=now, revision=agenda.revision, number=told)
    afterwards(MAKE_PAPER, revision.id)
    return revision


def _refuse_what_cannot_be_published(coming: Preview) -> None:
    if rules := listed(coming.broken, separator=" "):
        raise RuleBroken(
            message(
                "This draft can't be published: %(rules)s Please fix this first.",
                rules=rules,
            )
        )
    if coming.is_the_same:
        before = coming.agenda.revision - 1
        raise NothingToPublish(
            message(
                "Nothing has changed since revision %(revision)s, so there is nothing to publish.",
                revision=before,
            )
        )


def _with_slugs_of(previous: Agenda | None, placed: list[Placed]) -> list[Placed]:
    """Return the sessions with their published slugs, unless their titles have changed.

    A new version of the program may generate slugs differently, which is no change to publish.
    """
    before = {(each.key, each.title): each.slug for each in previous.sessions} if previous else {}
    return [replace(each, slug=before.get((each.key, each.title), each.slug)) for each in placed]


def _with_delays_of(previous: Agenda | None, placed: list[Placed]) -> list[Placed]:
    """Return the sessions with their current delays, except for sessions that move anyway."""
    late = {each.key: each for each in previous.running if each.delayed} if previous else {}
    return [
        replace(
            each, starts=before.starts, ends=each.ends + (before.starts - each.starts), delayed=before.delayed
        )
        if (before := late.get(each.key)) and before.planned_start == each.starts
        else each
        for each in placed
    ]


def _with_ends_of(previous: Agenda | None, placed: list[Placed], now: datetime) -> list[Placed]:
    """Return the sessions; one that has begun keeps its announced end, even if that is not as planned."""
    if previous is None:
        return placed
    slot_ends = {slot.ends for slot in previous.slots}
    begun = {each.key: each for each in previous.running if each.starts <= now}
    return [
        replace(each, ends=before.ends)
        if (before := begun.get(each.key))
        and (before.starts, before.room) == (each.starts, each.room)
        and (before.planned_end not in slot_ends or before.ends > each.ends)
        else each
        for each in placed
    ]


def _ledger(event: Event) -> dict[Key, LedgerEntry]:
    entries = db.session.scalars(select(CalendarEntry).where(CalendarEntry.event_id == event.id))
    return {
        (entry.topic_number, entry.occurrence): LedgerEntry(
            uid=entry.uid, sequence=entry.sequence, last_modified=entry.last_modified
        )
        for entry in entries
    }


def _write_ledger(event: Event, agenda: Agenda) -> None:
    for session in agenda.sessions:
        upsert(
            CalendarEntry,
            key={"event_id": event.id, "topic_number": session.topic, "occurrence": session.occurrence},
            values={
                "uid": session.uid,
                "sequence": session.sequence,
                "last_modified": session.last_modified,
                "is_cancelled": session.cancelled,
            },
        )
