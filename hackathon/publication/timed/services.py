"""Scheduling a publication, and publishing at that time."""

import logging
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda.models import Revision
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import BadEntry, NothingToPublish, Refusal, RunGoingOn
from hackathon.core.extensions import db, settings
from hackathon.core.text.messages import Message, message
from hackathon.core.text.stored_messages import message_to_json
from hackathon.events.models import Event
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox
from hackathon.planning.drafts.queries import drafts
from hackathon.publication.services import publishing
from hackathon.publication.timed import queries
from hackathon.publication.timed.models import TimedPublication

log = logging.getLogger(__name__)


@transaction
def set_time(
    *, event: Event, at: datetime | None, note: str, tells: bool, by: Person | None, now: datetime
) -> TimedPublication:
    """Schedule the publication of the draft as it will be at that time, replacing an earlier schedule.

    Raises BadEntry for a missing or past time, and NothingToPublish without a draft.
    """
    if at is None:
        raise BadEntry(message("Please choose when to publish."), at="at")
    if at <= now:
        raise BadEntry(message("This time is in the past. Please choose a later one."), at="at")
    if drafts.outline(event) is None:
        raise NothingToPublish(message("There is no draft yet."))
    timed = queries.timed_publication(event) or TimedPublication(event_id=event.id)
    timed.at, timed.note, timed.tells = at, note, tells
    timed.fault = timed.fault_parts = None
    timed.asked_by_id = by.id if by else None
    db.session.add(timed)
    activity.record(LogKind.TIMED_PUBLICATION, event=event, by=by, now=now, moment=at)
    return timed


@transaction
def cancel(*, event: Event, by: Person | None, now: datetime) -> None:
    """Cancel the scheduled publication."""
    timed = queries.timed_publication(event)
    if timed is None:
        return
    if timed.fault is None:
        activity.record(LogKind.CANCELLED_TIMED_PUBLICATION, event=event, by=by, now=now)
    db.session.delete(timed)


@transaction
def publish_now(
    *, event: Event, note: str, seen: int | None, tells: bool, by: Person | None, now: datetime
) -> Revision:
    """Publish the draft at once; this settles an earlier failed publication.

    Raises what `publishing.publish` raises.
    """
    revision = publishing.publish(event=event, note=note, seen=seen, tells=tells, by=by, now=now)
    timed = queries.timed_publication(event)
    if timed is not None and timed.fault is not None:
        db.session.delete(timed)
    return revision


def publish_due(*, now: datetime) -> None:
    """Publish everything that is due.

    A refused publication notifies the person who set it, and doesn't block the others.
    """
    for event in [timed.event for timed in queries.due(now)]:
        try:
            _publish(event=event, now=now)
        except RunGoingOn:
            log.info("The planner is running for %s; publishing waits for it", event.slug)
        except NothingToPublish:
            # Someone has published or cancelled it meanwhile.
            cancel(event=event, by=None, now=now)
        except Refusal as refusal:
            _note_refusal(event=event, reason=refusal, now=now)


@transaction
def _publish(*, event: Event, now: datetime) -> None:
    """Publish the draft unless it was cancelled; then delete the schedule."""
    timed = queries.timed_publication(event)
    if timed is None or timed.fault is not None or timed.at > now:
        return
    publishing.publish(event=event, note=timed.note, tells=timed.tells, by=timed.asked_by, now=now)
    db.session.delete(timed)


@transaction
def _note_refusal(*, event: Event, reason: Refusal, now: datetime) -> None:
    """Record why it was not published, and notify the person who scheduled it."""
    timed = queries.timed_publication(event)
    if timed is None or timed.fault is not None:
        return
    timed.fault = str(reason)
    timed.fault_parts = message_to_json(reason.message) if isinstance(reason.message, Message) else None
    activity.record_automatic(
        LogKind.NOT_PUBLISHED_IN_TIME, event=event, by=None, now=now, reason=reason.message
    )
    person = timed.asked_by
    if person is None or not person.email:
        return
    outbox.write(
        kind=MailKind.NOTICE,
        to=person.email,
        name=person.name,
        words={
            "matter": "not_published",
            "lines": (reason.message,),
            "at": timed.at,
            "note": "",
            "link": f"{settings().url}/{event.slug}/organize/schedule?panel=publish",
        },
        event=event,
        person=person,
        now=now,
    )
