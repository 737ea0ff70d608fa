"""Who may call which route. A route that is added, moved or opened to others changes this list."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hackathon.views.access import Access
from tests.conftest import Visitor
from tests.dublin import Dublin

ROUTES = {
    Access.ANYONE: {
        "GET /",
        "GET /<event>/",
        "GET /<event>/agenda.ics",
        "GET /<event>/agenda.pdf",
        "GET /<event>/agenda/",
        "GET /<event>/agenda/<int:number>",
        "GET /<event>/areas/<area>.ics",
        "GET /<event>/changes/",
        "GET /<event>/dates.ics",
        "GET /<event>/people/",
        "GET /<event>/rooms/<room>.ics",
        "GET /<event>/schedule.json",
        "GET /<event>/schedule.xml",
        "GET /<event>/subscribe",
        "GET /<event>/theme.css",
        "GET /<event>/topics/",
        "GET /<event>/topics/<address>",
        "GET /<event>/topics/<int:number>-<slug>.ics",
        "GET /<event>/topics/<int:number>.ics",
        "GET /calendars/<secret>.ics",
        "GET /health",
        "GET /sign-in",
        "GET /sign-in/<secret>",
        "POST /sign-in/<secret>",
    },
    Access.SIGNED_IN: {
        "GET /<event>/confirmation",
        "POST /<event>/confirmation",
        "GET /<event>/mine",
        "GET /<event>/mine/topics",
        "POST /<event>/mine/address",
        "POST /<event>/topics/<address>/comments",
        "POST /<event>/topics/<address>/comments/<int(max=2147483647):key>/addressed",
        "GET /<event>/topics/<address>/review",
        "POST /<event>/topics/<address>/review",
        "POST /<event>/topics/<address>/state",
        "POST /<event>/topics/<address>/vote",
        "GET /<event>/topics/new",
        "POST /<event>/topics/new",
        "POST /<event>/topics/new/draft",
        "GET /account",
        "POST /sign-out",
    },
    Access.CREATOR: {
        "GET /events/new",
        "POST /events/new",
    },
    Access.ORGANIZER: {
        "GET /<event>/desk/",
        "GET /<event>/desk/dates",
        "POST /<event>/desk/dates",
        "GET /<event>/desk/draft/<address>",
        "POST /<event>/desk/draft/<address>",
        "POST /<event>/desk/draft/<address>/absence",
        "GET /<event>/desk/export",
        "GET /<event>/desk/export/page.<suffix>",
        "GET /<event>/desk/export/page.schema.json",
        "GET /<event>/desk/import",
        "POST /<event>/desk/import",
        "POST /<event>/desk/import/application",
        "GET /<event>/desk/joins",
        "POST /<event>/desk/joins/<int:key>/acceptance",
        "POST /<event>/desk/joins/<int:key>/parting",
        "POST /<event>/desk/joins/<int:key>/refusal",
        "GET /<event>/desk/log",
        "GET /<event>/desk/people",
        "GET /<event>/desk/people/<int(max=2147483647):person>",
        "POST /<event>/desk/people/<int(max=2147483647):person>",
        "POST /<event>/desk/people/<int(max=2147483647):person>/sign-in-link",
        "GET /<event>/desk/people/new",
        "POST /<event>/desk/people/new",
        "GET /<event>/desk/plan",
        "POST /<event>/desk/plan",
        "GET /<event>/desk/plan/<int(max=2147483647):number>/<any(problem, solution):part>.json",
        "GET /<event>/desk/plan/progress",
        "POST /<event>/desk/plan/stop",
        "POST /<event>/desk/publication",
        "GET /<event>/desk/publish",
        "GET /<event>/desk/readiness",
        "GET /<event>/desk/readiness.json",
        "GET /<event>/desk/rooms",
        "GET /<event>/desk/rooms/hours",
        "POST /<event>/desk/rooms/hours",
        "GET /<event>/desk/rooms/layout",
        "POST /<event>/desk/rooms/layout",
        "GET /<event>/desk/rooms/new",
        "POST /<event>/desk/rooms/new",
        "GET /<event>/desk/rooms/room/<room>",
        "POST /<event>/desk/rooms/room/<room>",
        "GET /<event>/desk/rooms/room/<room>/removal",
        "POST /<event>/desk/rooms/room/<room>/removal",
        "GET /<event>/desk/rooms/slots/<int:key>",
        "POST /<event>/desk/rooms/slots/<int:key>",
        "GET /<event>/desk/rooms/slots/<int:key>/removal",
        "POST /<event>/desk/rooms/slots/<int:key>/removal",
        "GET /<event>/desk/rooms/slots/new",
        "POST /<event>/desk/rooms/slots/new",
        "GET /<event>/desk/settings",
        "POST /<event>/desk/settings",
        "GET /<event>/desk/topics",
        "GET /<event>/desk/topics/<address>",
        "POST /<event>/desk/topics/<address>",
        "POST /<event>/desk/topics/<address>/return",
        "POST /<event>/desk/topics/<address>/withdrawal",
        "GET /<event>/desk/topics/areas",
        "POST /<event>/desk/topics/areas",
        "GET /<event>/desk/topics/new",
        "POST /<event>/desk/topics/new",
    },
}


EXAMPLES = {
    "<event>": "dublin-2013",
    "<address>": "2-xen-on-arm-portathon",
    "<room>": "liffey",
    "<area>": "hypervisor",
    "<slug>": "xen-on-arm-portathon",
    "<secret>": "not-a-secret",
    "<any(problem, solution):part>": "problem",
}


def example(rule: str) -> str:
    """Return an address that the rule answers."""
    for part, value in EXAMPLES.items():
        rule = rule.replace(part, value)
    return re.sub(r"<int[^>]*>", "1", rule)


def of(access: Access) -> list[tuple[str, str]]:
    """Return the routes of that access, as method and example address."""
    return [
        (method, example(rule)) for method, rule in (line.split(" ", 1) for line in sorted(ROUTES[access]))
    ]


def test_every_route_names_who_may_call_it(app: Flask) -> None:
    found: dict[Access, set[str]] = {access: set() for access in Access}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            access = getattr(app.view_functions[rule.endpoint], "access")  # noqa: B009 -- `open_to` put it there
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                found[access].add(f"{method} {rule}")

    assert found == ROUTES


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize(
    ("method", "address"), [*of(Access.SIGNED_IN), *of(Access.CREATOR), *of(Access.ORGANIZER)]
)
def test_strangers_are_asked_to_sign_in(client: FlaskClient, method: str, address: str) -> None:
    answer = client.open(address, method=method)

    assert answer.status_code == 401
    assert "Sign in first" in answer.text


@pytest.mark.parametrize(("method", "address"), [*of(Access.CREATOR), *of(Access.ORGANIZER)])
def test_attendees_are_told_that_a_page_is_for_organizers(
    visitor: Visitor, dublin: Dublin, method: str, address: str
) -> None:
    answer = visitor.signed_in_as(dublin.ian).open(address, method=method)

    assert answer.status_code == 403
    assert "for organizers" in answer.text


@pytest.mark.parametrize(
    ("method", "address"), [each for access in Access for each in of(access) if each[0] == "POST"]
)
def test_a_form_without_its_token_is_refused(
    visitor: Visitor, dublin: Dublin, app: Flask, method: str, address: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = visitor.signed_in_as(dublin.lars).open(address, method=method)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 400
    assert "This form has run out" in answer.text


@pytest.mark.parametrize(
    ("method", "address"), [each for access in Access for each in of(access) if each[0] == "GET"]
)
def test_no_address_breaks_on_odd_characters(
    visitor: Visitor, dublin: Dublin, method: str, address: str
) -> None:
    odd = address.replace("1", "99999999999999999999").replace("liffey", "%00").replace("not-a", "%00%ff")

    answer = visitor.signed_in_as(dublin.lars).open(odd, method=method)

    assert answer.status_code < 500
