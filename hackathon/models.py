"""Imports the tables of all subjects."""

from hackathon.accounts.devices.models import Device
from hackathon.accounts.models import Handle, Person, PersonMerge, PersonMergeState
from hackathon.accounts.passkeys.models import Passkey
from hackathon.accounts.sign_in.models import AddressChange, SignInLink, WrongCodes
from hackathon.activity.models import Activity
from hackathon.agenda.feeds.models import FeedKey, GoneAddress
from hackathon.agenda.head_counts.models import HeadCount
from hackathon.agenda.models import CalendarEntry, Revision, RevisionFile
from hackathon.agenda.reminders.models import Reminder, SentReminder
from hackathon.announcements.models import Announcement, Unsubscription
from hackathon.attendance.badges.models import Badges
from hackathon.attendance.invitations.models import Invitation
from hackathon.core.database.models.claim import Claim
from hackathon.core.database.models.restoration import Restoration
from hackathon.core.database.models.used_once import UsedOnce
from hackathon.events.models import Event, Milestone, OpeningHours
from hackathon.events.participation.models import Attendance, Availability, Needs, StatusChange
from hackathon.importing.models import PageImport, PageLayout, WaitingPage
from hackathon.mail.models import Mail
from hackathon.outcomes.materials.models import Material, MaterialPart
from hackathon.outcomes.models import Feedback, Minutes, OutcomeLine, PromiseAssessment
from hackathon.planning.drafts.models import Draft, Run, RunState, Session
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable.models import Slot
from hackathon.publication.timed.models import TimedPublication
from hackathon.schedule.changes.models import ScheduleStep
from hackathon.schedule.presence.models import SchedulePresence
from hackathon.topics.areas.models import Area
from hackathon.topics.comments.models import Comment
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.links.models import SameTopic, TopicLink
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.models import Contact, Topic
from hackathon.topics.order.models import TopicOrder
from hackathon.topics.proposals.models import TopicDraft
from hackathon.topics.review.models import Review
from hackathon.topics.votes.models import Vote

__all__ = [
    "Activity",
    "AddressChange",
    "Announcement",
    "Area",
    "Attendance",
    "Availability",
    "Badges",
    "CalendarEntry",
    "Claim",
    "Comment",
    "Contact",
    "Device",
    "Draft",
    "Event",
    "FeedKey",
    "Feedback",
    "GoneAddress",
    "Handle",
    "HeadCount",
    "Invitation",
    "Mail",
    "Material",
    "MaterialPart",
    "Milestone",
    "Minutes",
    "Needs",
    "OpeningHours",
    "OutcomeLine",
    "PageImport",
    "PageLayout",
    "Passkey",
    "Person",
    "PersonMerge",
    "PersonMergeState",
    "PromiseAssessment",
    "Reminder",
    "Restoration",
    "Review",
    "Revision",
    "RevisionFile",
    "Room",
    "RoomClosure",
    "Run",
    "RunState",
    "SameTopic",
    "SchedulePresence",
    "ScheduleStep",
    "SentReminder",
    "Session",
    "SignInLink",
    "Slot",
    "StatusChange",
    "TimedPublication",
    "Topic",
    "TopicDraft",
    "TopicLink",
    "TopicMerge",
    "TopicOrder",
    "TopicVersion",
    "Unsubscription",
    "UsedOnce",
    "Vote",
    "WaitingPage",
    "WrongCodes",
]
