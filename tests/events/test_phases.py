"""What an event takes in each phase, whoever asks: a page, a command, an import."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from hackathon.accounts.models import Person
from hackathon.attendance.invitations.services import inviting
from hackathon.attendance.registration.domain import Details
from hackathon.attendance.registration.services import attendances, registering
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.domain.attendance import Registration, Status
from hackathon.core.domain.phases import Phase
from hackathon.core.domain.topics import TopicFields
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry, EventEnded, ProposalsClosed, StaleForm, VotingClosed
from hackathon.core.extensions import db
from hackathon.event_settings.services import events
from hackathon.events.participation.models import Attendance
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing
from hackathon.mail.domain import MailKind
from hackathon.mail.models import Mail
from hackathon.pages.readers.json_document import read
from hackathon.pages.writers.json_document import write
from hackathon.planning.on_the_day import services as on_the_day
from hackathon.planning.on_the_day.services import RoomLost
from hackathon.topics.services import topics
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin

AFTER = datetime(2013, 5, 17, 23, 0, tzinfo=UTC)
"""Midnight in Dublin, at the end of the last day."""
EVENING = AFTER - timedelta(minutes=1)


@pytest.fixture
def dublin(dublin: Dublin) -> Dublin:
    """The Dublin hackathon as its dates have it, open to everybody."""
    dublin.event.held_phase, dublin.event.registration = None, Registration.OPEN
    db.session.commit()
    return dublin


def part(person: Person) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


def propose(dublin: Dublin, now: datetime) -> None:
    topics.propose(
        event=dublin.event, by=dublin.ian, fields=TopicFields(title="Stub domains"), leads=True,
        form_key="key", now=now,
    )  # fmt: skip


def test_a_vote_counts_until_the_last_minute_and_not_after_it(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=EVENING)

    with pytest.raises(EventEnded, match=r"Xen Hackathon has ended\. Voting is closed\."):
        votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.MUST, now=AFTER)
    with pytest.raises(EventEnded):
        votes.take_back(topic=dublin.network, person=dublin.ian, now=AFTER)
    mine = select(Vote.choice).where(Vote.person_id == dublin.ian.id)
    assert db.session.scalars(mine).all() == [Choice.WILL]


def test_nothing_is_proposed_answered_or_registered_after_the_end(dublin: Dublin) -> None:
    with pytest.raises(EventEnded):
        propose(dublin, AFTER)
    with pytest.raises(EventEnded):
        attendances.answer(
            event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=None, now=AFTER
        )
    with pytest.raises(EventEnded):
        attendances.answer(
            event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=None,
            details=Details(), now=AFTER,
        )  # fmt: skip
    with pytest.raises(BadEntry, match="Reopen it"):
        inviting.invite(attendance=part(dublin.kelly), by=dublin.lars, now=AFTER)
    with pytest.raises(EventEnded):
        on_the_day.record_incident(
            event=dublin.event, what=RoomLost(room=dublin.small_room), by=dublin.lars, now=AFTER
        )
    assert part(dublin.kelly).status is Status.INVITED


def test_nobody_is_approved_or_offered_a_place_after_the_end(dublin: Dublin) -> None:
    waiter = part(dublin.kelly)
    waiter.status, waiter.is_approved, waiter.waits_since = Status.WAITLISTED, False, NOON
    db.session.commit()

    with pytest.raises(EventEnded):
        registering.approve(attendance=waiter, by=dublin.lars, now=AFTER)
    waiting.move_up(event=dublin.event, now=AFTER)

    assert (waiter.status, waiter.offer_ends_at) == (Status.WAITLISTED, None)
    assert db.session.scalar(select(func.count()).where(Mail.kind == MailKind.PLACE)) == 0


@pytest.mark.parametrize("phase", [Phase.PROPOSING, Phase.VOTING, Phase.SCHEDULED, Phase.RUNNING])
def test_an_organizer_reopens_what_has_ended(dublin: Dublin, phase: Phase) -> None:
    events.hold(event=dublin.event, phase=phase, seen=None, by=dublin.lars, now=AFTER)

    propose(dublin, AFTER)
    attendances.answer(
        event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=None, now=AFTER
    )
    if phase is Phase.PROPOSING:
        with pytest.raises(VotingClosed, match=r"Voting for Xen Hackathon is not open yet\."):
            votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=AFTER)
    else:
        votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=AFTER)
    assert dublin.event.phase(AFTER) is phase


def test_voting_that_is_held_open_takes_votes_before_and_after_its_dates(dublin: Dublin) -> None:
    dublin.event.votes_open, dublin.event.votes_close = NOON, NOON + timedelta(days=1)
    db.session.commit()
    events.hold(event=dublin.event, phase=Phase.VOTING, seen=None, by=dublin.lars, now=NOON)

    for choice, now in ((Choice.WILL, NOON - timedelta(days=1)), (Choice.MUST, NOON + timedelta(days=2))):
        votes.cast(topic=dublin.network, person=dublin.ian, choice=choice, now=now)

        db.session.expire_all()
        assert [vote.choice for vote in dublin.network.votes] == [choice]


def test_in_preparation_nothing_is_taken_but_answers(dublin: Dublin) -> None:
    dublin.event.proposals_open = NOON + timedelta(days=1)
    db.session.commit()

    assert dublin.event.phase(NOON) is Phase.PREPARING
    with pytest.raises(ProposalsClosed, match="are not open yet"):
        propose(dublin, NOON)
    with pytest.raises(VotingClosed, match=r"Voting for Xen Hackathon is not open yet\."):
        votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.WILL, now=NOON)
    attendances.answer(event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=None, now=NOON)


def test_a_stale_page_sets_no_phase(dublin: Dublin) -> None:
    seen = dublin.event.version
    events.hold(event=dublin.event, phase=Phase.VOTING, seen=seen, by=dublin.lars, now=NOON)

    with pytest.raises(StaleForm):
        events.hold(event=dublin.event, phase=Phase.ENDED, seen=seen, by=dublin.lars, now=NOON)


def test_an_exported_event_says_in_which_phase_it_is_held(dublin: Dublin) -> None:
    events.hold(event=dublin.event, phase=Phase.RUNNING, seen=None, by=dublin.lars, now=NOON)
    text = write(page_of(dublin.event))
    events.hold(event=dublin.event, phase=None, seen=None, by=dublin.lars, now=NOON)

    importing.apply(text=text, page=read(text), target=dublin.event, by=None, now=NOON)

    assert '"held_phase": "running"' in text
    assert dublin.event.held_phase is Phase.RUNNING
