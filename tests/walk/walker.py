"""People of every role who open whatever they find and send whatever form they see, by chance."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule

from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.core.web.access import Access
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from tests.walk.reading import Control, PageForm, read

NEVER = ("/sign-out", "/account/deletion", "/organize/settings/deletion", "/organize/settings/archive")
"""What would end the walk for somebody, or for all; tests of their own look at these."""
LEAST = {
    Access.REVIEWER: Role.REVIEWER,
    Access.HELPER: Role.HELPER,
    Access.ORGANIZER: Role.ORGANIZER,
}
TEXTS = (
    "", "A word", "<b>&amp;\u202e</b>", "x" * 300, "=1+1", "Zoë Łódź 日本", "a\nb\n\n* c", "-1", "0", "7",
    "2013-05-16", "10:30", "somebody@walk.example", "1e9", "\x00", "%s{{7*7}}", "../../etc/passwd",
)  # fmt: skip
REMEMBERED = 400
T = TypeVar("T")
FINE = frozenset((200, 301, 302, 303, 304, 308, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 502, 503))
"""502 is what single sign-on may answer, and 503 a paper that is still to be made; never 500."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An answer as the walk sees it."""

    status: int
    text: str
    kind: str


class Browser(Protocol):
    """What somebody walks with: a test client, or HTTP to a server."""

    def get(self, path: str) -> Seen:
        """Open a page."""
        ...

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Seen:
        """Send a form."""
        ...


@dataclass(kw_only=True)
class Persona:
    """Somebody who walks; nobody signed in has no key."""

    name: str
    browser: Browser
    person: int | None


@dataclass(kw_only=True)
class Walk:
    """A walk of several people over one server, which share what they found."""

    app: Flask
    personas: list[Persona]
    seed: int
    links: list[str] = field(default_factory=lambda: ["/", "/dublin-2013/", "/account"])
    forms: list[PageForm] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    routes: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 -- nothing secret hangs on it
        self._adapter = self.app.url_map.bind("localhost")

    def go(self, steps: int) -> None:
        """Take that many steps."""
        for _ in range(steps):
            self.step(self.chance.choice(self.personas))

    def step(self, who: Persona) -> None:
        """Open a page that somebody found, or send a form of it."""
        if self.forms and self.chance.random() < 0.5:
            self._send(who, self.chance.choice(self.forms))
        else:
            self._open(who, self.chance.choice(self.links))

    def _open(self, who: Persona, address: str) -> None:
        seen = who.browser.get(address)
        self._judge(who, "GET", address, seen)
        if seen.status < 300 and seen.kind.startswith("text/html"):
            page = read(address, seen.text)
            self._remember(self.links, [each for each in page.links if self._is_walked(each)])
            self._remember(self.forms, [each for each in page.forms if self._is_walked(each.action)])

    def _send(self, who: Persona, form: PageForm) -> None:
        fields = self._filled(form)
        if form.method == "get":
            self._open(who, f"{form.action.partition('?')[0]}?{urlencode(fields)}")
            return
        self._judge(who, "POST", form.action, who.browser.post(form.action, fields))

    def _filled(self, form: PageForm) -> list[tuple[str, str]]:
        is_careful = self.chance.random() < 0.7
        pressed = [each for each in form.controls if each.kind in ("submit", "button")]
        chosen = self.chance.choice(pressed) if pressed else None
        found = []
        for each in form.controls:
            if each in pressed:
                value = each.value if each is chosen else None
            else:
                value = self._value(each, is_careful=is_careful)
            if value is not None:
                found.append((each.name, value))
        return found

    def _value(self, control: Control, *, is_careful: bool) -> str | None:
        keeps = self.chance.random() < 0.6
        if control.kind == "hidden":
            return control.value if is_careful or keeps else self.chance.choice(TEXTS)
        if control.kind in ("checkbox", "radio"):
            is_on = control.is_chosen if keeps else self.chance.random() < 0.5
            return (control.value or "on") if is_on else None
        if control.kind == "select":
            return control.value if keeps or not control.options else self.chance.choice(control.options)
        return control.value if keeps and control.value else self.chance.choice(TEXTS)

    def _judge(self, who: Persona, method: str, address: str, seen: Seen) -> None:
        """Note what may never be: a fault of ours, or an answer to somebody who may not have it."""
        self.statuses[seen.status] += 1
        if seen.status not in FINE:
            self.faults.append(f"{who.name}: {method} {address} was answered with {seen.status}")
        rule = self._rule(method, address)
        if rule is None:
            return
        self.routes[f"{method} {rule.rule}"] += 1
        is_let_in = seen.status in (200, 304) or (method == "POST" and seen.status == 303)
        access = getattr(self.app.view_functions[rule.endpoint], "access", Access.ANYONE)
        slug = urlsplit(address).path.split("/")[1]
        if is_let_in and not self._may(who, access, slug):
            self.faults.append(f"{who.name}: {method} {address} was answered, and is for a {access}")

    def _may(self, who: Persona, access: Access, slug: str) -> bool:
        """Whether somebody may use a route of an event, by what is stored of them now."""
        if access in (Access.ANYONE, Access.CREATOR):
            return True
        if who.person is None or access is Access.SIGNED_IN:
            return who.person is not None
        db.session.rollback()
        role = db.session.scalar(
            select(Attendance.role).join(Event).where(Event.slug == slug, Attendance.person_id == who.person)
        )
        return role is not None and role.includes(LEAST[access])

    def _rule(self, method: str, address: str) -> Rule | None:
        try:
            rule, _values = self._adapter.match(urlsplit(address).path, method=method, return_rule=True)
        except (HTTPException, RequestRedirect):
            return None
        return None if rule.endpoint == "static" or rule.redirect_to else rule

    def _is_walked(self, address: str) -> bool:
        return not any(each in address for each in NEVER)

    def _remember(self, known: list[T], found: list[T]) -> None:
        """Keep what was found, in place of something older where there is much."""
        for each in found:
            if each in known:
                continue
            if len(known) < REMEMBERED:
                known.append(each)
            else:
                known[self.chance.randrange(3, REMEMBERED)] = each
