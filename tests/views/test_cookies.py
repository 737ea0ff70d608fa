"""Who is given a cookie."""

import pytest

from tests.agendas import FEW, publish
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.published import freeze


@pytest.mark.parametrize("path", ["dublin-2013/agenda.ics", "dublin-2013/theme.css", "static/css/tokens.css"])
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
