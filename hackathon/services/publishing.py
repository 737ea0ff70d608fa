"""Publishing a draft: the ledger of calendar entries is written and the agenda frozen."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from hackathon.background import later
from hackathon.domain import markdown
from hackathon.domain.agenda import Agenda, AgendaArea, AgendaRoom, AgendaSlot
from hackathon.domain.changes import Change, affected_topics, between
from hackathon.domain.errors import NothingToPublish, RuleBroken
from hackathon.domain.ledger import Entry, Key, Placed, next_agenda, told_apart
from hackathon.domain.scheduling.check import Report, check
from hackathon.domain.scheduling.loss import people_missing
from hackathon.domain.scheduling.repeats import expected
from hackathon.extensions import db
from hackathon.models import CalendarEntry, Draft, Event, Person, Revision
from hackathon.queries import agendas, drafts, problems
from hackathon.services import activity, notices, revision_files
from hackathon.services.transactions import refuse_stale, take_turns, transaction
from hackathon.services.upsert import upsert

LONGEST_SUMMARY = 500


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What publishing now would do."""

    version: int
    """That of the draft."""
    agenda: Agenda
    report: Report
    previous: Agenda | None
    changes: tuple[Change, ...]
    affected: tuple[str, ...]
    """The names of the people who voted for or run a session with another time or room, or that is gone."""

    @property
    def is_the_same(self) -> bool:
        """Whether nothing at all would differ from what is published."""
        before = self.previous
        return before is not None and before == replace(
            self.agenda, revision=before.revision, published_at=before.published_at, note=before.note
        )


def preview(*, event: Event, note: str, now: datetime) -> Preview:
    """Return what publishing the current draft would do, and change nothing.

    Raises NothingToPublish without a draft.
    """
    draft = drafts.current(event)
    if draft is None:
        raise NothingToPublish("There is no draft yet. Make a plan first, then publish it.")
    previous = agendas.latest(event)
    case = problems.of(event, draft=None, published=previous, now=now)
    report = check(case.problem, case.placement(draft.sessions))
    agenda = _frame(event, case, previous, note, now)
    agenda = next_agenda(
        agenda,
        _placed(draft, case),
        previous=previous,
        mint=lambda: str(uuid.uuid4()),
        known=_ledger(event),
    )
    changes = between(previous, agenda)
    return Preview(
        version=draft.version,
        agenda=agenda,
        previous=previous,
        report=report,
        changes=changes,
        affected=tuple(_affected(case, changes)),
    )


def drafted(*, draft: Draft, case: problems.Case, now: datetime) -> Agenda:
    """Return a draft as an agenda to look at; its entries have no names of their own yet."""
    frame = _frame(draft.event, case, None, "", now)
    return next_agenda(frame, _placed(draft, case), previous=None, mint=lambda: "", known={})


def publish(
    *,
    event: Event,
    note: str,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    tells: bool = False,
) -> Revision:
    """Freeze the current draft as the event's next revision, and have it printed.

    With `tells`, everybody whose session is elsewhere now gets a mail, once for the revision.

    Raises NothingToPublish without a draft or without a change, RuleBroken when the draft
    breaks a hard rule, and StaleForm when it is another than the one that was looked at.
    """
    revision = _publish(event=event, note=note, seen=seen, tells=tells, by=by, now=now)
    later.call("make_paper", revision.id)
    return revision


@transaction
def _publish(
    *, event: Event, note: str, seen: int | None, tells: bool, by: Person | None, now: datetime
) -> Revision:
    take_turns(event)  # two revisions at one instant get two numbers
    coming = preview(event=event, note=note, now=now)
    refuse_stale(seen, coming.version)
    if coming.report.broken:
        raise RuleBroken(
            f"This draft cannot be published: {' '.join(coming.report.broken)} Mend it, then publish."
        )
    agenda = coming.agenda
    if coming.is_the_same:
        raise NothingToPublish(
            f"Nothing has changed since revision {agenda.revision - 1}, so there is nothing to publish."
        )
    revision = Revision(
        event=event,
        number=agenda.revision,
        published_at=now,
        published_by_id=by.id if by else None,
        note=note,
        document=agenda.to_json(),
    )
    db.session.add(revision)
    _write_ledger(event, agenda)
    db.session.flush()
    revision_files.make_feeds(revision=revision, agenda=agenda)
    told = notices.write(event=event, changes=coming.changes, note=note, now=now) if tells else 0
    telling = f", and told {told} of whom sessions moved" if told else ""
    activity.did(f"published revision {agenda.revision}{telling}", event=event, by=by, now=now)
    return revision


def _frame(event: Event, case: problems.Case, previous: Agenda | None, note: str, now: datetime) -> Agenda:
    """Return the coming revision without its sessions."""
    return Agenda(
        event=event.slug,
        title=event.title,
        place=event.place,
        zone=event.zone,
        revision=previous.revision + 1 if previous else 1,
        published_at=now,
        note=note,
        hue=event.hue,
        areas=tuple(AgendaArea(slug=area.slug, name=area.name) for area in event.areas),
        rooms=tuple(
            AgendaRoom(slug=room.slug, name=room.name, capacity=room.capacity) for room in case.rooms
        ),
        slots=tuple(
            AgendaSlot(starts=slot.starts_at, ends=slot.ends_at, is_break=slot.is_break, label=slot.label)
            for slot in event.slots
        ),
        sessions=(),
    )


def _placed(draft: Draft, case: problems.Case) -> list[Placed]:
    return told_apart(_each_placed(draft, case))


def _each_placed(draft: Draft, case: problems.Case) -> Iterator[Placed]:
    slot_at = {slot.id: at for at, slot in enumerate(case.slots)}
    placement = case.placement(draft.sessions)
    missing, awaited = people_missing(case.problem, placement), expected(case.problem, placement)
    # What is not among these is withdrawn, or nobody is left to run it: it leaves the agenda.
    for at, session in case.positions.sessions(draft.sessions).items():
        topic = session.topic
        if session.slot_id not in slot_at:
            continue
        last = min(slot_at[session.slot_id] + case.problem.topics[at].length, len(case.slots)) - 1
        yield Placed(
            topic=topic.number,
            occurrence=session.occurrence,
            slug=topic.slug,
            title=topic.title,
            summary=markdown.plain(topic.description)[:LONGEST_SUMMARY],
            contacts=tuple(contact.person.name for contact in topic.contacts),
            area=topic.area.slug if topic.area else None,
            room=session.room.slug,
            starts=session.slot.starts_at,
            ends=case.slots[last].ends_at,
            expected=awaited[at],
            is_plenary=topic.is_plenary,
            missing=missing[case.problem.runs[at][0]],
        )


def _ledger(event: Event) -> dict[Key, Entry]:
    entries = db.session.scalars(select(CalendarEntry).where(CalendarEntry.event_id == event.id))
    return {
        (entry.topic_number, entry.occurrence): Entry(uid=entry.uid, sequence=entry.sequence)
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


def _affected(case: problems.Case, changes: tuple[Change, ...]) -> Iterator[str]:
    touched = affected_topics(changes)
    followers = [
        case.problem.followers[at] for at, topic in enumerate(case.topics) if topic.number in touched
    ]
    yield from sorted(case.people[at].name for at in set().union(*followers))
