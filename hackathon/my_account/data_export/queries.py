"""Loading all data about a person for their download, without secrets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy import false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from hackathon.accounts.devices.models import Device
from hackathon.accounts.models import Handle, Person, PersonMerge
from hackathon.accounts.passkeys.models import Passkey
from hackathon.accounts.sign_in.models import AddressChange, SignInLink
from hackathon.activity.models import Activity
from hackathon.agenda.feeds.models import FeedKey
from hackathon.agenda.models import Revision
from hackathon.agenda.reminders.models import Reminder, SentReminder
from hackathon.announcements.models import Announcement, Unsubscription
from hackathon.attendance.invitations.models import Invitation
from hackathon.core.database.packing import packed
from hackathon.core.extensions import Base, db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability, Needs, StatusChange
from hackathon.importing.models import PageImport, WaitingPage
from hackathon.mail.models import Mail
from hackathon.outcomes.materials.models import Material
from hackathon.planning.drafts.models import Run
from hackathon.publication.timed.models import TimedPublication
from hackathon.schedule.changes.models import ScheduleStep
from hackathon.schedule.presence.models import SchedulePresence
from hackathon.topics.comments.models import Comment
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.models import Contact, Topic
from hackathon.topics.proposals.models import TopicDraft
from hackathon.topics.review.models import Review
from hackathon.topics.votes.models import Vote

Entry = dict[str, Any]
Belongs = TypeVar("Belongs", Invitation, StatusChange)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows of a table that refer to a person, and their columns except secrets."""

    name: str
    whose: tuple[InstrumentedAttribute[Any], ...]
    shown: tuple[str, ...]
    address: InstrumentedAttribute[Any] | None = None
    """The column that refers to the person by email address, if any."""

    @property
    def model(self) -> type[Base]:
        """The table."""
        return cast("type[Base]", self.whose[0].class_)


def _part(
    name: str, *whose: InstrumentedAttribute[Any], shown: str, **more: InstrumentedAttribute[Any]
) -> Section:
    return Section(name=name, whose=whose, shown=tuple(shown.split()), **more)


PARTS = (
    _part("handles", Handle.person_id, shown="name"),
    _part("votes", Vote.person_id, shown="topic_id choice note cast_at"),
    _part("comments", Comment.person_id, shown="topic_id text written_at addressed_at"),
    _part("topics", Contact.person_id, shown="topic_id role"),
    _part(
        "reviews",
        Review.person_id,
        shown="topic_id startable defined feasible useful complete notes written_at",
    ),
    _part("files", Material.person_id, shown="topic_id name size added_at"),
    _part("changes of topics", TopicVersion.by_id, shown="topic_id number at because"),
    _part(
        "proposals not sent yet",  # not translated
        TopicDraft.person_id,
        shown="event_id entered kept_at",
    ),
    _part("calendar addresses", FeedKey.person_id, shown="event_id made_at"),
    _part(
        "address to be confirmed",  # not translated
        AddressChange.person_id,
        shown="email runs_out_at",
    ),
    _part("devices", Device.person_id, shown="words signed_in_at seen_on"),
    _part("passkeys", Passkey.person_id, shown="words made_at used_on"),
    _part(
        "sign-in links",
        SignInLink.person_id,
        address=SignInLink.email_key,
        shown="event_id email leads_to made_at runs_out_at used_at",
    ),
    _part(
        "mails",
        Mail.person_id,
        address=Mail.to_key,
        shown="event_id kind to_address to_name subject state made_at sent_at",
    ),
    _part("announcements refused", Unsubscription.person_id, shown="event_id at"),
    _part("reminders", Reminder.person_id, shown="event_id alarm_minutes mail_minutes"),
    _part("reminders sent", SentReminder.person_id, shown="event_id topic starts_at"),
    _part("activity", Activity.person_id, shown="event_id at words origin"),
    _part("announcements written", Announcement.written_by_id, shown="event_id subject text written_at"),
    _part(
        "pages brought in", PageImport.by_id, PageImport.undone_by_id, shown="event_id at summary undone_at"
    ),
    _part(
        "topics merged",
        TopicMerge.by_id,
        TopicMerge.undone_by_id,
        shown="kept_id gone_id at undone_at",
    ),
    _part("pages looked at", WaitingPage.person_id, shown="event_id at kind"),
    _part("agendas published", Revision.published_by_id, shown="event_id number published_at note"),
    _part(
        "publications at a set time",  # not translated
        TimedPublication.asked_by_id,
        shown="event_id at note tells",
    ),
    _part("schedule changes", ScheduleStep.person_id, shown="at kind title undone_at"),
    _part("schedules looked at", SchedulePresence.person_id, shown="event_id seen_at"),
    _part("plans asked for", Run.asked_by_id, shown="event_id asked_at state"),
    _part(
        "records that may be one person",  # not translated
        PersonMerge.from_id,
        PersonMerge.into_id,
        PersonMerge.decided_by_id,
        shown="event_id reason state decided_at",
    ),
)
"""Tables that refer to the person directly; attendances and what belongs to them are loaded separately."""

ATTENDANCE = (
    "event_id",
    "status",
    "role",
    "answered_at",
    "is_remote",
    "is_shown",
    "is_approved",
    "waits_since",
    "offer_ends_at",
    "offers_lapsed",
    "checked_in_at",
)


def personal_data_of(person: Person) -> Entry:
    """Return all data about the person, in a constant number of queries."""
    found: Entry = {
        "name": person.name,
        "affiliation": person.affiliation,
        "email": person.email,
        "language": person.language,
        "may create events": person.creates_events,
        "runs the server": person.is_administrator,
        "attendances": _attendances(person),
        **{part.name: _rows(part, person) for part in PARTS},
    }
    _name_places([each for some in found.values() if isinstance(some, list) for each in some])
    return found


def _rows(part: Section, person: Person) -> list[Entry]:
    key = person.email_key
    by_address = part.address == key if part.address is not None and key else false()
    whose = or_(*(column == person.id for column in part.whose), by_address)
    columns = [getattr(part.model, name) for name in part.shown]
    rows = db.session.execute(select(*columns).where(whose).order_by(*part.model.__table__.primary_key))
    return [_entry(row._mapping, part.shown) for row in rows]


def _attendances(person: Person) -> list[Entry]:
    """Return the person's attendances, each with hours, needs, invitations and former statuses."""
    rows = db.session.scalars(
        select(Attendance)
        .where(Attendance.person_id == person.id)
        .options(selectinload(Attendance.availability), selectinload(Attendance.needs))
        .order_by(Attendance.id)
    ).all()
    keys = [each.id for each in rows]
    invitations, changes = _belonging(Invitation, keys), _belonging(StatusChange, keys)
    return [
        {
            **_entry_of(each, ATTENDANCE),
            "presences": [_entry_of(hours, ("day", "arrives", "leaves")) for hours in each.availability],
            "needs": _entry_of(each.needs, ("diet", "access", "wants_visa_letter")) if each.needs else None,
            "invitations": [
                _entry_of(row, ("made_at", "sent_at", "answered_at", "withdrawn_at"))
                for row in invitations
                if row.attendance_id == each.id
            ],
            "became": [_entry_of(row, ("status", "at")) for row in changes if row.attendance_id == each.id],
        }
        for each in rows
    ]


BELONGING = (Availability, Needs, Invitation, StatusChange)
"""Tables whose rows belong to an attendance."""


def _belonging(model: type[Belongs], keys: Sequence[int]) -> Sequence[Belongs]:
    return db.session.scalars(select(model).where(model.attendance_id.in_(keys)).order_by(model.id)).all()


def _entry_of(row: Base, names: Iterable[str]) -> Entry:
    return _entry({name: getattr(row, name) for name in names}, names)


def _entry(values: Any, names: Iterable[str]) -> Entry:  # noqa: ANN401 -- a row of any columns
    return {name: packed(values[name]) for name in names}


def _name_places(entries: list[Entry]) -> None:
    """Add the names of events and topics, because keys mean nothing outside this server."""
    topic_keys = {each["topic_id"] for each in entries if "topic_id" in each}
    asked = select(Topic.id, Event.slug, Topic.number, Topic.title).join(Topic.event)
    topics = {
        key: {"event": slug, "number": number, "title": title}
        for key, slug, number, title in db.session.execute(asked.where(Topic.id.in_(topic_keys)))
    }
    event_keys = {each["event_id"] for each in entries if each.get("event_id")}
    slugs = dict(db.session.execute(select(Event.id, Event.slug).where(Event.id.in_(event_keys))).all())
    for each in entries:
        if "topic_id" in each:
            each["topic"] = topics[each.pop("topic_id")]
        if "event_id" in each:
            each["event"] = slugs.get(each.pop("event_id"))
