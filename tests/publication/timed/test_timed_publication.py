"""Publishing at a set time: by itself, or not at all, and then the organizer is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry, NothingToPublish
from hackathon.core.extensions import db
from hackathon.mail.domain import MailKind
from hackathon.mail.models import Mail
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.publication.timed import services as timed
from hackathon.publication.timed.queries import timed_publication
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.schedule import moves

LATER = NOON + timedelta(hours=2)
SCHEDULE = "/dublin-2013/organize/schedule"


@pytest.fixture
def draft(dublin: Dublin) -> Draft:
    """Return a draft in which two sessions are scheduled; Ian wants one that Wei hosts."""
    dublin.lars.email, dublin.wei.email = "lars@xen.example", "wei@xen.example"
    db.session.commit()
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.MUST, now=NOON)
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    made = Draft(event=dublin.event, is_current=True, made_at=NOON)
    made.sessions = [
        Session(topic=dublin.roadmap, slot=slots[0], room=dublin.large_room),
        Session(topic=dublin.network, slot=slots[1], room=dublin.large_room),
    ]
    db.session.add(made)
    db.session.commit()
    return made


def notices() -> dict[str, Mail]:
    """Return the notices that were written, by the name of their reader."""
    written = db.session.scalars(select(Mail).where(Mail.kind == MailKind.NOTICE).order_by(Mail.id))
    return {mail.to_name: mail for mail in written}


def version(dublin: Dublin) -> dict[str, str]:
    """Return the version of the draft as the panel sends it."""
    current = drafts.current(dublin.event)
    assert current is not None
    return {"version": str(current.version)}


def test_it_is_published_when_its_time_has_come_and_only_once(dublin: Dublin, draft: Draft) -> None:
    timed.set_time(event=dublin.event, at=LATER, note="Have fun.", tells=True, by=dublin.lars, now=NOON)

    timed.publish_due(now=LATER - timedelta(seconds=1))
    assert agendas.latest(dublin.event) is None

    # What is changed until then is published too.
    moves.leave_out(draft, dublin.roadmap)
    timed.publish_due(now=LATER)
    timed.publish_due(now=LATER)
    published = agendas.latest(dublin.event)
    assert published is not None
    assert (published.revision, [session.topic for session in published.running]) == (
        1,
        [dublin.network.number],
    )
    assert timed_publication(dublin.event) is None
    assert "Have fun." in notices()["Ian Campbell"].text


def test_a_broken_rule_holds_it_up_and_the_organizer_is_told(dublin: Dublin, draft: Draft) -> None:
    timed.set_time(event=dublin.event, at=LATER, note="", tells=True, by=dublin.lars, now=NOON)
    # A row in the way, as no service would write it: both sessions at one place.
    draft.sessions[1].slot = draft.sessions[0].slot
    db.session.commit()

    timed.publish_due(now=LATER)
    timed.publish_due(now=LATER + timedelta(minutes=1))

    assert agendas.latest(dublin.event) is None
    assert list(notices()) == ["Lars Kurth"]
    told = notices()["Lars Kurth"]
    assert told.subject == "The agenda was not published: Xen Hackathon"
    assert "can't be published" in told.text
    waiting = timed_publication(dublin.event)
    assert waiting is not None
    assert waiting.fault is not None


def test_what_was_published_by_hand_meanwhile_is_not_published_again(dublin: Dublin, draft: Draft) -> None:
    timed.set_time(event=dublin.event, at=LATER, note="", tells=True, by=dublin.lars, now=NOON)
    timed.publish_now(event=dublin.event, note="", seen=draft.version, tells=False, by=dublin.lars, now=NOON)

    timed.publish_due(now=LATER)

    published = agendas.latest(dublin.event)
    assert published is not None
    assert published.revision == 1
    assert timed_publication(dublin.event) is None
    assert notices() == {}


def test_a_time_that_is_past_or_a_schedule_without_a_draft_is_refused(dublin: Dublin) -> None:
    with pytest.raises(NothingToPublish):
        timed.set_time(event=dublin.event, at=LATER, note="", tells=True, by=dublin.lars, now=NOON)
    for at in (NOON, None):
        with pytest.raises(BadEntry):
            timed.set_time(event=dublin.event, at=at, note="", tells=True, by=dublin.lars, now=NOON)


@pytest.mark.usefixtures("draft")
def test_the_panel_sets_the_time_shows_it_and_takes_it_back(visitor: Visitor, dublin: Dublin) -> None:
    lars = visitor.signed_in_as(dublin.lars)
    assert "Publish at a set time" in lars.get(f"{SCHEDULE}?panel=publish").text

    past = lars.post(f"{SCHEDULE}/publication/time", data={**version(dublin), "at": "2001-05-16T09:00"})
    assert past.status_code == 422
    assert "This time is in the past" in past.text

    lars.post(
        f"{SCHEDULE}/publication/time", data={**version(dublin), "at": "2999-05-16T09:00", "tells": "y"}
    )
    panel = " ".join(lars.get(f"{SCHEDULE}?panel=publish").text.split())
    assert "Will be published" in panel
    lars.post(f"{SCHEDULE}/publication/time/removal", data=version(dublin))
    assert timed_publication(dublin.event) is None


@pytest.mark.usefixtures("draft")
def test_every_letter_is_shown_as_its_reader_gets_it(visitor: Visitor, dublin: Dublin) -> None:
    lars = visitor.signed_in_as(dublin.lars)

    shown = lars.post(
        f"{SCHEDULE}/publication/letter", data={"reader": str(dublin.wei.id), "note": "Bring a cable."}
    )
    letter = shown.text.partition('id="letter"')[2].partition("</div>")[0]
    lars.post(f"{SCHEDULE}/publication", data={**version(dublin), "note": "Bring a cable.", "tells": "y"})

    sent = notices()
    assert sent["Wei Liu"].text.strip() in letter.replace("&#39;", "'").replace("&#34;", '"')
    assert f"You run “{dublin.network.title}”: Thu 16 May" in sent["Wei Liu"].text
    assert f"{dublin.network.title}: Thu 16 May" in sent["Ian Campbell"].text
    assert "You run" not in sent["Ian Campbell"].text
    # Whoever has confirmed is told, too.
    assert all("Bring a cable." in mail.text for mail in sent.values())


def test_a_clash_that_a_move_makes_is_named(dublin: Dublin, draft: Draft) -> None:
    votes.cast(topic=dublin.roadmap, person=dublin.ian, choice=Choice.WILL, now=NOON)
    timed.publish_now(event=dublin.event, note="", seen=None, tells=False, by=dublin.lars, now=NOON)
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]

    moves.place(draft, dublin.network, dublin.small_room, slots[0])
    timed.publish_now(event=dublin.event, note="", seen=None, tells=True, by=dublin.lars, now=LATER)

    clash = f"“{dublin.network.title}” is now at the same time as “{dublin.roadmap.title}”."
    told = notices()["Ian Campbell"].text
    assert " ".join(told.split()).count(clash) == 1
    assert clash not in " ".join(notices()["Wei Liu"].text.split())
