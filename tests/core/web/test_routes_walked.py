"""Every route, called by everybody: what is closed is refused in words, and nothing breaks."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hackathon.accounts.models import Person
from hackathon.attendance.people.queries import people_list
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.core.web.access import Access
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.page_builders import everything
from tests.test_routes import of


@pytest.mark.usefixtures("dublin")
def test_strangers_are_asked_to_sign_in(client: FlaskClient) -> None:
    closed = [each for access in Access if access is not Access.ANYONE for each in of(access)]
    answers = {(method, address): client.open(address, method=method) for method, address in closed}

    assert {each for each, answer in answers.items() if answer.status_code != 401} == set()
    assert {each for each, answer in answers.items() if "Please sign in" not in answer.text} == set()


MAY_OPEN = {
    Role.ATTENDEE: (),
    Role.REVIEWER: (Access.REVIEWER,),
    Role.HELPER: (Access.REVIEWER, Access.HELPER),
    Role.ORGANIZER: (Access.REVIEWER, Access.HELPER, Access.ORGANIZER, Access.CREATOR),
}
BY_ROLE = (Access.REVIEWER, Access.HELPER, Access.ORGANIZER, Access.CREATOR)


def in_role(dublin: Dublin, role: Role) -> Person:
    """Return Ian, who stands for topic 2, once he has that role."""
    mine = people_list.attendance_of(dublin.ian, event_id=dublin.event.id)
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


@pytest.mark.postgresql
@pytest.mark.parametrize("role", Role)
def test_what_a_role_opens_is_answered(visitor: Visitor, dublin: Dublin, role: Role) -> None:
    visitor.signed_in_as(in_role(dublin, role))

    opened = [each for access in (*MAY_OPEN[role], Access.ANYONE, Access.SIGNED_IN) for each in of(access)]
    asked = {each: visitor.open(each[1], method=each[0]).status_code for each in opened if each[0] == "GET"}

    assert {each for each, status in asked.items() if status in (401, 403)} == set()


@pytest.mark.parametrize("role", Role)
def test_an_organizer_page_offers_no_way_to_what_is_closed(
    visitor: Visitor, dublin: Dublin, role: Role
) -> None:
    visitor.signed_in_as(in_role(dublin, role))
    pages = [path for access in MAY_OPEN[role] for method, path in of(access) if method == "GET"]

    links = {
        link
        for page in pages
        if (answer := visitor.get(page)).mimetype == "text/html"
        for link in re.findall(r'href="(/dublin-2013/organize/[^"#]*)"', answer.text)
    }

    assert (links == set()) == (role is Role.ATTENDEE)
    assert {link for link in links if visitor.get(link).status_code == 403} == set()


def test_who_runs_the_server_organizes_every_event(visitor: Visitor, dublin: Dublin) -> None:
    dublin.msw.is_administrator = True
    db.session.commit()
    visitor.signed_in_as(dublin.msw)

    opened = [path for access in BY_ROLE for method, path in of(access) if method == "GET"]

    assert {path for path in opened if visitor.get(path).status_code in (401, 403)} == set()


BY_MAIL_PROGRAMS = ("POST", "/dublin-2013/announcements/not-a-secret")
"""Has no form: a mail program posts there by itself, and the secret in the address says for whom."""


def test_a_form_without_its_token_is_refused(
    visitor: Visitor, dublin: Dublin, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [
        each for access in Access for each in of(access) if each[0] == "POST" and each != BY_MAIL_PROGRAMS
    ]
    visitor.signed_in_as(dublin.lars)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answers = {address: visitor.post(address) for _, address in forms}

    assert {address for address, answer in answers.items() if answer.status_code != 400} == set()
    assert {
        address for address, answer in answers.items() if "This form has expired" not in answer.text
    } == set()


@pytest.mark.postgresql
def test_no_address_breaks_on_odd_characters(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    pages = [address for access in Access for method, address in of(access) if method == "GET"]
    pages.remove("/health/ready")  # It says with 503 what is missing here: a worker.
    odd = [
        page.replace("1", "99999999999999999999").replace("liffey", "%00").replace("not-a", "%00%ff")
        for page in pages
    ]

    assert {page for page in odd if visitor.get(page).status_code >= 500} == set()
