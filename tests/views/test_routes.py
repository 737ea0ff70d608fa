"""Who may call which route. A route that is added, moved or opened to others changes this list."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Person
from hackathon.queries import people
from hackathon.views.access import Access
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.pages import everything

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
        "GET /<event>/invitations/<secret>",
        "POST /<event>/invitations/<secret>",
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
        "POST /sign-in",
        "GET /sign-in/<secret>",
        "POST /sign-in/<secret>",
        "GET /sign-in/code",
        "POST /sign-in/code",
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
    Access.REVIEWER: {
        "GET /<event>/desk/",
        "GET /<event>/desk/readiness",
        "GET /<event>/desk/readiness.json",
    },
    Access.HELPER: {
        "GET /<event>/desk/people",
        "GET /<event>/desk/people/<int(max=2147483647):person>",
        "POST /<event>/desk/people/<int(max=2147483647):person>",
        "POST /<event>/desk/people/<int(max=2147483647):person>/invitation",
        "GET /<event>/desk/people/invitations",
        "POST /<event>/desk/people/invitations",
        "POST /<event>/desk/people/invitations/reminders",
        "POST /<event>/desk/people/invitations/sending",
        "GET /<event>/desk/people/new",
        "POST /<event>/desk/people/new",
        "GET /<event>/desk/topics",
        "GET /<event>/desk/topics/<address>",
        "POST /<event>/desk/topics/<address>",
        "GET /<event>/desk/topics/areas",
        "POST /<event>/desk/topics/areas",
        "GET /<event>/desk/topics/new",
        "POST /<event>/desk/topics/new",
    },
    Access.ORGANIZER: {
        "GET /<event>/desk/dates",
        "POST /<event>/desk/dates",
        "GET /<event>/desk/draft/<address>",
        "POST /<event>/desk/draft/<address>",
        "POST /<event>/desk/draft/<address>/absence",
        "GET /<event>/desk/day",
        "POST /<event>/desk/day/<any(room, away, overrun, dropped, added):what>",
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
        "GET /<event>/desk/mail",
        "POST /<event>/desk/mail/<int(max=2147483647):key>/arrival",
        "POST /<event>/desk/mail/<int(max=2147483647):key>/attempt",
        "POST /<event>/desk/mail/<int(max=2147483647):key>/removal",
        "POST /<event>/desk/mail/attempt",
        "GET /<event>/desk/log",
        "POST /<event>/desk/people/<int(max=2147483647):person>/invitation/withdrawal",
        "POST /<event>/desk/people/<int(max=2147483647):person>/sign-in-link",
        "GET /<event>/desk/plan",
        "POST /<event>/desk/plan",
        "GET /<event>/desk/plan/<int(max=2147483647):number>/<any(problem, solution):part>.json",
        "GET /<event>/desk/plan/progress",
        "POST /<event>/desk/plan/stop",
        "GET /<event>/desk/plan/what-if",
        "GET /<event>/desk/plan/what-if/<int(max=2147483647):number>",
        "POST /<event>/desk/plan/what-if/<any(topic, person, room):kind>",
        "POST /<event>/desk/plan/<int(max=2147483647):number>/draft",
        "POST /<event>/desk/publication",
        "GET /<event>/desk/publish",
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
        "POST /<event>/desk/topics/<address>/return",
        "POST /<event>/desk/topics/<address>/withdrawal",
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
    "<any(room, away, overrun, dropped, added):what>": "room",
    "<any(topic, person, room):kind>": "room",
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
    ("method", "address"), [each for access in Access if access is not Access.ANYONE for each in of(access)]
)
def test_strangers_are_asked_to_sign_in(client: FlaskClient, method: str, address: str) -> None:
    answer = client.open(address, method=method)

    assert answer.status_code == 401
    assert "Sign in first" in answer.text


MAY_OPEN = {
    Role.ATTENDEE: (),
    Role.REVIEWER: (Access.REVIEWER,),
    Role.HELPER: (Access.REVIEWER, Access.HELPER),
    Role.ORGANIZER: (Access.REVIEWER, Access.HELPER, Access.ORGANIZER, Access.CREATOR),
}
BY_ROLE = (Access.REVIEWER, Access.HELPER, Access.ORGANIZER, Access.CREATOR)


def in_role(dublin: Dublin, role: Role) -> Person:
    """Return Ian, who stands for topic 2, once he has that role."""
    mine = people.attendance_of(dublin.ian, event_id=dublin.event.id)
    assert mine is not None
    mine.role = role
    db.session.commit()
    return dublin.ian


@pytest.mark.parametrize("role", Role)
def test_what_a_role_does_not_open_is_refused_and_changes_nothing(
    visitor: Visitor, dublin: Dublin, role: Role
) -> None:
    visitor.signed_in_as(in_role(dublin, role))
    before = everything()

    refused = [each for access in BY_ROLE if access not in MAY_OPEN[role] for each in of(access)]
    answers = {each: visitor.open(each[1], method=each[0]) for each in refused}

    assert {each for each, answer in answers.items() if answer.status_code != 403} == set()
    assert all("for organizers" in answer.text for answer in answers.values())
    assert everything() == before


@pytest.mark.parametrize("role", Role)
def test_what_a_role_opens_is_answered(visitor: Visitor, dublin: Dublin, role: Role) -> None:
    visitor.signed_in_as(in_role(dublin, role))

    opened = [each for access in (*MAY_OPEN[role], Access.ANYONE, Access.SIGNED_IN) for each in of(access)]
    asked = {each: visitor.open(each[1], method=each[0]).status_code for each in opened if each[0] == "GET"}

    assert {each for each, status in asked.items() if status in (401, 403)} == set()


@pytest.mark.parametrize("role", Role)
def test_a_page_of_the_desk_offers_no_way_to_what_is_closed(
    visitor: Visitor, dublin: Dublin, role: Role
) -> None:
    visitor.signed_in_as(in_role(dublin, role))
    pages = [path for access in MAY_OPEN[role] for method, path in of(access) if method == "GET"]

    links = {
        link
        for page in pages
        if (answer := visitor.get(page)).mimetype == "text/html"
        for link in re.findall(r'href="(/dublin-2013/desk/[^"#]*)"', answer.text)
    }

    assert (links == set()) == (role is Role.ATTENDEE)
    assert {link for link in links if visitor.get(link).status_code == 403} == set()


def test_who_runs_the_server_organizes_every_event(visitor: Visitor, dublin: Dublin) -> None:
    dublin.msw.is_administrator = True
    db.session.commit()
    visitor.signed_in_as(dublin.msw)

    opened = [path for access in BY_ROLE for method, path in of(access) if method == "GET"]

    assert {path for path in opened if visitor.get(path).status_code in (401, 403)} == set()


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
