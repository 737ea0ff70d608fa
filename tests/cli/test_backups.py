"""The drill: back a server up while people vote, and restore it into an empty one of either kind."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from shutil import copy2
from threading import Event as Flag
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.schema import CreateTable

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.agenda.feeds.models import FeedKey
from hackathon.agenda.models import CalendarEntry, RevisionFile
from hackathon.app import close_connections, create_app
from hackathon.config import Settings
from hackathon.core.database import migrating, schema
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import Base, db
from hackathon.events.models import Event
from hackathon.operations.queries import restorations
from hackathon.outcomes.materials import services as materials
from hackathon.outcomes.materials.models import Material
from hackathon.outcomes.materials.queries import content_of
from hackathon.topics.models import Topic
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests import databases
from tests.dublin import NOON
from tests.servers import Server, busy_server, server, write_mail


@pytest.fixture(params=list(databases.DATABASES))
def busy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """Return a server in the middle of its work, on each database."""
    with busy_server(request.param, tmp_path / "busy") as found:
        yield found


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a backup of a small server, which every test leaves as it is."""
    folder = tmp_path_factory.mktemp("backups")
    with busy_server("sqlite", folder / "small") as small:
        small.run("backup", str(folder / "backup.db"))
    return folder / "backup.db"


@pytest.fixture
def whole(made_once: Path, tmp_path: Path) -> Path:
    """Return a backup to spoil."""
    return Path(copy2(made_once, tmp_path / "backup.db"))


def spoil(file: Path, statement: str) -> None:
    """Change a backup behind its back."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.fixture(params=list(databases.DATABASES))
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """Return a server that has nothing yet."""
    with server(request.param, tmp_path / "empty") as found:
        yield found


@contextmanager
def people_voting(app: Flask) -> Iterator[list[int]]:
    """Let somebody vote, again and again, and note how often that was acknowledged."""
    is_over, cast = Flag(), [0]

    def vote() -> None:
        with app.app_context():
            for number in count():
                if is_over.is_set():
                    return
                topic = db.session.scalars(select(Topic).where(Topic.title.like("%Portathon%"))).one()
                person = db.session.scalars(select(Person).where(Person.name == "Wei Liu")).one()
                choice = list(Choice)[number % len(Choice)]
                votes.cast(topic=topic, person=person, choice=choice, now=NOON)
                cast[0] += 1

    voter = Thread(target=vote)
    voter.start()
    try:
        yield cast
    finally:
        is_over.set()
        voter.join()


def keep_a_file() -> None:
    """Let somebody add slides that take more than one row."""
    topic = db.session.scalars(select(Topic).where(Topic.title.like("%Portathon%"))).one()
    ian = db.session.scalars(select(Person).where(Person.name == "Ian Campbell")).one()
    ian.is_administrator = True
    db.session.commit()
    content = bytes(range(256)) * 1024
    materials.add_material(
        topic=topic, name="slides.pdf", content=content, form_key="key", attendance=None, by=ian, now=NOON
    )


def identities() -> dict[str, list[str]]:
    """Return what feeds and files are known by: secrets, the names of entries, and bytes."""
    return {
        "secrets": sorted(db.session.scalars(select(FeedKey.secret))),
        "uids": sorted(db.session.scalars(select(CalendarEntry.uid))),
        "files": sorted(db.session.scalars(select(RevisionFile.etag))),
        "materials": [content_of(each).hex() for each in db.session.scalars(select(Material))],
    }


def test_a_backup_made_while_people_vote_is_restored_whole(
    busy: Server, empty: Server, tmp_path: Path
) -> None:
    file = str(tmp_path / "backup.db")
    keep_a_file()
    with people_voting(busy.app) as cast:
        made = busy.run("backup", file)
    before, key = identities(), busy.settings.signing_key()

    restored = empty.run("restore", file)

    assert (made.exit_code, restored.exit_code) == (0, 0), made.output + restored.output
    assert cast[0] > 0
    with empty.app.app_context():
        assert identities() == before
        assert len(before["uids"]) > 0
        assert before["materials"] == [(bytes(range(256)) * 1024).hex()]
        assert schema.drift() == []
        # New rows are numbered after those that were restored.
        event = db.session.scalars(select(Event)).one()
        assert write_mail(event).id == 2
        agenda = agendas.latest(event)
        assert agenda is not None
        assert agenda.revision == 1
    assert empty.settings.signing_key() == key


def test_tables_that_are_made_after_a_restoration_have_their_references(whole: Path, empty: Server) -> None:
    restored = empty.run("restore", str(whole))

    assert restored.exit_code == 0, restored.output
    tables = Base.metadata.sorted_tables
    written = sum(str(CreateTable(each)).count("FOREIGN KEY") for each in tables)
    assert written == sum(len(each.foreign_key_constraints) for each in tables) > 0


def test_a_server_that_is_not_empty_is_left_as_it_is(busy: Server, whole: Path) -> None:
    before = db.session.query(Vote).count()

    refused = busy.run("restore", str(whole))

    assert (refused.exit_code, "isn't empty" in refused.output) == (1, True)
    assert db.session.query(Vote).count() == before
    assert restorations.held() is None


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE vote SET choice = 'maybe'", "“vote” isn't as it was written"),
        ("DELETE FROM revision_file", "“revision_file” isn't as it was written"),
        ("UPDATE alembic_version SET version_num = '20991231_fly'", "later version"),
        ("UPDATE backup SET value = 'hackathon backup 2' WHERE name = 'format'", "later version"),
        ("DROP TABLE backup", "not a backup"),
    ],
)
def test_a_backup_that_is_not_as_it_was_written_is_refused(
    whole: Path, tmp_path: Path, statement: str, words: str
) -> None:
    spoil(whole, statement)

    with server("sqlite", tmp_path / "empty") as empty:
        refused = empty.run("restore", str(whole))

    assert (refused.exit_code, words in refused.output) == (1, True), refused.output


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a backup", encoding="utf-8")

    with server("sqlite", tmp_path / "empty") as empty:
        refused = empty.run("restore", str(tmp_path / "notes.txt"))

    assert (refused.exit_code, "not a backup" in refused.output) == (1, True)


def test_a_backup_is_for_its_owner_alone_and_never_overwritten(whole: Path, tmp_path: Path) -> None:
    before = whole.read_bytes()

    with server("sqlite", tmp_path / "other") as other:
        refused = other.run("backup", str(whole))

    assert (refused.exit_code, "already exists" in refused.output) == (1, True)
    assert (whole.read_bytes(), whole.stat().st_mode & 0o777) == (before, 0o600)
    assert [each.name for each in whole.parent.iterdir() if "backup" in each.name] == [whole.name]


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(whole: Path, tmp_path: Path) -> None:
    app = create_app(Settings.load({}, instance=str(tmp_path), database_url=f"sqlite:///{whole}"))
    with app.app_context():
        migrating.downgrade()
        assert schema.state() is schema.State.BEHIND
    close_connections(app)
    spoil(whole, "DELETE FROM backup_table WHERE name NOT IN (SELECT name FROM sqlite_master)")

    with server("sqlite", tmp_path / "empty") as empty:
        restored = empty.run("restore", str(whole))

    assert restored.exit_code == 0, restored.output


def test_older_backups_are_deleted_and_nothing_else(tmp_path: Path) -> None:
    kept = tmp_path / "backups"
    kept.mkdir()
    others = ["hackathon-2026-11-02.db", "hackathon-2026-11-10.db", "hackathon-2026-11-29.db"]
    strangers = [
        "hackathon.db",
        "notes-2026-11-01.db",
        "hackathon-2026-11-01.db.gz",
        "hackathon-2026-12-24.db",
    ]
    for name in (*others, *strangers):
        (kept / name).touch()

    with server("sqlite", tmp_path / "small") as small:
        said = small.run("backup", str(kept / "hackathon-2026-11-30.db"), "--keep", "2")

    assert said.exit_code == 0, said.output
    assert sorted(file.name for file in kept.iterdir()) == sorted(
        [*strangers, "hackathon-2026-11-29.db", "hackathon-2026-11-30.db"]
    )
