"""Commands that back up the server while it runs, and restore it into an empty one."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import click
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from hackathon.app import close_connections, create_app
from hackathon.cli.context import now, opened_application, with_database
from hackathon.cli.restoration_messages import hold_message
from hackathon.core.database import restored, schema
from hackathon.core.errors import BadBackup, NotReady
from hackathon.core.extensions import db, settings
from hackathon.operations.queries import restorations
from hackathon.operations.services import backups
from hackathon.operations.services import restorations as restoring

EXISTS = "{} already exists. Choose another name, or delete it first."


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(1, 10_000), help="Keep this many backups and delete older ones.")
@with_database
def backup(file: Path, keep: int | None) -> None:
    """Back up everything on this server to FILE, while people keep using it.

    It can be restored on SQLite or PostgreSQL. It contains addresses and secrets. With --keep, files in the
    same folder whose names differ from FILE only in digits count as older backups.
    """
    if file.exists():
        raise NotReady(EXISTS.format(file))
    with TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        made = Path(folder) / "backup.db"
        made.touch(mode=0o600)
        with _inside(made):
            schema.upgrade()
        with _reading() as source, _opened(made) as target:
            done = backups.write(source=source, target=target, signing_key=_own_key(), now=now())
        _keep(made, file)
    click.echo(f"Backed up {done.rows} rows in {len(done.tallies)} tables to {file}.")
    for old in _older(file)[keep - 1 :] if keep else ():
        old.unlink()
        click.echo(f"Deleted {old}.")


def _older(file: Path) -> list[Path]:
    """Return the backups made before this one, the newest first."""
    alike = re.compile(re.sub(r"(?:\\?\d)+", "[0-9]+", re.escape(file.name)))
    named = [each for each in file.parent.iterdir() if alike.fullmatch(each.name) and each.is_file()]
    older = (each for each in named if each.name < file.name)
    return sorted(older, reverse=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Restore the backup in FILE into this server, which must be empty.

    Unsent mail, waitlist offers and invitation links stay on hold until `hackathon release`.
    """
    with TemporaryDirectory(prefix="hackathon-restore-") as folder, opened_application():
        # A copy, because a backup of an earlier version has to be upgraded first.
        copy = Path(folder) / "backup.db"
        copyfile(file, copy)
        copy.chmod(0o600)
        made = _verified(copy)
        if schema.state() is schema.State.BEHIND:
            raise NotReady("The database is older than this program. Run: hackathon db upgrade")
        schema.upgrade()
        with _opened(copy) as source:
            rows = restoring.restore(source=source, backed_up_at=made.made_at, now=now())
        _take_key(made.signing_key)
        held = restorations.held()
    click.echo(f"Restored {rows} rows. Row counts and checksums match the backup.")
    if held:
        click.echo(hold_message(held))


@click.command()
@click.option(
    "--mail",
    type=click.Choice(["send", "drop"]),
    required=True,
    help="What to do with messages that were unsent when the backup was made.",
)
@with_database
def release(mail: str) -> None:
    """End the hold after a restore: send or drop unsent mail."""
    if restored.current() is None:
        click.echo("Nothing is on hold.")
        return
    number = restoring.release(sends=mail == "send", now=now())
    becomes = "will be sent" if mail == "send" else "dropped"
    click.echo(f"Released; offers and invitation links work again. Messages {becomes}: {number}.")


def _verified(copy: Path) -> backups.Backup:
    """Verify a backup, upgrade its tables, and return its description."""
    try:
        with _inside(copy), _opened(copy) as source:
            made = backups.read(source)
            if not schema.is_known():
                raise BadBackup(backups.LATER)
            backups.verify(source, made, is_current=schema.state() is schema.State.CURRENT)
    except DatabaseError as error:
        raise BadBackup(backups.NONE) from error
    with _inside(copy):
        schema.upgrade()
    return made


@contextmanager
def _inside(file: Path) -> Iterator[None]:
    """Enter the context of an application whose database is an SQLite file."""
    app = create_app(replace(settings(), database_url=f"sqlite:///{file.resolve()}"))
    try:
        with app.app_context():
            yield
    finally:
        close_connections(app)


@contextmanager
def _opened(file: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{file.resolve()}", poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


@contextmanager
def _reading() -> Iterator[Connection]:
    """Open a consistent snapshot of the database, whatever others write meanwhile."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


def _own_key() -> str:
    """Return the key that this server created. A key from the settings is not backed up."""
    return "" if settings().secret_key else settings().signing_key()


def _take_key(key: str) -> None:
    """Use the key of the backed-up server, so that links in its mail keep working."""
    if key and not settings().secret_key:
        kept = settings().made_instance() / "secret_key"
        fresh = kept.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(key, encoding="ascii")
        fresh.replace(kept)


def _keep(made: Path, file: Path) -> None:
    """Move a finished backup to its name, once it is on disk. Never replaces a file."""
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # a single file contains everything from here on
    with made.open("rb") as written:
        os.fsync(written.fileno())
    try:
        os.link(made, file)
    except FileExistsError as error:
        raise NotReady(EXISTS.format(file)) from error
