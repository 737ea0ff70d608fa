"""Who is given a cookie."""

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from hackathon.core.web.cookies import PrivateCookies
from tests.agendas import FEW, publish
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.published import freeze


@pytest.mark.parametrize("path", ["dublin-2013/agenda.ics", "dublin-2013/theme.css", "static/ui/tokens.css"])
def test_what_is_public_comes_without_a_cookie(visitor: Visitor, dublin: Dublin, path: str) -> None:
    freeze(dublin.event, publish(*FEW))
    with visitor.signed_in_as(dublin.ian).session_transaction() as session:
        session.permanent = True

    with visitor.get(f"/{path}") as answer:
        assert answer.status_code == 200
        assert answer.cache_control.public
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.vary


def test_a_page_comes_with_the_cookie_of_who_is_signed_in(visitor: Visitor, dublin: Dublin) -> None:
    with visitor.signed_in_as(dublin.ian).session_transaction() as session:
        session.permanent = True
    answer = visitor.get("/dublin-2013/")

    assert "Set-Cookie" in answer.headers
    assert "Cookie" in answer.vary


def test_a_copy_asked_for_before_an_action_does_not_undo_its_message(
    visitor: Visitor, dublin: Dublin, app: Flask
) -> None:
    with visitor.signed_in_as(dublin.ian).session_transaction() as session:
        session.permanent = True
    visitor.get("/dublin-2013/topics/")
    before = visitor.get_cookie("session")
    assert before is not None
    visitor.post("/dublin-2013/mine/reminders", data={"alarm_minutes": "15", "mail_minutes": ""})
    headers = {"Cookie": f"session={before.value}", "Sec-Fetch-Mode": "cors"}

    late = app.test_client(use_cookies=False).get("/dublin-2013/topics/", headers=headers)

    assert dublin.ian.name in late.text
    assert "Set-Cookie" not in late.headers
    assert "Reminders saved." in visitor.get("/dublin-2013/mine").text


class _Ahead(TimestampSigner):
    """Signs by a clock that is ahead of the one that reads."""

    seconds = 0

    def get_timestamp(self) -> int:
        return super().get_timestamp() + self.seconds


@pytest.mark.parametrize("seconds", [3, 3600, -3600, 86_400 * 400])
def test_a_session_counts_whatever_clock_signed_it(
    visitor: Visitor, dublin: Dublin, app: Flask, seconds: int
) -> None:
    with visitor.signed_in_as(dublin.ian).session_transaction() as session:
        kept = dict(session)
    serializer = PrivateCookies().get_signing_serializer(app)
    assert serializer is not None
    serializer.signer = type("Signer", (_Ahead,), {"seconds": seconds})

    visitor.set_cookie("session", str(serializer.dumps(kept)))

    assert visitor.get("/account").status_code == 200


def test_a_session_that_we_did_not_sign_counts_for_nothing(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    cookie = visitor.get_cookie("session")
    assert cookie is not None

    visitor.set_cookie("session", f"{cookie.value[:-2]}AA")

    assert visitor.get("/account").status_code == 401
