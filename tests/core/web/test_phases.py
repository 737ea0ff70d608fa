"""Every page follows the phase of its event."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from hackathon.core.domain.attendance import Registration, Status
from hackathon.core.domain.phases import WORDS, Phase
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.clock import set_clock
from tests.conftest import Visitor
from tests.dublin import Dublin

EVENT = "/dublin-2013"
STUB = {"title": "Stub domains", "area": "hypervisor", "length": "1", "form_key": "a"}
TOPIC = f"{EVENT}/topics/2-xen-on-arm-portathon"


def hold(dublin: Dublin, phase: Phase | None) -> None:
    dublin.event.held_phase, dublin.event.registration = phase, Registration.OPEN
    db.session.commit()


def words(page: str) -> str:
    return " ".join(page.split())


OPEN = {
    Phase.PREPARING: "",
    Phase.PROPOSING: "proposals",
    Phase.VOTING: "proposals votes",
    Phase.SCHEDULED: "proposals votes",
    Phase.RUNNING: "proposals votes",
    Phase.ENDED: "",
}
"""What people may do in each phase, while no date says otherwise."""


@pytest.mark.parametrize("phase", list(Phase))
def test_the_first_page_names_the_phase_and_asks_for_what_is_open(
    visitor: Visitor, dublin: Dublin, phase: Phase
) -> None:
    hold(dublin, phase)
    page = words(visitor.signed_in_as(dublin.ian).get(f"{EVENT}/").text)

    assert str(WORDS[phase]) in page
    assert ("You have not voted yet." in page) is ("votes" in OPEN[phase])
    assert ("Voting is not open yet." in page) is (phase in (Phase.PREPARING, Phase.PROPOSING))
    assert ("Propose a topic" in page) is (phase is Phase.PROPOSING)
    assert ("My final agenda" in page) is (phase is Phase.ENDED)


@pytest.mark.parametrize("phase", list(Phase))
def test_the_first_page_of_a_guest_asks_nobody_to_come_to_what_has_ended(
    visitor: Visitor, dublin: Dublin, phase: Phase
) -> None:
    hold(dublin, phase)
    page = words(visitor.get(f"{EVENT}/").text)

    assert ("Are you coming?" in page) is (phase is not Phase.ENDED)
    assert (">Register</a>" in page) is (phase is not Phase.ENDED)
    assert ("Xen Hackathon has ended." in page) is (phase is Phase.ENDED)


@pytest.mark.parametrize("phase", list(Phase))
def test_the_list_of_topics_offers_what_is_open(visitor: Visitor, dublin: Dublin, phase: Phase) -> None:
    hold(dublin, phase)
    page = visitor.signed_in_as(dublin.ian).get(f"{EVENT}/topics/").text

    assert ("Propose a topic" in page) is ("proposals" in OPEN[phase])
    assert ('class="vote"' in page) is ("votes" in OPEN[phase])
    assert ("Xen Hackathon has ended. Voting is closed." in page) is (phase is Phase.ENDED)
    assert ("Proposals are not open yet." in page) is (phase is Phase.PREPARING)


@pytest.mark.parametrize("phase", list(Phase))
def test_a_vote_is_taken_where_votes_are_open(visitor: Visitor, dublin: Dublin, phase: Phase) -> None:
    hold(dublin, phase)
    page = visitor.signed_in_as(dublin.ian).get(TOPIC).text
    answer = visitor.post(f"{TOPIC}/vote", data={"choice": "must"})

    is_open = "votes" in OPEN[phase]
    assert ('class="vote"' in page) is is_open
    assert answer.status_code == (303 if is_open else 409)
    mine = select(Vote).where(Vote.person_id == dublin.ian.id)
    assert len(db.session.scalars(mine).all()) == is_open


@pytest.mark.parametrize("phase", list(Phase))
def test_a_topic_is_proposed_where_proposals_are_open(visitor: Visitor, dublin: Dublin, phase: Phase) -> None:
    hold(dublin, phase)
    visitor.signed_in_as(dublin.ian)
    asked = visitor.get(f"{EVENT}/topics/new")
    sent = visitor.post(f"{EVENT}/topics/new", data=STUB)
    own = visitor.get(f"{EVENT}/mine/topics").text

    is_open = "proposals" in OPEN[phase]
    assert (asked.status_code, sent.status_code) == ((200, 303) if is_open else (409, 409))
    found = db.session.scalars(select(Topic).where(Topic.title == "Stub domains")).all()
    assert len(found) == is_open
    assert ("Propose a topic" in own) is is_open


@pytest.mark.parametrize("phase", list(Phase))
def test_an_answer_is_taken_until_the_end(visitor: Visitor, dublin: Dublin, phase: Phase) -> None:
    hold(dublin, phase)
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.kelly.id)).one()
    visitor.signed_in_as(dublin.kelly)
    mine = visitor.get(f"{EVENT}/mine").text
    answer = visitor.post(f"{EVENT}/confirmation", data={"status": "confirmed"})

    is_open = phase is not Phase.ENDED
    assert ("Will you attend?" in mine) is is_open
    assert answer.status_code == (303 if is_open else 409)
    assert part.status is (Status.CONFIRMED if is_open else Status.INVITED)


@pytest.mark.parametrize("phase", list(Phase))
def test_people_register_until_the_end(visitor: Visitor, dublin: Dublin, phase: Phase) -> None:
    hold(dublin, phase)
    answer = visitor.signed_in_as(dublin.msw).post(f"{EVENT}/registration", data={})

    is_open = phase is not Phase.ENDED
    assert answer.status_code == (303 if is_open else 409)
    own = visitor.get(f"{EVENT}/mine").text
    assert ("You were not on this event's list." in own) is not is_open


@pytest.mark.parametrize("phase", list(Phase))
def test_the_overview_asks_and_offers_what_the_phase_needs(
    visitor: Visitor, dublin: Dublin, phase: Phase
) -> None:
    hold(dublin, phase)
    page = words(visitor.signed_in_as(dublin.lars).get(f"{EVENT}/organize/").text)
    people = visitor.get(f"{EVENT}/organize/people").text

    assert f'aria-current="step"> <span class="phase"><b>{WORDS[phase]}</b>' in page
    assert ("invited person hasn" in page) is not phase.is_after(Phase.SCHEDULED)
    assert (">Check-in</a>" in people) is (phase is not Phase.ENDED)
    assert (">Invite people</a>" in people) is (phase is not Phase.ENDED)
    assert ("Votes, answers and proposals are closed" in page) is (phase is Phase.ENDED)
    assert "By its dates, the phase would be “Ended”." in page or phase is Phase.ENDED


@pytest.mark.parametrize("phase", list(Phase))
def test_what_happens_on_the_day_is_no_longer_written_down_after_the_end(
    visitor: Visitor, dublin: Dublin, phase: Phase
) -> None:
    hold(dublin, phase)
    answer = visitor.signed_in_as(dublin.lars).post(
        f"{EVENT}/organize/on-the-day/added",
        data={"added-title": "Stub domains", "added-form_key": "key-of-this-form"},
    )

    assert ("has ended" in answer.text) is (phase is Phase.ENDED)


def test_before_an_agenda_is_published_its_page_asks_for_votes_only_where_they_count(
    visitor: Visitor, dublin: Dublin
) -> None:
    page = visitor.get(f"{EVENT}/agenda/").text
    hold(dublin, Phase.PROPOSING)
    proposing = visitor.get(f"{EVENT}/agenda/").text
    hold(dublin, Phase.ENDED)
    ended = visitor.get(f"{EVENT}/agenda/").text

    assert ["Vote for topics" in each for each in (page, proposing, ended)] == [True, False, False]
    assert "Xen Hackathon has ended, and no agenda was published." in ended


def test_two_days_after_the_end_nothing_is_asked_of_anybody(visitor: Visitor, dublin: Dublin) -> None:
    dublin.event.first_day = dublin.event.last_day = (datetime.now(UTC) - timedelta(days=2)).date()
    hold(dublin, None)

    home = words(visitor.signed_in_as(dublin.kelly).get(f"{EVENT}/").text)
    vote = visitor.post(f"{TOPIC}/vote", data={"choice": "must"})
    overview = visitor.signed_in_as(dublin.lars).get(f"{EVENT}/organize/").text

    assert "You have not voted yet." not in home
    assert "Tell us if and when you will attend." not in home
    assert vote.status_code == 409
    assert "Nothing to do. Check back when" in overview


def test_an_organizer_advances_holds_reopens_and_lets_go(visitor: Visitor, dublin: Dublin) -> None:
    hold(dublin, None)
    visitor.signed_in_as(dublin.lars)
    seen = []
    for phase in ("voting", "running", "ended", ""):
        answer = visitor.post(
            f"{EVENT}/organize/phase", data={"phase": phase, "version": str(dublin.event.version)}
        )
        assert answer.status_code == 303
        seen.append((dublin.event.held_phase, dublin.event.takes_votes(datetime.now(UTC))))

    assert seen == [
        (Phase.VOTING, True),
        (Phase.RUNNING, True),
        (Phase.ENDED, False),
        (None, False),
    ]
    log = visitor.get(f"{EVENT}/organize/activity").text
    assert "Lars Kurth set the phase to “Voting open”" in log
    assert "Lars Kurth set the phase to follow the dates" in log


def test_a_phase_that_there_is_not_is_refused_and_so_is_a_stale_page(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.lars)
    version = dublin.event.version
    wrong = visitor.post(f"{EVENT}/organize/phase", data={"phase": "archived", "version": version})
    visitor.post(f"{EVENT}/organize/phase", data={"phase": "voting", "version": version})
    stale = visitor.post(f"{EVENT}/organize/phase", data={"phase": "ended", "version": version})

    assert (wrong.status_code, stale.status_code) == (422, 409)
    assert dublin.event.held_phase is Phase.VOTING


def test_the_list_of_events_puts_each_where_its_phase_belongs(visitor: Visitor, dublin: Dublin) -> None:
    headings = []
    for phase in (Phase.VOTING, Phase.RUNNING, None):
        hold(dublin, phase)
        page = visitor.get("/").text
        headings.append([name for name in ("Running now", "Upcoming", "Past") if f"<h2>{name}</h2>" in page])

    assert headings == [["Upcoming"], ["Running now"], ["Past"]]


def test_an_event_kept_in_an_earlier_phase_is_listed_as_running_on_its_days(
    app: Flask, visitor: Visitor, dublin: Dublin
) -> None:
    set_clock(app, datetime(2013, 5, 16, 10, tzinfo=UTC))
    headings = []
    for phase in (Phase.SCHEDULED, Phase.ENDED):
        hold(dublin, phase)
        page = visitor.get("/").text
        headings.append([name for name in ("Running now", "Upcoming", "Past") if f"<h2>{name}</h2>" in page])

    assert headings == [["Running now"], ["Past"]]
