"""Whether this server can do its work, and what is waiting for the background worker."""

import re
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import column, func, select, table
from sqlalchemy.exc import DBAPIError

from hackathon.config import PACKAGE
from hackathon.core.database import schema
from hackathon.core.extensions import db, settings
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail
from hackathon.planning.drafts.models import Run, RunState

LEAST_FREE = 100_000_000
"""Free bytes on the instance folder's disk below which the server reports that it is not ready."""
LONGEST_WAIT = timedelta(minutes=15)
"""How long an email or a plan may wait before the background worker is considered stuck."""

_REVISION = re.compile(r'^(down_revision|revision)\b.*?= ["\'](\w+)["\']', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The result of one check; if it is `vital` and fails, the server can't answer requests properly."""

    name: str
    is_good: bool
    is_vital: bool
    words: str
    """For administrators, in English, without names, addresses or secrets."""


def checks(now: datetime) -> list[Check]:
    """Check the database, its migrations, the disk, the queue and email; nothing is changed."""
    database = _database()
    if not database.is_good:
        return [database, _disk()]
    return [database, _migrations(), _disk(), _queue(now), _mail(now)]


def waiting() -> dict[str, int]:
    """Return how many emails and plans are waiting for the worker."""
    mails = select(func.count()).where(Mail.state == MailState.WAITING, ~Mail.is_held)
    plans = select(func.count()).where(Run.state == RunState.QUEUED)
    return {"mail": db.session.scalars(mails).one(), "plan": db.session.scalars(plans).one()}


def newest_migration() -> str:
    """Return the migration that this program's models correspond to."""
    found = _migrations_by_part()
    (newest,) = found["revision"] - found["down_revision"]
    return newest


def known_migrations() -> set[str]:
    """Return all migrations of this program."""
    return _migrations_by_part()["revision"]


@lru_cache(maxsize=1)
def _migrations_by_part() -> dict[str, set[str]]:
    """Return all revisions, and those that are followed by another.

    They are read from the files, because Alembic would cost a web worker 11 MiB.
    """
    found: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for file in (PACKAGE / "migrations" / "versions").glob("*.py"):
        for name, revision in _REVISION.findall(file.read_text(encoding="utf-8")):
            found[name].add(revision)
    return found


def _database() -> Check:
    try:
        is_writable = schema.is_writable()
    except DBAPIError:
        return Check(name="database", is_good=False, is_vital=True, words="does not answer")
    words = "can be written" if is_writable else "can be read, but not written"
    return Check(name="database", is_good=is_writable, is_vital=True, words=words)


def _migrations() -> Check:
    try:
        at = db.session.scalar(select(column("version_num")).select_from(table("alembic_version")))
    except DBAPIError:
        db.session.rollback()
        at = None
    if at is not None and at not in known_migrations():
        # Migrations only add, so this program keeps working with the tables of a newer one.
        words = f"tables are at {at}, of a newer program"  # not translated
        return Check(name="migrations", is_good=True, is_vital=True, words=words)
    is_good = at == newest_migration()
    words = f"tables are at {at}, this program needs {newest_migration()}"  # not translated
    words = "up to date" if is_good else words
    return Check(name="migrations", is_good=is_good, is_vital=True, words=words)


def _disk() -> Check:
    free = shutil.disk_usage(settings().instance).free
    words = f"{free // 1_000_000} MB are free"  # not translated
    return Check(name="disk", is_good=free >= LEAST_FREE, is_vital=True, words=words)


def _queue(now: datetime) -> Check:
    asked_at = db.session.scalar(select(func.min(Run.asked_at)).where(Run.state == RunState.QUEUED))
    return _waiting("queue", "plan", asked_at, now)


def _mail(now: datetime) -> Check:
    is_due = (Mail.state == MailState.WAITING, ~Mail.is_held, Mail.next_try_at <= now)
    return _waiting("mail", "mail", db.session.scalar(select(func.min(Mail.next_try_at)).where(*is_due)), now)


def _waiting(name: str, what: str, since: datetime | None, now: datetime) -> Check:
    """Return how long the oldest item has been waiting for the worker."""
    waited = now - since if since else timedelta(0)
    told = f"the oldest {what} has been waiting for {waited.total_seconds():.0f} s"  # not translated
    words = told if since else "nothing waits"
    return Check(name=name, is_good=waited < LONGEST_WAIT, is_vital=False, words=words)
