"""Pages of somebody who is signed in are drawn once for their session, for nobody else, and never too old."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete

from hackathon.accounts.devices.models import Device
from hackathon.agenda.reminders import services as reminders
from hackathon.app import close_connections, create_app
from hackathon.core.domain.roles import Role
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.agendas import few
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze

MINE = "/dublin-2013/mine"
OWN_PAGES = [
    "/",
    "/dublin-2013/",
    "/dublin-2013/topics/",
    "/dublin-2013/agenda/",
    "/dublin-2013/people/",
    "/dublin-2013/now",
    MINE,
    f"{MINE}/topics",
]
ORGANIZER_PAGES = [f"/dublin-2013/organize/{name}" for name in ("", "people", "topics", "schedule")]


@pytest.mark.usefixtures("quiet_database")
@pytest.mark.parametrize("path", [*OWN_PAGES, *ORGANIZER_PAGES])
def test_a_page_is_drawn_once_for_a_session(
    visitor: Visitor, dublin: Dublin, drawn: list[str], path: str
) -> None:
    freeze(dublin.event, few())
    visitor.signed_in_as(dublin.lars)
    visitor.get(MINE)  # keeps that the device is in use, and an address for a calendar
    drawn.clear()
    first, second = (visitor.get(path, headers={"Accept-Encoding": "gzip"}) for _ in range(2))

    assert first.status_code == 200
    assert second.data == first.data
    assert second.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert "Set-Cookie" not in second.headers
    assert drawn == [path]


@pytest.mark.usefixtures("quiet_database")
def test_a_session_with_a_form_token_keeps_it(
    app: Flask, visitor: Visitor, dublin: Dublin, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    visitor.signed_in_as(dublin.ian)
    for _ in range(4):
        page = visitor.get(MINE)
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    saved = visitor.post(
        f"{MINE}/reminders", data={"csrf_token": token, "alarm_minutes": "", "mail_minutes": ""}
    )

    # The first answer gave the session its token, and an address for the calendar; the second was kept.
    assert drawn.count(MINE) == 2
    assert saved.status_code == 303


@pytest.mark.parametrize("path", OWN_PAGES)
def test_nobody_gets_the_page_of_another(app: Flask, dublin: Dublin, path: str) -> None:
    freeze(dublin.event, few())
    people = {person.name: person for person in (dublin.ian, dublin.wei)}
    browsers = {name: Visitor(app).signed_in_as(person) for name, person in people.items()}
    for _ in range(3):
        pages = {name: browser.get(path).text for name, browser in browsers.items()}
        stranger = app.test_client().get(path)

        for name, page in pages.items():
            assert name in page.partition("<main")[0]
            assert not [other for other in people if other != name and other in page.partition("<main")[0]]
        assert "Signed in as" not in stranger.text


def test_what_a_session_holds_opens_nothing_without_our_signature(
    app: Flask, visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.ian)
    for _ in range(3):
        assert visitor.get(MINE).status_code == 200
    cookie = visitor.get_cookie("session")
    assert cookie is not None
    held, signed_at, signature = cookie.value.rsplit(".", 2)
    forged = [
        held,
        f"{held}.{signed_at}",
        f"{held}.{signed_at}.{signature[::-1]}",
        f"{held}..",
        f"{held}.a.b",
    ]

    answers = {
        value: app.test_client(use_cookies=False).get(MINE, headers={"Cookie": f"session={value}"})
        for value in forged
    }

    assert {answer.status_code for answer in answers.values()} <= {303, 401}
    assert not any("Ian Campbell" in answer.text for answer in answers.values())


def sign_out_everywhere(_dublin: Dublin) -> None:
    db.session.execute(delete(Device))
    db.session.commit()


def lose_role(dublin: Dublin) -> None:
    attendance = db.session.query(Attendance).filter_by(person_id=dublin.lars.id).one()
    attendance.role = Role.ATTENDEE
    db.session.commit()


@pytest.mark.postgresql
@pytest.mark.parametrize(("change", "status"), [(sign_out_everywhere, {303, 401}), (lose_role, {403})])
@pytest.mark.parametrize("path", ORGANIZER_PAGES)
def test_a_page_is_refused_the_moment_that_its_reader_may_not_see_it(
    visitor: Visitor, dublin: Dublin, path: str, change: Callable[[Dublin], None], status: set[int]
) -> None:
    visitor.signed_in_as(dublin.lars)
    before = [visitor.get(path).status_code for _ in range(3)]
    change(dublin)

    assert before == [200] * 3
    assert visitor.get(path).status_code in status


def vote(dublin: Dublin) -> None:
    topic = db.session.get_one(Topic, dublin.roadmap.id)
    db.session.add(Vote(topic=topic, person=dublin.wei, choice=Choice.MUST, cast_at=NOON))
    db.session.commit()


def choose_reminders(dublin: Dublin) -> None:
    reminders.choose(event=dublin.event, person=dublin.wei, alarm_minutes=15, mail_minutes=None)


def publish(dublin: Dublin) -> None:
    freeze(dublin.event, few())


@pytest.mark.postgresql
@pytest.mark.parametrize("change", [vote, choose_reminders, publish])
def test_every_worker_draws_my_agenda_again_after_any_change(
    app: Flask, visitor: Visitor, dublin: Dublin, change: Callable[[Dublin], None]
) -> None:
    other_worker = create_app(app.config["SETTINGS"], TESTING=True, WTF_CSRF_ENABLED=False)
    visitor.signed_in_as(dublin.wei).get(MINE)  # the session has a form's token from now on
    cookie = visitor.get_cookie("session")
    assert cookie is not None
    headers = {"Cookie": f"session={cookie.value}"}
    browsers = [each.test_client(use_cookies=False) for each in (app, other_worker)]
    for _ in range(3):
        old = [each.get(MINE, headers=headers).text for each in browsers]

    change(dublin)
    new = [each.get(MINE, headers=headers).text for each in browsers]
    close_connections(other_worker)

    assert all(len(page) > 1000 for page in new)
    assert not set(old) & set(new)


@pytest.mark.usefixtures("quiet_database")
def test_news_is_shown_once_and_left_alone_by_a_script(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    for _ in range(3):
        visitor.get(MINE)
    saved = visitor.post(f"{MINE}/reminders", data={"alarm_minutes": "15", "mail_minutes": ""})
    copies = [visitor.get(MINE, headers={"Sec-Fetch-Mode": "cors"}).text for _ in range(2)]
    pages = [visitor.get(MINE, headers={"Sec-Fetch-Mode": "navigate"}).text for _ in range(3)]

    assert saved.status_code == 303
    assert ["Reminders saved." in copy for copy in copies] == [False, False]
    assert ["Reminders saved." in page for page in pages] == [True, False, False]


@pytest.mark.usefixtures("quiet_database")
def test_a_part_that_a_script_asks_for_is_not_the_page(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    asked: list[dict[str, str]] = [{}, {"X-Part": "schedule"}] * 3
    answers = [visitor.get(ORGANIZER_PAGES[-1], headers=headers).text for headers in asked]

    assert all("<!DOCTYPE html>" in page for page in answers[::2])
    assert not any("<!DOCTYPE html>" in part for part in answers[1::2])


def test_a_cookie_that_is_not_ours_is_no_session(app: Flask) -> None:
    now = datetime.now(UTC)
    held = [
        app.session_interface.held_in(app, cookie)  # type: ignore[attr-defined]  # our own interface
        for cookie in ("", "other=1", "session=", "session=none", f"session={now.timestamp()}.a.b")
    ]

    assert held == [None] * 5
