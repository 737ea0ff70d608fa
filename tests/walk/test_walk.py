"""People of every role do random things to the whole product; afterwards everything still fits together."""

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select, update

from benchmarks.crowd import FORM, Member, ask, enrol, stranger
from hackathon.accounts.models import Person
from hackathon.app import close_connections, create_app
from hackathon.cli import consistency
from hackathon.config import Settings
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as plan_job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from tests import databases
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.faults.own_redis import own_redis
from tests.faults.supervised import supervised
from tests.server.serving import seed
from tests.walk.walker import Persona, Seen, Walk

SECONDS = int(os.environ.get("WALK_SECONDS", "600"))
"""How long `make test-long` walks."""
STEPS = int(os.environ.get("WALK_STEPS", "80"))
KEY = "a key for tests"


@dataclass(kw_only=True)
class ClientBrowser:
    """Walks with a test client."""

    visitor: Visitor

    def get(self, path: str) -> Seen:
        answer = self.visitor.get(path)
        kind = answer.content_type or ""
        text = answer.text if kind.startswith("text/") else ""
        return Seen(status=answer.status_code, text=text, kind=kind)

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Seen:
        body = urlencode(fields)
        answer = self.visitor.post(path, data=body, content_type=FORM["Content-Type"])
        return Seen(status=answer.status_code, text="", kind=answer.content_type or "")


@dataclass(kw_only=True)
class HttpBrowser:
    """Walks over HTTP."""

    port: int
    member: Member

    def get(self, path: str) -> Seen:
        answer = self.member.get(self.port, path)
        return Seen(status=answer.status, text=answer.text, kind=answer.headers.get("Content-Type", ""))

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Seen:
        kept = [(name, value) for name, value in fields if name != "csrf_token"]
        body = urlencode([*kept, ("csrf_token", self.member.token)])
        answer = ask(self.port, "POST", path, headers={"Cookie": self.member.cookie, **FORM}, body=body)
        return Seen(status=answer.status, text="", kind=answer.headers.get("Content-Type", ""))


def client_of(app: Flask, person: Person | None) -> ClientBrowser:
    visitor = app.test_client()
    assert isinstance(visitor, Visitor)
    return ClientBrowser(visitor=visitor.signed_in_as(person) if person else visitor)


def roles() -> dict[str, Role]:
    return {"Ian Campbell": Role.ATTENDEE, "Wei Liu": Role.REVIEWER, "Konrad Wilk": Role.HELPER}


@pytest.mark.postgresql
@pytest.mark.parametrize("number", [1, 2])
def test_a_short_walk_breaks_no_rule(app: Flask, dublin: Dublin, number: int) -> None:
    plan_job.plan(planning.queue(event=dublin.event, limits=Limits(seed=1), by=None, now=NOON).id)
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    people = {person.name: person for person in (dublin.lars, dublin.ian, dublin.wei, dublin.konrad)}
    for name, role in roles().items():
        row = db.session.query(Attendance).filter_by(event=dublin.event, person=people[name]).one_or_none()
        if row is not None:
            row.role = role
    db.session.commit()
    personas = [
        Persona(name=name, browser=client_of(app, person), person=person.id)
        for name, person in people.items()
    ]
    personas.append(Persona(name="nobody", browser=client_of(app, None), person=None))
    walk = Walk(app=app, personas=personas, seed=number)

    walk.go(STEPS)

    assert walk.faults == []
    assert len(walk.routes) > 15, walk.statuses
    assert consistency.faults(datetime.now(UTC)) == []


@pytest.mark.long
def test_a_long_walk_over_a_server_breaks_no_rule(tmp_path: Path) -> None:
    with databases.postgresql(tmp_path) as url, own_redis() as redis:
        given = {"database_url": url, "redis_url": redis.url}
        seed(tmp_path, **given)
        app = create_app(Settings.load({}, instance=str(tmp_path), secret_key=KEY, **given))
        with app.app_context():
            people = _people_with_roles()
            members = enrol(app, people.values())
        with app.app_context(), supervised(app.config["SETTINGS"], workers=4) as server:
            personas = [
                Persona(name=name, browser=HttpBrowser(port=server.port, member=member), person=member.person)
                for name, member in zip(people, members, strict=True)
            ]
            nobody = HttpBrowser(port=server.port, member=stranger(app))
            personas.append(Persona(name="nobody", browser=nobody, person=None))
            walks = [Walk(app=app, personas=personas, seed=number) for number in range(4)]
            _walk_for(app, walks, SECONDS)

            faults = [fault for walk in walks for fault in walk.faults]
            print(sum((walk.statuses for walk in walks), start=type(walks[0].statuses)()))  # noqa: T201 -- for whoever waited for it
            print(len({route for walk in walks for route in walk.routes}), "routes walked")  # noqa: T201 -- for whoever waited for it
            assert faults == []
            assert consistency.faults(datetime.now(UTC)) == []
        close_connections_of(app)


def close_connections_of(app: Flask) -> None:
    with app.app_context():
        close_connections(app)


def _people_with_roles() -> dict[str, int]:
    event = db.session.scalars(select(Event)).one()
    rows = db.session.execute(
        select(Person.id, Attendance.role).join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.event_id == event.id).order_by(Person.id)
    ).all()  # fmt: skip
    organizer = next(key for key, role in rows if role is Role.ORGANIZER)
    others = [key for key, role in rows if role is Role.ATTENDEE][:3]
    for key, role in zip(others, (Role.ATTENDEE, Role.REVIEWER, Role.HELPER), strict=True):
        db.session.execute(
            update(Attendance)
            .where(Attendance.person_id == key, Attendance.event_id == event.id)
            .values(role=role)
        )
    db.session.commit()
    return {"organizer": organizer, **dict(zip(("attendee", "reviewer", "helper"), others, strict=True))}


def _walk_for(app: Flask, walks: list[Walk], seconds: float) -> None:
    end = time.monotonic() + seconds

    def go(walk: Walk) -> None:
        with app.app_context():
            while time.monotonic() < end:
                walk.go(1)
                db.session.rollback()

    threads = [threading.Thread(target=go, args=(walk,)) for walk in walks]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
