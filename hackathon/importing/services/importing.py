"""Importing a page: a plan to review, then all of it or nothing."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from hackathon.accounts.models import Person, PersonMerge
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.people.services import duplicates, lookalikes
from hackathon.attendance.registration.services import attendance_status
from hackathon.attendance.waitlist import queries as capacity
from hackathon.core.database import undo_log
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.database.undo_log import Journal
from hackathon.core.domain.attendance import as_named
from hackathon.core.domain.hours import Hours
from hackathon.core.errors import PlanChanged
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.core.text.stored_messages import message_to_json
from hackathon.event_settings import queries as settings
from hackathon.event_settings.services import events
from hackathon.events.models import Event, Milestone
from hackathon.events.participation.models import Attendance
from hackathon.events.participation.services import NamedPeople
from hackathon.importing.models import PageImport
from hackathon.importing.queries import base_version, removed_names
from hackathon.importing.services import page_setup, page_topics
from hackathon.pages.merge import choices, comparison
from hackathon.pages.merge.identities import Identity, MatchReason, MentionSource
from hackathon.pages.merge.new_event import NewEvent
from hackathon.pages.merge.outcomes import Change, Outcome
from hackathon.pages.merge.plan import MergePlan
from hackathon.pages.merge.records import HOURS, handle_owners, page_as_read
from hackathon.pages.model.page import Page
from hackathon.pages.recognition.events.dates import parse_hours
from hackathon.planning.timetable import services as timetable
from hackathon.topics.history import services as topic_history
from hackathon.topics.history.messages import Reason

REASONS = {
    MatchReason.INITIALS: message("The handle may be the person's initials."),
    MatchReason.NICKNAME: message("The first name may be a short form."),
    MatchReason.SHORTENED: message("A middle name may have been left out."),
    MatchReason.SPELLING: message("The names differ only in accents, spaces or signs."),
}
PLAN_CHANGED = message(
    "Something changed in the meantime, so nothing was imported. Please check the new preview first."
)


def plan(page: Page, event: Event | None) -> MergePlan:
    """Return what the page would change in the event, or in a new one if None. Nothing is saved."""
    return comparison.compare_page(page, base_version.base_version_of(event, page) if event else None)


@transaction(takes=Lock.ROLL)
def apply(
    *,
    text: str,
    page: Page,
    target: Event | NewEvent,
    by: Person | None,
    now: datetime,
    seen: str | None = None,
    sent: Mapping[str, str] | None = None,
    digest: str | None = None,
) -> MergePlan:
    """Import the page into the event, or into a new one, and return what changed.

    People who deleted their account after an earlier import stay out, unless `sent` says that the page means
    others with the same names. `sent` are the choices of a form; without them everything new is imported, and
    nothing in the event is lost. Importing exactly the same page again writes nothing. Voting periods don't
    matter, because the votes on the page were cast before. A text too large to store is "", with its
    `digest`. Raises PlanChanged if the plan's digest is no longer `seen`, and BadEntry if a new event would
    be invalid.
    """
    existing = target if isinstance(target, Event) else None
    if (sent or {}).get(removed_names.NAMES) != removed_names.ALL:
        page, _ = removed_names.without_removed(page, existing)
    shown = plan(page, existing)
    if seen is not None and seen != shown.digest:
        raise PlanChanged(PLAN_CHANGED)
    changes = choices.apply_choices(shown, {} if sent is None else choices.choices_from_form(shown, sent))
    text = text.replace("\r\n", "\n")  # Browsers change line ends.
    digest = digest or hashlib.sha256(text.encode()).hexdigest()
    if existing and changes.changes_nothing and _was_imported(existing, digest):
        return changes

    event = target if isinstance(target, Event) else _created(target, page, by=by, now=now)
    record = PageImport(event_id=event.id, at=now, by_id=by.id if by else None, digest=digest, text=text)
    try:
        _carry_out(record, event, page, changes, by=by, now=now)
        db.session.flush()
    except IntegrityError as error:
        # The same person or topic was added at another event at this very moment.
        raise PlanChanged(PLAN_CHANGED) from error
    return changes


def _carry_out(
    record: PageImport, event: Event, page: Page, changes: MergePlan, *, by: Person | None, now: datetime
) -> None:
    """Carry out the plan, and record the written rows with the page for undo."""
    with undo_log.listening() as kept:
        _write(event, page, changes, kept, by=by, now=now)
        record.written = kept.written()
    summary = changes.summary_message()
    record.as_read = page_as_read(page, *_left_out(changes))
    record.summary, record.summary_parts = str(summary), message_to_json(summary)
    db.session.add(record)
    note_reason(page)
    kind = LogKind.IMPORTED_PAGE if page.title else LogKind.IMPORTED_UNTITLED_PAGE
    activity.record(kind, event=event, by=by, now=now, page=page.title, summary=summary)


def note_reason(page: Page) -> None:
    """Record in the history of the topics which page they change with."""
    if page.title:
        topic_history.because(Reason.IMPORTED, page=page.title)
    else:
        topic_history.because(Reason.IMPORTED_UNTITLED)


def _left_out(changes: MergePlan) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the titles of skipped topics, and the merges of people that need no decision."""
    titles = [each.title for each in changes.topics if each.change is Change.LEFT_OUT]
    merges = [(each.joined.key, each.into.key) for each in changes.proposed if each.change is Change.LEFT_OUT]
    return titles, merges


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
    roll = NamedPeople(event, names_on(page, changes), handle_owners(page))
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
    known_proposals = set(db.session.scalars(_proposals_of(event)))
    _propose_merges(event, changes, roll)
    for proposal in db.session.scalars(_proposals_of(event)):
        if proposal not in known_proposals:
            kept.note_new(proposal)


def _proposals_of(event: Event) -> Select[PersonMerge]:
    return select(PersonMerge).where(PersonMerge.event_id == event.id)


def names_on(page: Page, changes: MergePlan) -> Iterator[str]:
    """Yield every name that the page or its plan gives a person."""
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
        date.fromisoformat(field.removeprefix(HOURS)): parse_hours(value)
        for field, value in taken.items()
        if field.startswith(HOURS)
    }
    if changes.slug is None:
        for each in event.hours:
            if each.day in hours:
                opens, closes = hours[each.day]
                each.hours = Hours(day=each.day, arrives=opens, leaves=closes).checked(event.zone)
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


def _write_people(event: Event, changes: MergePlan, roll: NamedPeople, *, now: datetime) -> None:
    there = {
        each.person_id: each
        for each in db.session.scalars(select(Attendance).where(Attendance.event_id == event.id))
    }
    new: dict[Person, Attendance] = {}
    for each in changes.people:
        if each.attendee is None or each.change.is_still:
            continue
        person = roll.person(each.name, affiliation=each.attendee.affiliation)
        # The person who creates the event by importing already attends, as its organizer.
        attendance = there.get(person.id) or new.get(person)
        if attendance is None:
            # A public page names them, so the public list does too until they object.
            attendance = new[person] = Attendance(event=event, person=person, is_shown=each.attendee.is_shown)
            db.session.add(attendance)
        elif each.change is not Change.CHANGED:
            continue
        status = as_named(each.attendee.status, places=capacity.capacity_of(event))
        attendance_status.change(attendance=attendance, status=status, now=now)


def _propose_merges(event: Event, changes: MergePlan, roll: NamedPeople) -> None:
    lookalikes.propose(event, roll.everybody)
    for merge in changes.proposed:
        if merge.change is Change.NEW:
            duplicates.propose(
                event=event,
                joined=_person(merge.joined, roll),
                into=_person(merge.into, roll),
                reason=REASONS[merge.reason],
                evidence=merge.evidence,
            )
    for new, owner in roll.same_address:
        duplicates.propose(
            event=event,
            joined=new,
            into=owner,
            reason=message("The page gives both the same email address."),
            evidence=message(
                "%(email)s already belonged to %(person)s before this import.",
                email=owner.email,
                person=owner.name,
            ),
        )


def _person(identity: Identity, roll: NamedPeople) -> Person:
    is_handle = all(mention.source is MentionSource.HANDLE for mention in identity.mentions)
    return roll.author(identity.name) if is_handle else roll.person(identity.name)
