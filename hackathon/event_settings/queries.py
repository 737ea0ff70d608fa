"""Loading an event's settings for its form, and the number of items that depend on its dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select

from hackathon.agenda.feeds.models import FeedKey
from hackathon.agenda.models import Revision
from hackathon.core.domain.clocks import local_moment
from hackathon.core.extensions import db
from hackathon.event_settings.domain import moved_day
from hackathon.events.domain import EventFields
from hackathon.events.milestones.domain import NamedDate, in_order
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability
from hackathon.events.queries.timeline import timeline_of
from hackathon.mail.models import Mail
from hackathon.outcomes.materials.models import Material
from hackathon.outcomes.models import Feedback, Minutes, OutcomeLine, PromiseAssessment
from hackathon.planning.drafts.models import Draft
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote

AS_THEY_ARE = (
    "title", "about", "place", "notice", "language", "zone", "first_day", "last_day",
    "percent_invited", "percent_maybe", "cost_loss", "cost_seat", "cost_change", "hue",
    "most_in_a_row", "room_change_minutes", "registration", "unlisted_votes", "capacity", "offer_hours",
    "is_open_space",
)  # fmt: skip
"""The fields that are stored exactly as entered."""


def fields_of(event: Event) -> EventFields:
    """Return the event's current settings."""

    def local(moment: datetime | None) -> datetime | None:
        return moment and local_moment(moment, event.zone)

    return EventFields(
        votes_open=local(event.votes_open),
        votes_close=local(event.votes_close),
        proposals_open=local(event.proposals_open),
        proposals_close=local(event.proposals_close),
        weights=event.weights,
        **{name: getattr(event, name) for name in AS_THEY_ARE},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The number of rows of each kind deleted with an event; `calendars` counts personal feed addresses."""

    topics: int
    votes: int
    comments: int
    people: int
    minutes: int
    outcomes: int
    assessments: int
    files: int
    feedback: int
    revisions: int
    drafts: int
    mails: int
    calendars: int


def what_is_lost(event: Event) -> Losses:
    """Count the rows that would be deleted with the event, in one query."""
    topics = select(Topic.id).where(Topic.event_id == event.id)
    counted = {
        "topics": select(func.count()).select_from(Topic).where(Topic.event_id == event.id),
        "people": select(func.count()).select_from(Attendance).where(Attendance.event_id == event.id),
    }
    for name, of_topics in (
        ("votes", Vote),
        ("comments", Comment),
        ("minutes", Minutes),
        ("outcomes", OutcomeLine),
        ("assessments", PromiseAssessment),
        ("files", Material),
    ):
        counted[name] = select(func.count()).select_from(of_topics).where(of_topics.topic_id.in_(topics))
    for name, of_event in (
        ("feedback", Feedback),
        ("revisions", Revision),
        ("drafts", Draft),
        ("mails", Mail),
        ("calendars", FeedKey),
    ):
        counted[name] = select(func.count()).select_from(of_event).where(of_event.event_id == event.id)
    row = db.session.execute(select(*(each.scalar_subquery().label(name) for name, each in counted.items())))
    return Losses(**row.mappings().one())


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMoves:
    """What moves with the first day: every named date before and after, and the number of other items."""

    dates: Sequence[tuple[NamedDate, NamedDate]]
    open_days: int
    slots: int
    people_with_hours: int


def what_moves(event: Event, first_day: date) -> DateMoves:
    """Return what would move if the event began on this day."""
    days = first_day - event.first_day
    with_hours = (
        select(func.count(Availability.attendance_id.distinct()))
        .join(Attendance)
        .where(Attendance.event_id == event.id)
    )
    return DateMoves(
        dates=[
            (
                named,
                replace(
                    named,
                    day=moved_day(named.day, days),
                    last_day=named.last_day and moved_day(named.last_day, days),
                ),
            )
            for named in in_order(timeline_of(event))
        ],
        open_days=len(event.hours),
        slots=len(event.slots),
        people_with_hours=db.session.scalar(with_hours) or 0,
    )
