"""What is asked for when pages are measured: the pages themselves, and votes of people who signed in."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

from sqlalchemy import select

from benchmarks.load import Ask, answer
from hackathon.accounts.models import Person
from hackathon.agenda.feeds.services import feeds
from hackathon.cli.events import make_link
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.core.web.caching.page_cache import LONGEST_SEARCH
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

ZIPPED = {"Accept-Encoding": "gzip"}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """Somebody who signed in: their cookie, and the token that their forms carry."""

    cookie: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What their browser says with every form."""
        return {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}


def pages(event: Event, person: Person) -> dict[str, Ask]:
    """Return what people look at, by the name under which it is reported; the feed is the person's."""
    calendar = f"/calendars/{feeds.address(event=event, person=person, now=datetime.now(UTC))}.ics"
    topic = event.topics[len(event.topics) // 2]
    return {
        "event home": Ask(path=f"/{event.slug}/", headers=ZIPPED),
        "agenda page": Ask(path=f"/{event.slug}/agenda/", headers=ZIPPED),
        "agenda.ics": Ask(path=f"/{event.slug}/agenda.ics", headers=ZIPPED),
        "schedule.xml": Ask(path=f"/{event.slug}/schedule.xml", headers=ZIPPED),
        "one topic": Ask(path=f"/{event.slug}/topics/{topic.address}", headers=ZIPPED),
        "topic list": Ask(path=f"/{event.slug}/topics/", headers=ZIPPED),
        "people": Ask(path=f"/{event.slug}/people/", headers=ZIPPED),
        "personal feed": Ask(path=calendar, headers=ZIPPED),
    }


def drawn_anew(visited: Mapping[str, Ask]) -> dict[str, Ask]:
    """Return the pages that are kept, as the application draws them after each change."""
    # What follows a path and is this long is kept for nobody.
    search = "?" + "_" * (LONGEST_SEARCH + 1)
    return {f"{name}, drawn anew": replace(ask, path=ask.path + search) for name, ask in visited.items()}


def drawn(asks: Mapping[str, Ask]) -> dict[str, Ask]:
    """Return those of the pages for visitors that are kept until anything changes."""
    return {name: asks[name] for name in ("event home", "one topic", "topic list", "people")}


def pages_of(event: Event, voter: Voter) -> dict[str, Ask]:
    """Return what somebody who is signed in looks at."""
    headers = {"Cookie": voter.cookie, **ZIPPED}
    return {
        "topic list, signed in": Ask(path=f"/{event.slug}/topics/", headers=headers),
        "agenda page, signed in": Ask(path=f"/{event.slug}/agenda/", headers=headers),
        "my agenda": Ask(path=f"/{event.slug}/mine", headers=headers),
    }


def organizer_pages(event: Event, organizer: Voter) -> dict[str, Ask]:
    """Return what an organizer looks at."""
    headers = {"Cookie": organizer.cookie, **ZIPPED}
    return {
        "organizer: people": Ask(path=f"/{event.slug}/organize/people", headers=headers),
        "organizer: topics": Ask(path=f"/{event.slug}/organize/topics", headers=headers),
        "organizer: schedule": Ask(path=f"/{event.slug}/organize/schedule", headers=headers),
    }


def again(port: int, asks: Mapping[str, Ask]) -> dict[str, Ask]:
    """Return those that may be answered with "not modified", as somebody asks who has the answer."""
    found = {}
    for name, ask in asks.items():
        tag = answer(HTTPConnection("127.0.0.1", port), ask)[0].headers["ETag"]
        if tag:
            found[f"{name} (304)"] = replace(ask, headers={**ask.headers, "If-None-Match": tag}, status=304)
    return found


def attending(event: Event, number: int) -> Sequence[Person]:
    """Return that many people of the event, with a vote each."""
    found = select(Person).join(Attendance, Attendance.person_id == Person.id)
    return db.session.scalars(found.where(Attendance.event_id == event.id).limit(number)).all()


def organizer(event: Event) -> Person:
    """Return an organizer of the event."""
    organizers = select(Person).join(Attendance, Attendance.person_id == Person.id)
    return db.session.scalars(
        organizers.where(Attendance.event_id == event.id, Attendance.role == Role.ORGANIZER)
    ).one()


def votes(event: Event, voter: Voter, number: int) -> list[Ask]:
    """Return that many votes of somebody who signed in, each on another topic."""
    chance = random.Random(voter.cookie)  # noqa: S311 -- nothing secret hangs on it
    return [
        Ask(
            path=f"/{event.slug}/topics/{topic.address}/vote",
            method="POST",
            headers=voter.headers,
            body=urlencode({"choice": "will", "csrf_token": voter.token}),
            status=303,
        )
        for topic in chance.sample(event.topics, number)
    ]


def sign_in(port: int, person: Person) -> Voter:
    """Sign the person in by a link, as they would."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    link = urlsplit(make_link(person, None)).path
    stranger = _open_form(connection, Ask(path=link))
    body = urlencode({"csrf_token": stranger.token})
    used, _ = answer(
        connection, Ask(path=link, method="POST", headers=stranger.headers, body=body, status=303)
    )
    return _open_form(connection, Ask(path="/account", headers={"Cookie": _cookie(used)}))


def _open_form(connection: HTTPConnection, ask: Ask) -> Voter:
    found, body = answer(connection, ask)
    token = TOKEN.search(body.decode())
    if token is None:
        raise ValueError(f"{ask.path} has no form")
    return Voter(cookie=_cookie(found), token=token[1])


def _cookie(found: HTTPResponse) -> str:
    return found.headers["Set-Cookie"].partition(";")[0]
