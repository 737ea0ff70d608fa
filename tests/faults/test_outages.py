"""What the server needs is taken away and given back; people are told meanwhile, and nothing is lost."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from benchmarks.crowd import Ledger, Member, attendees, enrol, stranger, vote
from hackathon.app import close_connections, create_app
from hackathon.cli import consistency
from hackathon.config import Settings
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.models import Topic, topic_address
from tests import databases
from tests.faults.own_redis import OwnRedis, own_redis
from tests.faults.supervised import Cable
from tests.mail.mailserver import MailServer, mail_server
from tests.server.serving import TOPIC, Serving, seed, serving, until

KEY = "a key for tests"
SLUG = "dublin-2013"
MOST_VOTES = 400
"""After so many votes a disk that is full must have been noticed."""


@dataclass(kw_only=True)
class Site:
    """A server, somebody who votes there, and what was acknowledged to them."""

    server: Serving
    event: int
    member: Member
    topic: int
    ledger: Ledger

    def vote(self, choice: str = "must") -> int:
        """Cast a vote; return the status of the answer."""
        spot = (self.member.person, self.topic)
        return vote(self.server.port, self.member, f"/{TOPIC}", spot, choice, self.ledger)

    def page(self, path: str) -> tuple[int, str]:
        """Open a page; return the status and the text of the answer."""
        reply = self.member.get(self.server.port, path)
        return reply.status, reply.text

    def wrong(self) -> list[str]:
        """Recount: what is stored and was not acknowledged, or the other way round, or half done."""
        faults = [f"{each.rule}: {each.words}" for each in consistency.faults(datetime.now(UTC))]
        found = [*self.ledger.wrong(self.event), *faults]
        db.session.remove()
        return found


@contextmanager
def site(folder: Path, *, reached_at: str = "", **settings: str) -> Iterator[Site]:
    """Start a server with the Dublin hackathon, which finds its database at `reached_at`."""
    seed(folder, **settings)
    own = Settings.load({}, instance=str(folder), secret_key=KEY, **settings)
    others = {**settings, "database_url": reached_at} if reached_at else settings
    app = create_app(own)
    with app.app_context():
        event = db.session.scalars(select(Event.id).where(Event.slug == SLUG)).one()
        topics = db.session.execute(select(Topic.id, Topic.number, Topic.title)).all()
        (topic,) = (key for key, number, title in topics if TOPIC.endswith(topic_address(number, title)))
        (member,) = enrol(app, attendees(event, 1))
        with serving(Settings.load({}, instance=str(folder), secret_key=KEY, **others)) as server:
            yield Site(server=server, event=event, member=member, topic=topic, ledger=Ledger.begun(event))
        db.session.remove()
        close_connections(app)


@dataclass(kw_only=True)
class Network:
    """A server and all that it reaches over a network: its database, its Redis, its mail server."""

    site: Site
    database: Cable
    redis: OwnRedis
    mail: MailServer


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """Start a server on PostgreSQL, which it reaches by a cable that can be cut, with a Redis of its own."""
    folder = tmp_path_factory.mktemp("network")
    with databases.postgresql(folder) as url, own_redis() as redis, mail_server() as mail:
        address = urlsplit(url)
        cable = Cable((address.hostname or "127.0.0.1", address.port or 5432))
        through = address._replace(netloc=f"{address.username}@127.0.0.1:{cable.port}").geturl()
        given = {"database_url": url, "redis_url": redis.url, "smtp_url": mail.url}
        with site(folder, reached_at=through, **given) as at_work:
            yield Network(site=at_work, database=cable, redis=redis, mail=mail)
        cable.close()


def test_a_database_that_is_cut_off_is_told_and_work_goes_on_when_it_is_back(network: Network) -> None:
    people = network.site
    assert people.vote("must") == 303

    network.database.cut()
    try:
        status, text = people.page(f"/{TOPIC}")
        assert (status, "The database is not responding" in text) == (503, True)
        assert {people.vote("maybe") for _ in range(5)} == {503}
        assert people.page("/health/live")[0] == 200
        assert people.page("/health/ready")[0] == 503
    finally:
        network.database.mend()

    until(lambda: people.page("/health/ready")[0] == 200)
    # Each thread of a web worker finds out about its own connection.
    assert {people.vote("will") for _ in range(5)} == {303}
    assert people.wrong() == []


def test_without_redis_people_vote_and_their_mail_waits_until_it_is_back(network: Network) -> None:
    people, email = network.site, "guest@guests.example"
    network.redis.kill()
    try:
        assert people.vote("maybe") == 303
        asked = stranger_asks(people, email)
        assert people.page(f"/{SLUG}/agenda/")[0] == 200
    finally:
        network.redis.start()

    assert asked == 303
    until(lambda: email in network.mail.recipients)
    assert network.mail.recipients.count(email) == 1
    assert people.vote("will") == 303
    assert people.wrong() == []


def stranger_asks(people: Site, email: str) -> int:
    """Ask for a link to sign in with; return the status of the answer."""
    app = create_app(people.server.settings)
    reply = stranger(app).post(people.server.port, "/sign-in", email=email)
    with app.app_context():
        close_connections(app)
    return reply.status


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room_again(tmp_path: Path) -> None:
    with site(tmp_path) as people:
        assert people.vote("must") == 303
        workers = people.server.web_workers()
        log = people.server.settings.instance_path / "hackathon.db-wal"
        before = {each: resource.prlimit(each, resource.RLIMIT_FSIZE) for each in workers}
        room = log.stat().st_size
        for each in workers:
            # Files may not grow any more: what a full disk does, for these processes alone.
            resource.prlimit(each, resource.RLIMIT_FSIZE, (room, before[each][1]))

        choices = ("maybe", "will") * (MOST_VOTES // 2)
        status = next((found for found in map(people.vote, choices) if found != 303), 0)
        told = people.page(f"/{TOPIC}")[0]
        for each in workers:
            resource.prlimit(each, resource.RLIMIT_FSIZE, before[each])

        assert (status, told) == (503, 200)
        assert people.server.web_workers() == workers  # nobody had to be replaced
        assert people.vote("must") == 303
        assert people.wrong() == []
