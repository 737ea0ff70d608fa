"""Claims to jobs: each job is done by one worker, and a dead worker's jobs are free at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from hackathon.core.database import liveness
from hackathon.core.database.models.claim import Claim
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import insert_if_new
from hackathon.core.extensions import db

KILLS = 3
"""How often a job may crash its worker before retries are delayed."""
LONGEST_WAIT = timedelta(days=1)
KEPT_FOR = timedelta(days=30)


@contextmanager
def claimed(*, job: str, number: int, now: datetime) -> Iterator[bool]:
    """Claim a job while it is done; yield whether the claim succeeded.

    If the job raises, its claim stays without a holder, and the job is retried after a while.
    """
    with liveness.living() as worker:
        if not _take(job=job, number=number, worker=worker, now=now):
            yield False
            return
        try:
            yield True
        except Exception:
            _put_off(job=job, number=number, now=now)
            raise
        _let_go(job=job, number=number, worker=worker)


def is_held(*, job: str, number: int) -> bool:
    """Whether a live worker is doing the job."""
    found = db.session.get(Claim, (job, number), populate_existing=True)
    return found is not None and found.worker in liveness.alive()


def tries(*, job: str, number: int) -> int:
    """Return how often the job was started without finishing."""
    found = db.session.get(Claim, (job, number), populate_existing=True)
    return found.tries if found else 0


def free(*, job: str, among: Iterable[int], now: datetime) -> list[int]:
    """Return those numbers for which the job is due and nobody is doing it."""
    numbers = list(among)
    found = db.session.scalars(select(Claim).where(Claim.job == job)).all() if numbers else ()
    alive = liveness.alive() if found else frozenset()
    busy = {
        each.number
        for each in found
        if each.worker in alive or (each.not_before is not None and each.not_before > now)
    }
    return [number for number in numbers if number not in busy]


@transaction
def forget(*, now: datetime) -> None:
    """Delete old claims."""
    db.session.execute(delete(Claim).where(Claim.claimed_at < now - KEPT_FOR))


@transaction
def _take(*, job: str, number: int, worker: int, now: datetime) -> bool:
    values = {"job": job, "number": number, "worker": worker, "tries": 1, "claimed_at": now}
    if insert_if_new(Claim, key=("job", "number"), values=values):
        return True
    found = db.session.get(Claim, (job, number), with_for_update=True)
    if found is None or found.worker in liveness.alive():
        return False
    found.worker, found.claimed_at, found.tries = worker, now, found.tries + 1
    found.not_before = now + _wait(found.tries) if found.tries > KILLS else None
    return True


@transaction
def _put_off(*, job: str, number: int, now: datetime) -> None:
    found = db.session.get(Claim, (job, number), with_for_update=True)
    if found is not None:
        found.not_before = now + _wait(found.tries)


@transaction
def _let_go(*, job: str, number: int, worker: int) -> None:
    mine = (Claim.job == job) & (Claim.number == number) & (Claim.worker == worker)
    db.session.execute(delete(Claim).where(mine))


def _wait(tries: int) -> timedelta:
    return min(timedelta(minutes=2 ** min(tries, 20)), LONGEST_WAIT)
