"""People who use a server over HTTP, and a ledger of what it acknowledged, to be recounted afterwards."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from hackathon.accounts.devices.models import Device
from hackathon.accounts.devices.queries import digest
from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote

PATIENCE = 60
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer of the server."""

    status: int
    text: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who is signed in: their row, their cookie, and the token of their forms."""

    person: int
    cookie: str
    token: str

    def get(self, port: int, path: str, **headers: str) -> Reply:
        """Open a page; raises OSError or HTTPException if no whole answer comes."""
        return ask(port, "GET", path, headers={"Cookie": self.cookie, **headers})

    def post(self, port: int, path: str, headers: Mapping[str, str] | None = None, /, **fields: str) -> Reply:
        """Send a form; raises OSError or HTTPException if no whole answer comes."""
        body = urlencode({**fields, "csrf_token": self.token})
        return ask(port, "POST", path, headers={"Cookie": self.cookie, **FORM, **(headers or {})}, body=body)


def ask(
    port: int, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: str | None = None
) -> Reply:
    """Ask once, on a connection of its own, as browsers do that were silent for a while."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        return Reply(status=answer.status, text=text, headers=dict(answer.getheaders()))


NO_ANSWER = (OSError, HTTPException)
"""What is raised if a server is killed, or cut off, before it has answered."""


def enrol(app: Flask, people: Iterable[int]) -> list[Member]:
    """Sign people in without asking for their pages: two thousand of them would take minutes."""
    now, members, devices = datetime.now(UTC), [], []
    for person in people:
        secret = secrets.token_urlsafe(32)
        devices.append(
            Device(
                person_id=person,
                digest=digest(secret),
                words="A browser",
                signed_in_at=now,
                seen_on=now.date(),
            )
        )
        members.append(_member(app, person, {"_user_id": secret, "_fresh": True, "_permanent": True}))
    db.session.add_all(devices)
    db.session.commit()
    return members


def stranger(app: Flask) -> Member:
    """Return somebody who has opened a form and is not signed in."""
    return _member(app, 0, {})


def _member(app: Flask, person: int, session: dict[str, object]) -> Member:
    cookies: Any = app.session_interface
    raw = secrets.token_hex(20)
    cookie = cookies.get_signing_serializer(app).dumps({**session, "csrf_token": raw})
    token = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(raw)
    name = app.config["SESSION_COOKIE_NAME"]
    return Member(person=person, cookie=f"{name}={cookie}", token=str(token))


def attendees(event: int, number: int) -> Sequence[int]:
    """Return the keys of people who have a vote or a place at the event."""
    voters = select(Vote.person_id).join(Topic).where(Topic.event_id == event)
    found = select(Person.id).where(Person.id.in_(voters)).order_by(Person.id).limit(number)
    return db.session.scalars(found).all()


Spot = tuple[int, int]
"""A person and a topic."""


@dataclass(kw_only=True)
class Ledger:
    """For each person and topic, the choices that may be stored: the last one acknowledged, or a later one.

    A vote that got no answer may have been stored or not; one that was refused was not. Each person does one
    thing after the other, so nobody overtakes themselves.
    """

    possible: dict[Spot, set[str]] = field(default_factory=lambda: defaultdict(lambda: {""}))
    acknowledged: int = 0
    unanswered: int = 0

    @classmethod
    def begun(cls, event: int) -> "Ledger":
        """Return a ledger that knows the votes of an event."""
        ledger = cls()
        for spot, choice in _stored(event).items():
            ledger.possible[spot] = {choice}
        return ledger

    def sent(self, spot: Spot, choice: str) -> None:
        """Note a vote before it is sent."""
        self.possible[spot] = {*self.possible[spot], choice}

    def answered(self, spot: Spot, choice: str) -> None:
        """Note that a vote was acknowledged."""
        self.possible[spot] = {choice}
        self.acknowledged += 1

    def refused(self, spot: Spot, before: set[str]) -> None:
        """Note that a vote was refused, so that nothing changed."""
        self.possible[spot] = before

    def wrong(self, event: int) -> list[str]:
        """Recount: return what is stored and can't be, or is missing and must be there."""
        stored = _stored(event)
        spots = {*self.possible, *stored}
        return [
            f"person {spot[0]}, topic {spot[1]}: stored {stored.get(spot, '')!r}, "
            f"acknowledged {sorted(self.possible[spot])}"
            for spot in sorted(spots)
            if stored.get(spot, "") not in self.possible[spot]
        ]


def vote(port: int, member: Member, path: str, spot: Spot, choice: str, ledger: Ledger) -> int:
    """Cast a vote, or take it back with an empty choice; return the status, or 0 if none came."""
    before = set(ledger.possible[spot])
    ledger.sent(spot, choice)
    try:
        reply = member.post(port, f"{path}/vote", choice=choice)
    except NO_ANSWER:
        ledger.unanswered += 1
        return 0
    if reply.status == 303:
        ledger.answered(spot, choice)
    elif reply.status < 500 or "Nothing was changed" in reply.text:
        ledger.refused(spot, before)
    return reply.status


def _stored(event: int) -> dict[Spot, str]:
    db.session.rollback()
    rows = db.session.execute(
        select(Vote.person_id, Vote.topic_id, Vote.choice).join(Topic).where(Topic.event_id == event)
    )
    return {(person, topic): choice.value for person, topic, choice in rows}
