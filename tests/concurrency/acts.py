"""One call of every service that writes what others write too, at the Dublin hackathon."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import partial
from typing import Any

from sqlalchemy import select

from hackathon.accounts.domain import PersonFields
from hackathon.announcements import services as announcing
from hackathon.announcements.domain import AnnouncementFields, Audience
from hackathon.attendance.check_in import services as arrivals
from hackathon.attendance.invitations.domain import read
from hackathon.attendance.invitations.services import inviting
from hackathon.attendance.people.services import people
from hackathon.attendance.registration.services import attendances, registering
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.domain.timetable import SlotPattern
from hackathon.core.domain.topics import ContactLine, ContactRole, TopicFields
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.event_settings import queries as settings
from hackathon.event_settings.services import events
from hackathon.events.milestones import services as milestones
from hackathon.events.milestones.domain import MilestoneLine
from hackathon.importing.models import PageImport
from hackathon.importing.services import undoing_imports
from hackathon.merge_people.services import merging
from hackathon.my_account.account_deletion import services as leaving
from hackathon.my_account.own_account import services as own_account
from hackathon.planner.limits import Limits
from hackathon.planning.rooms import services as rooms
from hackathon.planning.rooms.domain import RoomFields
from hackathon.planning.runs import services as planning
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.domain import SlotRequest
from hackathon.publication.services import publishing
from hackathon.topics.areas import services as areas
from hackathon.topics.areas.domain import AreaLine
from hackathon.topics.carry_over import services as carrying_topics
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.order import services as ordering
from hackathon.topics.proposals import services as proposals
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.checklist import NotedAnswer, ReviewAnswer, ReviewQuestion
from hackathon.topics.services import organizer_topics, topics
from hackathon.topics.split import services as splitting_topics
from hackathon.topics.votes import services as votes
from tests.concurrency.acts_world import (
    PAGE,
    bring_in,
    change_person,
    the_event,
    the_lars,
    the_later,
    the_part,
    the_person,
    the_person_merge,
    the_room,
    the_slot,
    the_topic,
)
from tests.concurrency.schedule_acts import SCHEDULE_ACTS
from tests.concurrency.serial_order import Act
from tests.dublin import FRIDAY, NOON, THURSDAY


def _merge(kept: int, gone: int) -> Act:
    return partial(merging_topics.merge, kept=the_topic(kept), gone=the_topic(gone), by=the_lars(), now=NOON)


def _answer(name: str, status: Status) -> Act:
    return partial(
        attendances.answer,
        event=the_event(),
        person=the_part(name).person,
        status=status,
        hours=None,
        now=NOON,
    )


def _add_topic(title: str) -> Act:
    contacts = [ContactLine(name="Nia New", role=ContactRole.TECHNICAL_CONTACT)]
    return partial(
        organizer_topics.add,
        event=the_event(),
        fields=TopicFields(title=title),
        contacts=contacts,
        by=the_lars(),
        form_key=title,
        now=NOON,
    )


def _change_event(**changes: Any) -> Act:  # noqa: ANN401 -- whatever an event has
    event = the_event()
    fields = replace(settings.fields_of(event), **changes)
    return partial(events.change, event=event, fields=fields, seen=None, by=the_lars(), now=NOON)


def _undo_import() -> Act:
    record = db.session.scalars(select(PageImport)).one()
    return partial(undoing_imports.undo, record=record, by=the_lars(), now=NOON)


def _announce() -> Act:
    return partial(
        announcing.announce,
        event=the_event(),
        form_key="once",
        by=the_lars(),
        now=NOON,
        fields=AnnouncementFields(audience=Audience.EVERYBODY, subject="Hello", text="Hello, all."),
    )


ACTS: dict[str, Callable[[], Act]] = {
    "merge 2 into 1": lambda: _merge(1, 2),
    "merge 4 into 2": lambda: _merge(2, 4),
    "merge 1 into 4": lambda: _merge(4, 1),
    "vote for 2": lambda: partial(
        votes.cast, topic=the_topic(2), person=the_person("Msw"), choice=Choice.MUST, now=NOON
    ),
    "take the vote for 1 back": lambda: partial(
        votes.take_back, topic=the_topic(1), person=the_person("Msw"), now=NOON
    ),
    "comment on 2": lambda: partial(
        topics.comment, topic=the_topic(2), by=the_person("Wei"), text="Good.", form_key="good", now=NOON
    ),
    "review 2": lambda: partial(
        reviewing.answer,
        topic=the_topic(2),
        by=the_person("Konrad"),
        parts=(),
        now=NOON,
        checklist={each: NotedAnswer(answer=ReviewAnswer.YES) for each in ReviewQuestion},
    ),
    "withdraw 2": lambda: partial(topics.withdraw, topic=the_topic(2), by=the_lars(), now=NOON),
    "rename 2": lambda: partial(
        topics.change,
        topic=the_topic(2),
        fields=TopicFields(title="Another"),
        seen=1,
        by=the_lars(),
        now=NOON,
    ),
    "split 2": lambda: partial(
        splitting_topics.split_off,
        topic=the_topic(2),
        title="A part",
        description="",
        with_votes=True,
        with_contacts=True,
        form_key="part",
        by=the_lars(),
        now=NOON,
    ),
    "carry 2 over": lambda: partial(
        carrying_topics.carry_over,
        topic=the_topic(2),
        to=the_later(),
        with_interest=True,
        form_key="carried",
        by=the_lars(),
        now=NOON,
    ),
    "propose": lambda: partial(
        proposals.propose,
        event=the_event(),
        by=the_person("Wei"),
        fields=TopicFields(title="New"),
        leads=True,
        form_key="new",
        now=NOON,
    ),
    "add a topic of Nia": lambda: _add_topic("First of Nia"),
    "add another topic of Nia": lambda: _add_topic("Second of Nia"),
    "put 1 after 2": lambda: partial(
        ordering.add, event=the_event(), first=the_topic(2), then=the_topic(1), by=None, now=NOON
    ),
    "put 2 after 1": lambda: partial(
        ordering.add, event=the_event(), first=the_topic(1), then=the_topic(2), by=None, now=NOON
    ),
    "Kelly comes": lambda: _answer("Kelly", Status.CONFIRMED),
    "Konrad does not": lambda: _answer("Konrad", Status.DECLINED),
    "Olaf registers": lambda: partial(
        registering.register, event=the_event(), person=the_person("Olaf"), affiliation="SUSE", now=NOON
    ),
    "invite Nia": lambda: partial(
        inviting.invite_all,
        event=the_event(),
        entries=read("Nia New <nia@xen.example>").entries,
        by=the_lars(),
        now=NOON,
    ),
    "withdraw Kelly's invitation": lambda: partial(
        inviting.withdraw, attendance=the_part("Kelly"), by=the_lars(), now=NOON
    ),
    "check Kelly in": lambda: partial(
        arrivals.check_in, attendance=the_part("Kelly"), by=the_lars(), now=NOON
    ),
    "add Nia": lambda: partial(
        people.add,
        event=the_event(),
        fields=PersonFields(name="Nia New", status=Status.CONFIRMED),
        by=None,
        now=NOON,
    ),
    "Konrad calls himself Nia": lambda: partial(
        own_account.rename, person=the_person("Konrad"), name="Nia New", now=NOON
    ),
    "make Wei an attendee": lambda: change_person("Wei", role=Role.ATTENDEE),
    "make Lars an attendee": lambda: change_person("Lars", role=Role.ATTENDEE),
    "give Wei an address": lambda: change_person("Wei", email="one@xen.example", handles=("shared",)),
    "give Konrad that address": lambda: change_person("Konrad", email="one@xen.example", handles=("shared",)),
    "fewer places": lambda: _change_event(capacity=4),
    "rename the areas": lambda: partial(
        areas.arrange,
        event=the_event(),
        lines=[AreaLine(slug=None, name="Other", position=0)],
        seen=the_event().version,
        by=the_lars(),
        now=NOON,
    ),
    "arrange dates": lambda: partial(
        milestones.arrange,
        event=the_event(),
        lines=[MilestoneLine(key=None, name="Start", starts=THURSDAY)],
        seen=the_event().version,
        by=None,
        now=NOON,
    ),
    "add a room": lambda: partial(
        rooms.add, event=the_event(), fields=RoomFields(name="Corrib", capacity=5), by=the_lars(), now=NOON
    ),
    "remove a room": lambda: partial(
        rooms.remove, room=the_room("liffey"), seen=None, by=the_lars(), now=NOON
    ),
    "change the hours": lambda: partial(
        timetable.set_hours,
        event=the_event(),
        hours={THURSDAY: (time(8), time(18))},
        seen=the_event().version,
        by=the_lars(),
        now=NOON,
    ),
    "lay out": lambda: partial(
        timetable.generate_slots,
        event=the_event(),
        request=SlotRequest(days=frozenset({THURSDAY, FRIDAY}), pattern=SlotPattern(slots=3)),
        seen=the_event().version,
        by=the_lars(),
        now=NOON,
    ),
    "remove a slot": lambda: partial(
        timetable.remove_slot, slot=the_slot(0), seen=the_event().version, by=the_lars(), now=NOON
    ),
    **SCHEDULE_ACTS,
    "ask for a plan": lambda: partial(
        planning.queue, event=the_event(), limits=Limits(), by=the_lars(), now=NOON
    ),
    "publish": lambda: partial(
        publishing.publish, event=the_event(), note="", tells=True, by=the_lars(), now=NOON
    ),
    "join": lambda: partial(merging.accept, proposal=the_person_merge(), by=the_lars(), now=NOON),
    "keep apart": lambda: partial(merging.refuse, proposal=the_person_merge(), by=the_lars(), now=NOON),
    "Ian leaves": lambda: partial(leaving.leave, person=the_person("Ian"), takes_words=True, now=NOON),
    "Konrad leaves": lambda: partial(leaving.leave, person=the_person("Konrad"), takes_words=False, now=NOON),
    "import a page": lambda: bring_in(PAGE),
    "undo the import": _undo_import,
    "announce": _announce,
}
