"""The published agenda as people see it."""

import gzip
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.topics.votes.models import Vote
from tests.agendas import CLOSING, FEW, NETWORK, PORTATHON, dublin_at, few, placed, publish
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze

AGENDA = "/dublin-2013/agenda/"

ATOM = "{http://www.w3.org/2005/Atom}"


def words(html: str) -> str:
    """Return the text of a page's main part as it is read."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.usefixtures("dublin")
def test_before_publication_the_page_says_so(client: FlaskClient) -> None:
    answer = client.get(AGENDA)

    assert answer.status_code == 200
    assert "No agenda yet. It will be" in words(answer.text)


def test_the_agenda_shows_days_times_rooms_and_sessions(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    page = words(client.get(AGENDA).text)

    assert "Revision 1, published Sat 20 Apr, 13:00." in page
    assert (
        "Thursday 16 May Time Liffey 40 seats Tolka 20 seats Dodder 10 seats 09:30 \N{EN DASH} 11:00" in page
    )
    assert (
        "Xen network improvement Wei Liu Tolka Hypervisor 12 people expected"
        " Calendar file for Xen network improvement" in page
    )
    assert "11:00 \N{EN DASH} 11:30 Coffee" in page
    assert (
        page.index("Thursday 16 May") < page.index("Friday 17 May") < page.index("XAPI development process.")
    )


def test_a_session_leads_to_its_topic_and_to_its_calendar(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    page = client.get(AGENDA).text

    assert 'href="../topics/6-xen-network-improvement"' in page
    assert 'href="../topics/6-xen-network-improvement.ics"' in page


def test_more_people_than_seats_are_named(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, publish(replace(NETWORK, room="dodder", expected=14)))

    assert "14 people expected, 10 seats" in words(client.get(AGENDA).text)


def test_hostile_words_stay_words(client: FlaskClient, dublin: Dublin) -> None:
    hostile = placed(
        5, "<script>alert(1)</script><!--mine 5-->", "liffey", dublin_at(16, 9, 30), "<b>Eve</b>"
    )
    freeze(dublin.event, publish(hostile))
    page = client.get(AGENDA).text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--mine 5--&gt;" in page
    assert "<script>alert" not in page
    assert "<b>Eve" not in page


def test_what_was_cancelled_is_named_with_its_time(client: FlaskClient, dublin: Dublin) -> None:
    first = few()
    freeze(dublin.event, first, publish(*FEW[:1], previous=first))

    assert "Cancelled" in words(client.get(AGENDA).text)
    assert "Xen network improvement Planned for Thu 16 May, 11:30, Tolka" in words(client.get(AGENDA).text)


def test_an_older_revision_stays_readable_and_says_that_it_is_old(
    client: FlaskClient, dublin: Dublin
) -> None:
    first = few()
    freeze(dublin.event, first, publish(CLOSING, previous=first))

    old, new = words(client.get(f"{AGENDA}1").text), words(client.get(f"{AGENDA}2").text)
    assert (
        "Outdated. This is an earlier version of the agenda, as published. Go to the current revision 2"
        in old
    )
    assert "Outdated" not in new
    assert client.get(f"{AGENDA}3").status_code == 404


def test_who_has_the_page_is_not_sent_it_again(client: FlaskClient, dublin: Dublin) -> None:
    first = few()
    freeze(dublin.event, first)
    etag = client.get(AGENDA).headers["ETag"]

    again = client.get(AGENDA, headers={"If-None-Match": etag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)

    freeze(dublin.event, publish(CLOSING, previous=first))
    assert client.get(AGENDA, headers={"If-None-Match": etag}).status_code == 200


def test_a_new_title_of_the_event_is_seen_at_once(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    assert "Xen Summit" not in client.get(AGENDA).text

    dublin.event.title = "Xen Summit"
    db.session.commit()
    assert "Xen Summit" in client.get(AGENDA).text


def test_the_page_goes_out_compressed_where_that_is_taken(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    plain, zipped = client.get(AGENDA), client.get(AGENDA, headers={"Accept-Encoding": "br, gzip"})

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]


def vote(dublin: Dublin, number: int, choice: Choice) -> None:
    """Let Ian vote for a topic of that number, whatever its title here."""
    topic = next(each for each in dublin.event.topics if each.number == number)
    db.session.add(Vote(topic=topic, person=dublin.ian, choice=choice, cast_at=NOON))
    db.session.commit()


def test_mine_are_marked_by_a_word(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    vote(dublin, CLOSING.topic, Choice.MUST)
    visitor.signed_in_as(dublin.ian)
    page = words(visitor.get(AGENDA).text)

    # The portathon's number, 3, is that of a topic that Ian runs in this small world.
    assert "Mine · must Xen 4.3 Release Closing" in page
    assert "Mine · You run it Xen on ARM &#34;Portathon&#34;" in page
    assert page.count("Mine ·") == 2


def test_only_mine_leaves_out_the_rest(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    visitor.signed_in_as(dublin.wei)
    assert "None of these sessions is yours yet." in words(visitor.get(f"{AGENDA}?only=mine").text)

    visitor.signed_in_as(dublin.ian)
    page = words(visitor.get(f"{AGENDA}?only=mine").text)
    assert "Portathon" in page
    assert "Xen network improvement" not in page


def test_what_is_marked_for_one_is_kept_from_everybody_else(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    everybody = visitor.get(AGENDA)
    mine = visitor.signed_in_as(dublin.ian).get(AGENDA)

    assert "Mine ·" not in everybody.text
    assert "Ian Campbell" in mine.text
    assert mine.headers["Cache-Control"] == "private, no-cache"
    assert "ETag" not in mine.headers


@pytest.mark.parametrize("sessions", [2, 5])
def test_the_page_reads_the_same_few_rows_however_many_sessions(
    visitor: Visitor, dublin: Dublin, queries: list[str], sessions: int
) -> None:
    freeze(dublin.event, publish(*FEW[:sessions]))
    counts = []
    for _ in range(2):
        queries.clear()
        assert visitor.get(AGENDA).text.count('class="session"') == sessions
        counts.append(len(queries))
    visitor.signed_in_as(dublin.ian)
    queries.clear()
    visitor.get(AGENDA)

    # First the document is read and drawn; from then on what was kept is sent.
    # For somebody who is signed in: who is it, and what is theirs?
    assert counts == [3, 0]
    assert len(queries) == 4


def test_changes_are_told_in_words_the_latest_first(client: FlaskClient, dublin: Dublin) -> None:
    first = publish(CLOSING, NETWORK)
    moved = replace(NETWORK, room="dodder")
    freeze(dublin.event, first, publish(CLOSING, moved, PORTATHON, previous=first, note="Tolka is flooded."))
    page = words(client.get("/dublin-2013/changes/").text)

    assert page.index("Revision 2") < page.index(
        "Revision 1 Sat 20 Apr, 13:00 The first agenda, with 2 sessions."
    )
    assert "Tolka is flooded." in page
    assert "improvement moves from Thu 16 May, 11:30, Tolka, to Thu 16 May, 11:30, Dodder." in page


def test_changes_are_an_atom_feed_that_answers_304(client: FlaskClient, dublin: Dublin) -> None:
    empty = ET.fromstring(client.get("/dublin-2013/changes/atom.xml").data)  # noqa: S314 -- our own
    assert empty.findall(f"{ATOM}entry") == []
    first = publish(CLOSING, NETWORK)
    renamed = replace(NETWORK, title="Networks \x0b& <friends>")
    freeze(dublin.event, first, publish(CLOSING, renamed, previous=first, note="Tolka is flooded."))

    answer = client.get("/dublin-2013/changes/atom.xml")
    feed = ET.fromstring(answer.data)  # noqa: S314 -- our own

    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Revision 2", "Revision 1"]
    said = str(entries[0].findtext(f"{ATOM}content"))
    assert said.startswith("Tolka is flooded.\n")
    assert said.endswith("is now called Networks & <friends>.")
    assert str(entries[0].findtext(f"{ATOM}id")).endswith("/dublin-2013/agenda/2")
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    again = client.get("/dublin-2013/changes/atom.xml", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert 'type="application/atom+xml"' in client.get("/dublin-2013/changes/").text


@pytest.mark.usefixtures("dublin")
def test_changes_before_publication_say_what_comes(client: FlaskClient) -> None:
    assert "Nothing published yet. Once there is" in words(client.get("/dublin-2013/changes/").text)


def test_older_changes_are_on_the_next_page(client: FlaskClient, dublin: Dublin, queries: list[str]) -> None:
    agendas = [publish(CLOSING)]
    for turn in range(11):
        agendas.append(publish(replace(CLOSING, title=f"Closing {turn}"), previous=agendas[-1]))
    freeze(dublin.event, *agendas)
    queries.clear()
    page = client.get("/dublin-2013/changes/").text

    assert len(queries) == 3
    assert "Revision 3<" in page
    assert "Revision 2<" not in page
    assert "Closing 0 is now called Closing 1." in page

    older = words(client.get("/dublin-2013/changes/?before=3").text)
    assert "Xen 4.3 Release Closing is now called Closing 0." in older
    assert "Older changes" not in older


def test_after_the_zone_changes_the_agenda_names_its_own_and_the_organizer_is_told(
    visitor: Visitor, dublin: Dublin
) -> None:
    freeze(dublin.event, publish(PORTATHON))
    dublin.event.zone = "Europe/Berlin"
    db.session.commit()

    says = "Times in the agenda are in Europe/Dublin, all others in Europe/Berlin."
    assert says in visitor.get("/dublin-2013/agenda/").text
    assert "Times in Europe/Berlin." in visitor.get("/dublin-2013/people/").text
    assert says in visitor.signed_in_as(dublin.lars).get("/dublin-2013/mine").text
    assert "The published agenda uses Europe/Dublin time" in visitor.get("/dublin-2013/organize/").text
