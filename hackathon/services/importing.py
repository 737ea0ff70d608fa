"""Bringing a wiki page in: a plan that can be shown, then all of it or nothing."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from hackathon.domain.attendance import as_named
from hackathon.domain.errors import PlanChanged
from hackathon.domain.wiki.merging import choices, merge
from hackathon.domain.wiki.merging.identities import Identity, Reason, Source
from hackathon.domain.wiki.merging.new_event import NewEvent
from hackathon.domain.wiki.merging.outcomes import Change, Outcome
from hackathon.domain.wiki.merging.plan import MergePlan
from hackathon.domain.wiki.merging.records import HOURS, owners_of, page_as_read, span_of
from hackathon.domain.wiki.page import Page
from hackathon.extensions import db
from hackathon.models import Attendance, Event, JoinProposal, Milestone, PageImport, Person
from hackathon.queries import capacity, known, settings
from hackathon.services import (
    activity,
    events,
    joining,
    journal,
    page_setup,
    page_topics,
    standing,
    timetable,
    topic_history,
)
from hackathon.services.journal import Journal
from hackathon.services.named_people import Roll
from hackathon.services.transactions import take_turns, transaction

REASONS = {
    Reason.INITIALS: "The handle may be the person's initials.",
    Reason.NICKNAME: "The first name may be a short form.",
    Reason.SHORTENED: "A name in the middle may have been left out.",
    Reason.SPELLING: "The names differ only in accents, spaces or signs.",
}
PLAN_CHANGED = (
    "Something changed after this plan was made, so nothing was imported. Look at the new plan first."
)


def plan(page: Page, event: Event | None) -> MergePlan:
    """Return what the page would change at the event; None: there is no event yet. Nothing is written."""
    return merge.compare(page, known.of(event, page) if event else None)


@transaction
def apply(
    *,
    text: str,
    page: Page,
    target: Event | NewEvent,
    by: Person | None,
    now: datetime,
    seen: str | None = None,
    sent: Mapping[str, str] | None = None,
) -> MergePlan:
    """Bring the page into the event, or into a new one, and return what changed.

    `sent` are the choices of a form; without them all that is new comes in and nothing of ours is lost. A
    page that is here already, letter for letter, writes nothing at all. Times at which votes count do not
    matter: what the page holds happened before. Raises PlanChanged when the plan is another than that of
    the digest `seen`, and BadEntry for a new event that cannot be one.
    """
    existing = target if isinstance(target, Event) else None
    if existing:
        take_turns(existing)
    shown = plan(page, existing)
    if seen is not None and seen != shown.digest:
        raise PlanChanged(PLAN_CHANGED)
    changes = choices.decided(shown, {} if sent is None else choices.chosen_from(shown, sent))
    text = text.replace("\r\n", "\n")  # a browser sends its own ends of lines
    digest = hashlib.sha256(text.encode()).hexdigest()
    if existing and changes.changes_nothing and _was_imported(existing, digest):
        return changes

    event = target if isinstance(target, Event) else _created(target, page, by=by, now=now)
    record = PageImport(event_id=event.id, at=now, by_id=by.id if by else None, digest=digest, text=text)
    try:
        _carry_out(record, event, page, changes, by=by, now=now)
        db.session.flush()
    except IntegrityError as error:
        # Somebody wrote down the same person or topic at this very moment, at another event.
        raise PlanChanged(PLAN_CHANGED) from error
    return changes


def _carry_out(
    record: PageImport, event: Event, page: Page, changes: MergePlan, *, by: Person | None, now: datetime
) -> None:
    """Write what the plan says, and keep with the page what that wrote, so that it can be undone."""
    with journal.listening() as kept:
        _write(event, page, changes, kept, by=by, now=now)
        record.written = kept.written()
    record.as_read, record.summary = page_as_read(page, *_left_out(changes)), changes.summary()
    db.session.add(record)
    title = f"the page “{page.title}”" if page.title else "a page"
    topic_history.because(f"it stands so on {title}")
    activity.did(f"imported {title}: {changes.summary()}", event=event, by=by, now=now)


def _left_out(changes: MergePlan) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the titles of the topics that were left out, and the joins that are not asked about."""
    titles = [each.title for each in changes.topics if each.change is Change.LEFT]
    joins = [(each.joined.key, each.into.key) for each in changes.proposed if each.change is Change.LEFT]
    return titles, joins


def _was_imported(event: Event, digest: str) -> bool:
    same = (PageImport.digest == digest) & PageImport.undone_at.is_(None)
    found = select(PageImport.id).where(PageImport.event_id == event.id, same)
    return db.session.scalars(found.limit(1)).first() is not None


def _created(target: NewEvent, page: Page, *, by: Person | None, now: datetime) -> Event:
    event = events.create(
        slug=target.slug,
        title=target.title,
        zone=target.zone,
        first_day=target.first_day,
        last_day=target.last_day,
        place=target.place,
        by=by,
        now=now,
    )
    event.kind = page.kind
    return event


def _write(
    event: Event, page: Page, changes: MergePlan, kept: Journal, *, by: Person | None, now: datetime
) -> None:
    roll = Roll(event, _names(page, changes), owners_of(page))
    _write_facts(event, changes, by=by, now=now)
    _write_people(event, changes, roll, now=now)
    taken = {fact.field for fact in changes.facts if fact.outcome is Outcome.TAKEN}
    if page.setup:
        page_setup.write(event, page.setup, taken, by=by, now=now)
        page_setup.write_people(event, page.setup, taken, roll)
    page_topics.write(event, page, changes, roll, now=now)
    if page.setup:
        page_setup.write_order(event, page, page.setup, taken, by=by, now=now)
        page_setup.write_draft(event, page, page.setup, taken, now=now)
        page_setup.write_ledger(event, page.setup, taken)
    event.milestones += [
        Milestone(
            name=each.milestone.what, starts=each.milestone.starts, ends=each.milestone.ends, changed_at=now
        )
        for each in changes.milestones
        if each.change is Change.NEW
    ]
    for each in page.handles or ():
        roll.author(each.handle)
    known_joins = set(db.session.scalars(_joins_of(event)))
    _propose_joins(event, changes, roll)
    for join in db.session.scalars(_joins_of(event)):
        if join not in known_joins:
            kept.note_new(join)


def _joins_of(event: Event) -> Select[JoinProposal]:
    return select(JoinProposal).where(JoinProposal.event_id == event.id)


def _names(page: Page, changes: MergePlan) -> Iterator[str]:
    yield from (each.name for each in page.attendees)
    yield from (name for each in page.handles or () for name in (each.handle, each.name))
    for topic in page.topics:
        yield from (each.name for each in (topic.contact.people if topic.contact else ()))
        yield from topic.proposers
        yield from (each.author for each in topic.comments if each.author)
    for join in changes.proposed:
        yield from (join.joined.name, join.into.name)


def _write_facts(event: Event, changes: MergePlan, *, by: Person | None, now: datetime) -> None:
    taken = {fact.field: fact.page for fact in changes.facts if fact.outcome is Outcome.TAKEN}
    hours = {
        date.fromisoformat(field.removeprefix(HOURS)): span_of(value)
        for field, value in taken.items()
        if field.startswith(HOURS)
    }
    if changes.slug is None:
        for each in event.hours:
            each.opens, each.closes = hours.get(each.day, (each.opens, each.closes))
        return
    if "first_day" in taken or "last_day" in taken:
        fields = replace(
            settings.fields_of(event),
            first_day=date.fromisoformat(taken.get("first_day", event.first_day.isoformat())),
            last_day=date.fromisoformat(taken.get("last_day", event.last_day.isoformat())),
        )
        events.change(event=event, fields=fields, seen=None, by=by, now=now)
    if hours:
        timetable.set_hours(event=event, hours=hours, seen=None, by=by, now=now)


def _write_people(event: Event, changes: MergePlan, roll: Roll, *, now: datetime) -> None:
    there = {
        each.person_id: each
        for each in db.session.scalars(select(Attendance).where(Attendance.event_id == event.id))
    }
    new: dict[Person, Attendance] = {}
    for each in changes.people:
        if each.attendee is None or each.change.is_still:
            continue
        person = roll.person(each.name, affiliation=each.attendee.affiliation)
        # Whoever creates the event by importing comes already, as its organizer.
        attendance = there.get(person.id) or new.get(person)
        if attendance is None:
            # A page that is public names them; so our own list goes on doing so until they say otherwise.
            attendance = new[person] = Attendance(event=event, person=person, is_shown=each.attendee.is_shown)
            db.session.add(attendance)
        elif each.change is not Change.CHANGED:
            continue
        status = as_named(each.attendee.status, places=capacity.of(event))
        standing.become(attendance=attendance, status=status, now=now)


def _propose_joins(event: Event, changes: MergePlan, roll: Roll) -> None:
    for join in changes.proposed:
        if join.change is Change.NEW:
            joining.propose(
                event=event,
                joined=_person(join.joined, roll),
                into=_person(join.into, roll),
                reason=REASONS[join.reason],
                evidence=join.evidence,
            )
    for new, owner in roll.same_address:
        joining.propose(
            event=event,
            joined=new,
            into=owner,
            reason="The page gives both the same e-mail address.",
            evidence=f"{owner.email} was known as that of {owner.name} before this page came in.",
        )


def _person(identity: Identity, roll: Roll) -> Person:
    is_handle = all(mention.source is Source.HANDLE for mention in identity.mentions)
    return roll.author(identity.name) if is_handle else roll.person(identity.name)
