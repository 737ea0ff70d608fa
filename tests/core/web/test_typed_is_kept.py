"""Nothing that was typed is lost: whatever becomes of a form, it comes back as it was sent.

The forms are those that the pages show, each filled in and sent to its route.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.services import signing_in
from hackathon.attendance.invitations.services import invitation_links
from hackathon.core.domain.attendance import Registration
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.core.web.access import Access
from hackathon.demo import samples
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.importing.services import pending_pages, reading
from hackathon.pages.readers.formats import PageFormat
from hackathon.planning.drafts.models import Draft, Session
from hackathon.topics.models import Topic
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.forms import CHOSEN, TYPED, SentForm, forms_of
from tests.page_builders import counted
from tests.snapshots import Snapshot, kept
from tests.test_routes import of

EMPTY = {"number": "5", "date": "2027-03-01"}
"""What is written into fields that take no words."""
VERSIONED = ("event", "topic", "room", "person", "attendance", "draft")
NEW = {"organize_rooms.add", "organize_people.add", "organize_topics.add"}
"""Their forms are about nothing that anybody could change meanwhile."""
JOINS = {"outcomes.save_minutes"}
"""Takes whatever is typed; where two people wrote, both texts are kept."""
LOOKS_FIRST = {"organize_invitations.look": 200}
"""A list with bad lines is shown with them, and with those whom it does name."""


def everywhere(dublin: Dublin) -> Event:
    """Let the event be open, with a draft, so that every page has its forms."""
    now = datetime.now(UTC)
    event = dublin.event
    slots = [slot for slot in event.slots if not slot.is_break]
    move = now.date() + timedelta(days=30) - event.first_day
    for hours in event.hours:
        hours.day += move
    for slot in event.slots:
        slot.day += move
    event.first_day, event.last_day = event.first_day + move, event.last_day + move
    event.registration = Registration.OPEN
    draft = Draft(event=event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=dublin.portathon, room=dublin.large_room, slot=slots[0])]
    later = Event(
        slug="oxford", title="Oxford", zone="Europe/London", made_at=NOON,
        first_day=event.first_day + timedelta(days=90), last_day=event.last_day + timedelta(days=90),
    )  # fmt: skip
    db.session.add_all([draft, later, Attendance(event=later, person=dublin.lars, role=Role.ORGANIZER)])
    dublin.lars.is_administrator = True
    db.session.commit()
    return event


@dataclass(frozen=True)
class Walk:
    """What a walk over all pages found, and the rows with which it can be gone on from."""

    forms: dict[str, SentForm]
    rows: Snapshot


@pytest.fixture(scope="module")
def walk(empty_app: Flask, dublin_rows: Snapshot) -> Iterator[Walk]:
    """Walk over all pages."""
    visitor = empty_app.test_client()
    assert isinstance(visitor, Visitor)
    with empty_app.app_context(), kept("forms") as rows:
        dublin_rows.restore()
        forms = _forms_everywhere(visitor, Dublin.loaded(), empty_app)
    yield Walk(forms=forms, rows=rows)
    with empty_app.app_context():
        rows.drop()


@pytest.fixture
def forms(walk: Walk, visitor: Visitor) -> dict[str, SentForm]:
    """Every form with something to fill in, by the name of the route that takes it; Lars is signed in."""
    walk.rows.restore()
    visitor.signed_in_as(db.session.query(Person).filter_by(name="Lars Kurth").one())
    return deepcopy(walk.forms)


def _forms_everywhere(visitor: Visitor, dublin: Dublin, app: Flask) -> dict[str, SentForm]:
    event = everywhere(dublin)
    visitor.signed_in_as(dublin.lars)
    now = datetime.now(UTC)
    waiting = reading.read_page(samples.dublin().encode(), PageFormat.AUTO)
    pending_pages.keep(event=event, by=dublin.lars, page=waiting, kind=PageFormat.AUTO, now=now)
    part = db.session.query(Attendance).filter_by(person_id=dublin.kelly.id).one()
    secret = invitation_links.make(to=[part], now=now)[part.id]
    link = signing_in.vouched(email="new@xen.example", is_verified=True, leads_to="/", now=now)
    pages = [path for access in Access for method, path in of(access) if method == "GET"]
    pages += [f"/dublin-2013/invitations/{secret}", f"/sign-in/{link}"]

    found: dict[str, SentForm] = {}
    for page in pages:
        answer = visitor.get(page)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            for form in forms_of(answer.text, page):
                if list(form.kinds(*TYPED, *CHOSEN)):
                    found.setdefault(_route(app, form.action), form)
    return found


def test_a_form_without_a_token_comes_back_as_it_was_typed(
    forms: dict[str, SentForm], visitor: Visitor, app: Flask
) -> None:
    with _tokens(app):
        lost = _lost(forms, visitor, lambda form: {**form.data, "csrf_token": []}, status=400)

    assert lost == {}
    assert len(forms) > 30


def test_a_form_with_a_mistake_comes_back_as_it_was_typed(
    forms: dict[str, SentForm], visitor: Visitor
) -> None:
    with_text = {
        route: form for route, form in forms.items() if list(form.kinds(*TYPED)) and route not in JOINS
    }

    assert _lost(with_text, visitor, _with_a_mistake, status=422) == {}


def test_an_edit_conflict_shows_what_was_typed(forms: dict[str, SentForm], visitor: Visitor) -> None:
    versioned = _versioned(forms)

    assert _lost(versioned, visitor, _overtaken, status=409) == {}
    assert len(versioned) > 10


def test_after_an_edit_conflict_the_same_form_sent_again_saves(
    forms: dict[str, SentForm], visitor: Visitor
) -> None:
    stale_again = []
    for route, form in _versioned(forms).items():
        _fill(form)
        again = _same(visitor.post(form.action, data=_overtaken(form)), form)
        # What others saved just now may have taken the form away, with the row that it is about.
        if again is not None and "Someone else" in visitor.post(form.action, data=again.data).text:
            stale_again.append(route)

    assert stale_again == []


def test_the_change_of_someone_else_is_shown_beside_what_was_typed(
    forms: dict[str, SentForm], visitor: Visitor
) -> None:
    form = forms["organize_topics.change"]
    fields = {**form.data, "title": "Mine"}
    visitor.post(form.action, data={**form.data, "title": "Theirs"})

    page = visitor.post(form.action, data=fields)
    again = forms_of(page.text, form.action)
    mine = next(each for each in again if any(control.value == "Mine" for control in each.controls))
    saved = visitor.post(form.action, data=mine.data)

    assert page.status_code == 409
    assert '<q dir="auto">Theirs</q>' in page.text
    assert '<a href="#title">Title</a>' in page.text
    assert saved.status_code == 303
    assert counted(Topic, Topic.number == 2, Topic.title == "Mine") == 1


def test_what_was_typed_can_be_sent_again_where_its_page_is_gone(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)

    page = visitor.post("/dublin-2013/organize/topics/new", data={"title": "A long thought", "version": "1"})

    assert page.status_code == 403
    assert ("title", "A long thought") in {
        (each.name, each.value) for form in forms_of(page.text, "") for each in form.controls
    }


def _versioned(forms: dict[str, SentForm]) -> dict[str, SentForm]:
    return {
        route: form
        for route, form in forms.items()
        if route not in NEW | JOINS and any(each.name == "version" and each.value for each in form.controls)
    }


def _overtaken(form: SentForm) -> dict[str, list[str]]:
    """Let someone else be faster, whatever the form is about."""
    for table in VERSIONED:
        db.session.execute(text(f"UPDATE {table} SET version = version + 1"))  # noqa: S608 -- our own tables
    db.session.commit()
    return form.data


def _lost(
    forms: dict[str, SentForm],
    visitor: Visitor,
    sent: Callable[[SentForm], dict[str, list[str]]],
    *,
    status: int,
) -> dict[str, object]:
    lost: dict[str, object] = {}
    for route, form in forms.items():
        _fill(form)
        answer = visitor.post(form.action, data=sent(form))
        missing = _missing(form, answer)
        if answer.status_code not in (status, LOOKS_FIRST.get(route)) or missing:
            lost[route] = (answer.status_code, missing)
    return lost


def _fill(form: SentForm) -> None:
    """Write something into every text, and choose something else wherever something is chosen."""
    for control in form.controls:
        if control.kind in TYPED and not control.value:
            control.value = "typed@xen.example" if "mail" in control.name else f"Typed {control.name}"
        elif control.kind == "select" and not control.value:
            control.value = control.options[-1] if control.options else ""
        elif control.kind == "checkbox":
            control.is_on = True
        elif control.kind == "time" and not control.value:
            control.value = "16:30" if re.search("end|leave|close", control.name) else "15:30"
        elif control.kind in EMPTY and not control.value:
            control.value = EMPTY[control.kind]


def _with_a_mistake(form: SentForm) -> dict[str, list[str]]:
    longest = next(form.kinds("textarea"), None) or next(form.kinds(*TYPED))
    longest.value = "long " * 5000
    return form.data


def _same(answer: TestResponse, form: SentForm) -> SentForm | None:
    """Return the same form on the page that answers it."""
    names = {each.name for each in form.kinds(*TYPED, *CHOSEN)}
    found = forms_of(answer.text, form.action)
    return next(
        (each for each in found if names <= {control.name for control in each.controls}),
        None,
    )


def _missing(form: SentForm, answer: TestResponse) -> list[str]:
    """Return the fields whose text is not in the form that came back."""
    again = _same(answer, form)
    if again is None:
        return ["the form"]
    said = {(each.name, each.value.strip()) for each in again.controls if each.is_on}
    return [
        each.name
        for each in form.kinds(*TYPED, "select", "checkbox", "radio")
        if each.is_on and each.value.strip() and (each.name, each.value.strip()) not in said
    ]


def _route(app: Flask, address: str) -> str:
    routes = app.url_map.bind("localhost")
    try:
        endpoint, values = routes.match(address.partition("?")[0].partition("#")[0], method="POST")
    except RequestRedirect as moved:
        raise AssertionError(f"a form goes to {address}, which leads on to {moved.new_url}") from moved
    kinds = {"room", "away", "overrun", "dropped", "added", "topic", "person"}
    return " ".join([str(endpoint), *(str(each) for each in values.values() if each in kinds)])


class _tokens:  # noqa: N801 -- it is used as a function
    def __init__(self, app: Flask) -> None:
        self.app = app

    def __enter__(self) -> None:
        self.app.config["WTF_CSRF_ENABLED"] = True

    def __exit__(self, *_: object) -> None:
        self.app.config["WTF_CSRF_ENABLED"] = False
