"""Now and next, on the days of the agenda."""

import re
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from tests.agendas import FEW, PORTATHON, dublin_at, few, placed, publish
from tests.clock import set_clock
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.published import freeze

NOW = "/dublin-2013/now"
LONG = placed(7, "A long one", "dodder", dublin_at(16, 11, 30), minutes=150)


def words(html: str) -> str:
    """Return the text of a page's main part as it is read."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_in_the_break_one_sees_where_to_go_and_in_how_many_minutes(
    app: Flask, visitor: Visitor, dublin: Dublin, queries: list[str]
) -> None:
    freeze(dublin.event, few())
    set_clock(app, dublin_at(16, 11, 20))
    visitor.signed_in_as(dublin.ian)
    queries.clear()

    page = words(visitor.get(NOW).text)

    assert "In 10 minutes 11:30 \N{EN DASH} 13:00 Liffey Xen on ARM" in page
    assert "You're the contact." in page
    assert "On now Coffee until 11:30" in page
    assert "Also at 11:30 Tolka Xen network improvement Wei Liu" in page
    # The last of them reads the agenda, which a process does once.
    assert len(queries) == 6


def test_a_visitor_sees_each_room_now_and_next(app: Flask, client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    set_clock(app, dublin_at(16, 11, 40))

    page = words(client.get(NOW).text)

    assert "On now Liffey Xen on ARM &#34;Portathon&#34; Since 11:30, until 13:00" in page
    assert "Next, Fri 17 May, 09:30" in page
    assert "Sign in to see where you need to be." in page


def test_what_moved_is_said_first_with_where_it_was(app: Flask, visitor: Visitor, dublin: Dublin) -> None:
    first = few()
    moved = publish(
        *(each for each in FEW if each != PORTATHON), replace(PORTATHON, room="dodder"), previous=first
    )
    freeze(dublin.event, first, moved)
    set_clock(app, dublin_at(16, 11, 20))

    page = words(visitor.signed_in_as(dublin.ian).get(NOW).text)

    assert "Moved to Dodder, 11:30 . Xen on ARM" in page
    assert "before: Thu 16 May, 11:30, Liffey" in page


def test_earlier_sessions_of_the_agenda_fold_and_a_line_says_what_is_next(
    app: Flask, client: FlaskClient, dublin: Dublin
) -> None:
    freeze(dublin.event, publish(*FEW, LONG))
    set_clock(app, dublin_at(16, 13, 30))
    answer = client.get("/dublin-2013/agenda/")

    # The session that goes on keeps its row, and every row after it.
    assert answer.text.count(" data-past") == 2
    assert "1 earlier session " in words(answer.text)
    assert "Now 1 session until 14:00" in words(answer.text)

    set_clock(app, dublin_at(18, 12))
    assert "data-past" not in client.get("/dublin-2013/agenda/").text


def test_without_an_agenda_the_page_says_so(client: FlaskClient, dublin: Dublin) -> None:  # noqa: ARG001 -- its rows
    assert "No agenda has been published yet." in words(client.get(NOW).text)
