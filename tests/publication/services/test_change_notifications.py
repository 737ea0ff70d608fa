"""Who is told that a session is elsewhere, and of what."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.models import Mail
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.rooms import services as rooms
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.models import Contact, Topic
from hackathon.topics.services import topics
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql


def published(dublin: Dublin, *, tells: bool = False, note: str = "") -> None:
    """Plan the event and publish it."""
    job.plan(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON).id)
    publishing.publish(event=dublin.event, note=note, by=dublin.lars, now=NOON, tells=tells)


def mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.kind == MailKind.NOTICE).order_by(Mail.id)))


def test_who_wants_a_session_that_is_gone_is_told_once_and_nobody_else(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=NOON)
    published(dublin)
    assert mails() == []
    topics.withdraw(topic=dublin.network, by=None, now=NOON)

    published(dublin, tells=True, note="Wei is ill.")

    assert [mail.to_address for mail in mails()] == ["ian@xen.example"]
    told = mails()[0]
    assert told.subject == "Your session has changed: Xen Hackathon"
    assert "Xen network improvement is cancelled" in told.text
    assert "Wei is ill." in told.text


def test_who_does_not_come_is_left_alone_and_telling_can_be_left_out(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=NOON)
    published(dublin)
    topics.withdraw(topic=dublin.network, by=None, now=NOON)
    published(dublin)
    assert mails() == []

    topics.bring_back(topic=dublin.network, by=None, now=NOON)
    published(dublin)
    mine = select(Attendance).where(Attendance.person_id == dublin.ian.id)
    db.session.scalars(mine).one().status = Status.DECLINED
    db.session.commit()
    topics.withdraw(topic=dublin.network, by=None, now=NOON)
    published(dublin, tells=True)

    assert "ian@xen.example" not in [mail.to_address for mail in mails()]


Own = dict[str, set[tuple[str, datetime, datetime, str]]]


def own_agendas(agenda: Agenda) -> Own:
    """Return when and where each person who comes has to be, by what they want or run."""
    people = db.session.scalars(select(Person)).all()
    gone = {each.person_id for each in db.session.scalars(select(Attendance)) if each.status.is_gone}
    number = {topic.id: topic.number for topic in db.session.scalars(select(Topic))}
    follows: dict[int, set[int]] = {person.id: set() for person in people}
    for row in (*db.session.scalars(select(Vote)), *db.session.scalars(select(Contact))):
        follows[row.person_id].add(number[row.topic_id])
    return {
        person.name: {
            (each.uid, each.starts, each.ends, each.room)
            for each in agenda.running
            if each.topic in follows[person.id]
        }
        for person in people
        if person.id not in gone
    }


def latest(dublin: Dublin) -> Agenda:
    agenda = agendas.latest(dublin.event)
    assert agenda is not None
    return agenda


def draft_of(dublin: Dublin) -> Draft:
    draft = drafts.current(dublin.event)
    assert draft is not None
    return draft


def session(dublin: Dublin, topic: Topic, occurrence: int = 1) -> Session:
    key = (topic.id, occurrence)
    return next(each for each in draft_of(dublin).sessions if (each.topic_id, each.occurrence) == key)


def one_after_the_other(dublin: Dublin) -> None:
    """Publish an agenda with every session in the large room, the network first."""
    in_order = (dublin.network, dublin.roadmap, dublin.portathon, dublin.toolstacks)
    slots = [slot for slot in dublin.event.slots if not slot.is_break]
    sessions = [
        Session(topic=topic, slot=slot, room=dublin.large_room)
        for topic, slot in zip(in_order, slots, strict=True)
    ]
    db.session.add(Draft(event=dublin.event, is_current=True, made_at=NOON, sessions=sessions))
    db.session.commit()
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)


def withdrawn(dublin: Dublin) -> None:
    topics.withdraw(topic=dublin.network, by=None, now=NOON)


def left_out(dublin: Dublin) -> None:
    draft = draft_of(dublin)
    draft.sessions = [each for each in draft.sessions if each.topic_id != dublin.network.id]


def at_another_time(dublin: Dublin) -> None:
    mine, there = session(dublin, dublin.network), session(dublin, dublin.roadmap)
    mine.slot, there.slot, mine.room, there.room = there.slot, mine.slot, there.room, mine.room


def in_another_room(dublin: Dublin) -> None:
    mine = session(dublin, dublin.network)
    mine.room = next(room for room in dublin.event.rooms if room.id != mine.room_id)


def a_slot_longer(dublin: Dublin) -> None:
    next(slot for slot in dublin.event.slots if slot.is_break).is_break = False
    dublin.network.length = 2


def under_another_title(dublin: Dublin) -> None:
    dublin.network.title = "Networking"


def merged(dublin: Dublin) -> None:
    merging_topics.merge(kept=dublin.roadmap, gone=dublin.network, by=None, now=NOON)


def without_anyone_to_run_it(dublin: Dublin) -> None:
    theirs = select(Attendance).where(Attendance.person_id == dublin.wei.id)
    db.session.scalars(theirs).one().status = Status.CANCELLED


def without_its_room(dublin: Dublin) -> None:
    rooms.remove(room=session(dublin, dublin.network).room, seen=None, by=None, now=NOON)


def with_something_new(dublin: Dublin) -> None:
    topics.bring_back(topic=dublin.withdrawn, by=None, now=NOON)
    draft = draft_of(dublin)
    slot = session(dublin, dublin.network).slot
    draft.sessions.append(Session(topic=dublin.withdrawn, slot=slot, room=dublin.small_room))


def back_again(dublin: Dublin) -> None:
    slot = session(dublin, dublin.network).slot
    left_out(dublin)
    db.session.commit()
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    draft = draft_of(dublin)
    draft.sessions.append(Session(topic=dublin.network, slot=slot, room=dublin.large_room))


def once_instead_of_twice(dublin: Dublin) -> None:
    twice(dublin)
    dublin.network.may_run_twice = False
    draft = draft_of(dublin)
    draft.sessions = [each for each in draft.sessions if each.occurrence == 1]


def nothing_at_all(dublin: Dublin) -> None:
    dublin.network.description = "The same at the same place."


CHANGES: tuple[Callable[[Dublin], None], ...] = (
    withdrawn, left_out, at_another_time, in_another_room, a_slot_longer, under_another_title, merged,
    without_anyone_to_run_it, without_its_room, with_something_new, back_again, once_instead_of_twice,
    nothing_at_all,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_told_are_exactly_those_whose_own_agenda_changed(
    dublin: Dublin, change: Callable[[Dublin], None]
) -> None:
    for person in (dublin.lars, dublin.ian, dublin.konrad, dublin.wei, dublin.kelly):
        person.email = f"{person.name.split()[0].lower()}@xen.example"
    db.session.commit()
    for topic, person in (
        (dublin.network, dublin.ian), (dublin.network, dublin.kelly), (dublin.network, dublin.msw),
        (dublin.roadmap, dublin.kelly), (dublin.portathon, dublin.wei),
    ):  # fmt: skip
        votes.cast(topic=topic, person=person, choice=Choice.MAYBE, now=NOON)
    one_after_the_other(dublin)
    before = own_agendas(latest(dublin))
    revision = latest(dublin).revision

    change(dublin)
    db.session.commit()
    if latest(dublin).revision > revision:
        before = own_agendas(latest(dublin))
    preview = publishing.preview(event=dublin.event, note="", now=NOON)
    publishing.publish(event=dublin.event, note="", by=None, now=NOON, tells=True)

    after = own_agendas(latest(dublin))
    changed = sorted(name for name, mine in after.items() if mine != before[name])
    assert list(preview.affected) == changed
    reachable = {name for name in changed if name != "Msw"}
    assert list(preview.unreachable) == sorted(set(changed) - reachable)
    assert sorted(mail.to_name for mail in mails()) == sorted(reachable)
    assert (changed == []) == (change in (under_another_title, nothing_at_all))


def twice(dublin: Dublin) -> None:
    """Let the network run twice, and publish that."""
    dublin.network.may_run_twice = True
    draft = draft_of(dublin)
    slot = session(dublin, dublin.roadmap).slot
    draft.sessions.append(Session(topic=dublin.network, occurrence=2, slot=slot, room=dublin.small_room))
    db.session.commit()
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)


def test_a_mail_names_every_session_of_a_topic_that_is_gone(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=NOON)
    one_after_the_other(dublin)
    twice(dublin)
    topics.withdraw(topic=dublin.network, by=None, now=NOON)

    publishing.publish(event=dublin.event, note="", by=None, now=NOON, tells=True)

    (mail,) = mails()
    assert "Xen network improvement (1 of 2) is cancelled" in mail.text
    assert "Xen network improvement (2 of 2) is cancelled" in mail.text
