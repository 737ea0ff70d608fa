"""My agenda: what I get, what I lose and why."""

import re
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.agenda.feeds.services import feeds
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Availability
from hackathon.topics.votes.models import Vote
from tests.agendas import CLOSING, FEW, NETWORK, PORTATHON, few, placed, publish
from tests.conftest import Visitor
from tests.dublin import FRIDAY, NOON, Dublin
from tests.published import freeze
from tests.refusals import SIGN_IN_FIRST, refusal

MINE = "/dublin-2013/mine"


def words(html: str) -> str:
    """Return the text of a page's main part as it is read."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi>", "", main)).split())


def read(visitor: Visitor, person: Person) -> str:
    return words(visitor.signed_in_as(person).get(MINE).text)


def votes(dublin: Dublin, person: Person, said: dict[int, Choice]) -> None:
    for topic in dublin.event.topics:
        if topic.number in said:
            db.session.add(Vote(topic=topic, person=person, choice=said[topic.number], cast_at=NOON))
    db.session.commit()


def test_nobody_sees_an_agenda_of_their_own_without_signing_in(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())

    assert refusal(visitor.get(MINE)) == SIGN_IN_FIRST


def test_before_publication_my_votes_stand_there(visitor: Visitor, dublin: Dublin) -> None:
    votes(dublin, dublin.konrad, {1: Choice.MUST, 4: Choice.MAYBE})
    page = read(visitor, dublin.konrad)

    assert "No agenda yet. It will be" in page
    assert "Xen Developer and Roadmap discussion your vote: must" in page
    assert "Xen network improvement your vote: maybe" in page
    assert "VMFUNC, grant table operations you run it · withdrawn" in page


def test_what_a_new_revision_changed_for_me_is_said_first(visitor: Visitor, dublin: Dublin) -> None:
    votes(dublin, dublin.konrad, {3: Choice.MUST})
    first = publish(NETWORK, PORTATHON)
    moved = (replace(NETWORK, room="dodder"), replace(PORTATHON, room="tolka"))
    freeze(dublin.event, first, publish(*moved, previous=first))
    page = read(visitor, dublin.konrad)

    assert "Revision 2 changed this for you. Xen on ARM" in page
    assert "Xen network improvement" not in page


def test_without_votes_the_page_says_how_to_start(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    page = read(visitor, dublin.kelly)

    assert "You have not voted for a topic yet." in page
    assert "Topics you vote for or run" in page


def test_the_sentence_counts_what_i_get_of_what_i_want(visitor: Visitor, dublin: Dublin) -> None:
    # Numbers are those of the small world: Wei runs topic 4, and wants 1, 2 and 5.
    agenda = publish(
        CLOSING,
        placed(2, "Portathon", "liffey", PORTATHON.starts),
        placed(4, "Network", "tolka", PORTATHON.starts, "Wei Liu"),
    )
    freeze(dublin.event, agenda)
    dublin.withdrawn.review_state = None
    votes(dublin, dublin.wei, {1: Choice.WILL, 2: Choice.MUST, 5: Choice.MAYBE})
    page = read(visitor, dublin.wei)

    assert "You get 1 of the 3 topics you want." in page
    assert (
        "Thursday 16 May 09:30 \N{EN DASH} 11:00 Xen 4.3 Release Closing Liffey · George Dunlap"
        " Your vote: will attend 11:30 \N{EN DASH} 13:00 Network Tolka · Wei Liu You run it" in page
    )
    assert (
        "Topics you will miss Portathon Your vote: must. At the same time: "
        "Network (you run it). It runs: Thu 16 May, 11:30, Liffey." in page
    )
    assert "VMFUNC, grant table operations Your vote: maybe. It is not in this agenda." in page


def test_who_gets_everything_is_told_so(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    votes(dublin, dublin.kelly, {1: Choice.MUST})

    assert "You get everything you want: 1 topic." in read(visitor, dublin.kelly)


def test_while_i_am_away_i_am_told_that_i_am(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, publish(CLOSING))
    votes(dublin, dublin.wei, {1: Choice.MUST})
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.wei.id)).one()
    part.availability = [Availability(day=FRIDAY, arrives=time(9), leaves=time(17))]
    db.session.commit()
    page = read(visitor, dublin.wei)

    assert "Your vote: must. You won't be there at that time. It runs: Thu 16 May, 09:30, Liffey." in page
    assert "coming · Fri 17 May, 09:00\N{EN DASH}17:00" in page


def test_running_a_session_while_away_is_an_alarm(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, publish(placed(4, "Network", "tolka", CLOSING.starts, "Wei Liu")))
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.wei.id)).one()
    part.availability = [Availability(day=FRIDAY, arrives=time(9), leaves=time(17))]
    db.session.commit()

    assert "Problem. You run this session, but you won't be there at that time." in read(visitor, dublin.wei)


def test_a_cancelled_session_is_named_as_such(visitor: Visitor, dublin: Dublin) -> None:
    first = publish(CLOSING, NETWORK)
    freeze(dublin.event, first, publish(NETWORK, previous=first))
    votes(dublin, dublin.kelly, {1: Choice.WILL})

    assert "Your vote: will attend. Its session was cancelled." in read(visitor, dublin.kelly)


def test_my_calendars_address_is_mine_and_can_be_renewed(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    page = visitor.get(MINE).text
    old = feeds.address(event=dublin.event, person=dublin.ian, now=NOON)
    assert f'href="webcal://127.0.0.1:8000/calendars/{old}.ics"' in page
    assert f'value="http://127.0.0.1:8000/calendars/{old}.ics"' in page

    answer = visitor.post(f"{MINE}/address")
    assert (answer.status_code, answer.location) == (303, f"{MINE}#calendar")
    renewed = visitor.get(MINE).text
    assert old not in renewed
    assert "Your calendar has a new address." in renewed


def test_nobody_renews_an_address_without_signing_in(visitor: Visitor, dublin: Dublin) -> None:
    old = feeds.address(event=dublin.event, person=dublin.ian, now=NOON)

    assert visitor.post(f"{MINE}/address").status_code == 401
    assert feeds.address(event=dublin.event, person=dublin.ian, now=NOON) == old


@pytest.mark.parametrize("size", [2, 5])
def test_the_page_reads_the_same_few_rows_however_much_i_want(
    visitor: Visitor, dublin: Dublin, queries: list[str], size: int
) -> None:
    freeze(dublin.event, publish(*FEW[:size]))
    votes(dublin, dublin.lars, dict.fromkeys(range(1, size + 1), Choice.WILL))
    visitor.signed_in_as(dublin.lars).get(MINE)
    queries.clear()
    visitor.get(MINE)

    # Who; the event and my part in it; what I want; my hours; the agenda; my reminders; my address.
    assert len(queries) == 7
