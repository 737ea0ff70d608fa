"""The tables, one file per noun, and what one row knows about itself."""

from hackathon.models.access import FeedKey, SignInLink
from hackathon.models.announcement import Announcement, Unsubscription
from hackathon.models.area import Area
from hackathon.models.attendance import Attendance, Needs, Presence, StatusChange
from hackathon.models.badges import Badges
from hackathon.models.comment import Comment
from hackathon.models.device import Device
from hackathon.models.draft import Draft, Run, RunState, Session
from hackathon.models.event import Event, Milestone, OpeningHours
from hackathon.models.invitation import Invitation
from hackathon.models.mail import Mail
from hackathon.models.passkey import Passkey
from hackathon.models.person import Handle, JoinProposal, JoinState, Person
from hackathon.models.record import Activity, PageImport, TopicMerge, WaitingPage
from hackathon.models.review import Review
from hackathon.models.revision import CalendarEntry, Revision, RevisionFile
from hackathon.models.room import Room, RoomClosure
from hackathon.models.slot import Slot
from hackathon.models.topic import Contact, Topic
from hackathon.models.topic_draft import TopicDraft
from hackathon.models.topic_link import SameTopic, TopicLink
from hackathon.models.topic_order import TopicOrder
from hackathon.models.topic_version import TopicVersion
from hackathon.models.vote import Vote

__all__ = [
    "Activity",
    "Announcement",
    "Area",
    "Attendance",
    "Badges",
    "CalendarEntry",
    "Comment",
    "Contact",
    "Device",
    "Draft",
    "Event",
    "FeedKey",
    "Handle",
    "Invitation",
    "JoinProposal",
    "JoinState",
    "Mail",
    "Milestone",
    "Needs",
    "OpeningHours",
    "PageImport",
    "Passkey",
    "Person",
    "Presence",
    "Review",
    "Revision",
    "RevisionFile",
    "Room",
    "RoomClosure",
    "Run",
    "RunState",
    "SameTopic",
    "Session",
    "SignInLink",
    "Slot",
    "StatusChange",
    "Topic",
    "TopicDraft",
    "TopicLink",
    "TopicMerge",
    "TopicOrder",
    "TopicVersion",
    "Unsubscription",
    "Vote",
    "WaitingPage",
]
