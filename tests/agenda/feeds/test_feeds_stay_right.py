"""What a subscribed calendar sees when the agenda changes and is published again."""

import re
from datetime import timedelta

from sqlalchemy import select

from hackathon.agenda.models import Revision, RevisionFile
from hackathon.core.extensions import db
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.models import Topic
from tests.dublin import NOON, Dublin
from tests.schedule import moves

LATER = NOON + timedelta(days=1)

Events = dict[str, str]


def publish(dublin: Dublin, hours: int) -> Events:
    """Publish the draft, so many hours later; return the calendar's events by their title."""
    now = LATER + timedelta(hours=hours)
    revision = publishing.publish(event=dublin.event, note="", by=dublin.lars, now=now)
    file = select(RevisionFile).join(Revision, Revision.id == RevisionFile.revision_id)
    found = db.session.scalars(
        file.where(RevisionFile.name == "agenda.ics", Revision.number == revision.number)
    ).one()
    events = re.findall(r"BEGIN:VEVENT\r\n.*?END:VEVENT", found.content.decode(), flags=re.DOTALL)
    return {value(event, "SUMMARY"): event for event in events}


def value(event: str, name: str) -> str:
    """Return the value of a property, its lines unfolded."""
    found = re.search(rf"^{name}(?:;[^:]*)?:(.*)$", event.replace("\r\n ", ""), flags=re.MULTILINE)
    return found[1].strip() if found else ""


def first_agenda(dublin: Dublin) -> Events:
    """Plan the event and publish it."""
    job.plan(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON).id)
    return publish(dublin, 0)


def session_of(dublin: Dublin, topic: Topic) -> Session:
    """Return the topic's session in the draft."""
    draft = drafts.current(dublin.event)
    assert draft is not None
    return next(each for each in draft.sessions if each.topic_id == topic.id)


def test_what_did_not_change_is_the_same_to_the_byte(dublin: Dublin) -> None:
    before = first_agenda(dublin)
    moves.leave_out(session_of(dublin, dublin.network).draft, dublin.network, now=LATER)

    after = publish(dublin, 1)

    titles = {topic.title for topic in (dublin.roadmap, dublin.portathon, dublin.toolstacks)}
    assert {title: after[title] for title in titles} == {title: before[title] for title in titles}


def test_a_cancelled_session_stays_as_cancelled_and_returns_as_itself(dublin: Dublin) -> None:
    title = dublin.network.title
    before = first_agenda(dublin)[title]
    gone = session_of(dublin, dublin.network)
    room, slot = gone.room, gone.slot
    moves.leave_out(gone.draft, dublin.network, now=LATER)

    cancelled = publish(dublin, 1)[title]
    draft = drafts.current(dublin.event)
    assert draft is not None
    moves.place(draft, dublin.network, room, slot, now=LATER)
    returned = publish(dublin, 2)[title]

    history = [(value(event, "STATUS"), value(event, "SEQUENCE")) for event in (before, cancelled, returned)]
    assert history == [("CONFIRMED", "0"), ("CANCELLED", "1"), ("CONFIRMED", "2")]
    assert len({value(event, "UID") for event in (before, cancelled, returned)}) == 1


def test_a_new_title_is_told_without_a_new_sequence(dublin: Dublin) -> None:
    before = first_agenda(dublin)[dublin.network.title]
    dublin.network.title = "Faster networking"
    db.session.commit()

    after = publish(dublin, 1)["Faster networking"]

    assert (value(after, "UID"), value(after, "SEQUENCE")) == (value(before, "UID"), "0")
    assert value(after, "LAST-MODIFIED") > value(before, "LAST-MODIFIED")
    assert value(after, "DTSTAMP") == value(after, "LAST-MODIFIED")


def test_a_move_raises_the_sequence_and_keeps_the_uid(dublin: Dublin) -> None:
    before = first_agenda(dublin)[dublin.network.title]
    moving = session_of(dublin, dublin.network)
    other = dublin.small_room if moving.room_id == dublin.large_room.id else dublin.large_room
    moves.place(moving.draft, dublin.network, other, moving.slot, swaps=True, now=LATER)

    after = publish(dublin, 1)[dublin.network.title]

    assert (value(after, "UID"), value(after, "SEQUENCE")) == (value(before, "UID"), "1")
    assert value(after, "LOCATION") != value(before, "LOCATION")
