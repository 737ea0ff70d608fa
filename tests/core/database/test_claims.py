"""Claims to jobs: one worker at a time, and none after its death."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from subprocess import PIPE

import pytest
from flask import Flask

from hackathon.core.database import claims, liveness
from hackathon.core.database.models.claim import Claim
from hackathon.core.extensions import db
from tests.dublin import NOON

pytestmark = pytest.mark.postgresql

WORKER = """
import sys
from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.database import liveness
instance, database = sys.argv[1:]
with create_app(Settings.load({}, instance=instance, database_url=database)).app_context():
    with liveness.living() as number:
        print(number, flush=True)
        sys.stdin.read()
"""


class KilledError(BaseException):
    """Ends a test's work as a kill would: nothing that follows it is done."""


def die_over(job: str, number: int) -> None:
    """Claim a job and die."""
    with pytest.raises(KilledError), claims.claimed(job=job, number=number, now=NOON):
        raise KilledError


def take(number: int = 7) -> bool:
    with claims.claimed(job="plan", number=number, now=NOON) as is_mine:
        return is_mine


@pytest.mark.usefixtures("app")
def test_one_worker_does_a_job_and_the_claim_goes_with_it() -> None:
    with claims.claimed(job="plan", number=7, now=NOON) as is_mine:
        assert (is_mine, take(7), take(8)) == (True, False, True)
        assert claims.is_held(job="plan", number=7)
        assert claims.free(job="plan", among=[7, 8], now=NOON) == [8]

    assert db.session.query(Claim).all() == []
    assert liveness.alive() == frozenset()


@pytest.mark.usefixtures("app")
def test_what_a_dead_worker_left_is_free_at_once() -> None:
    die_over("plan", 7)

    assert not claims.is_held(job="plan", number=7)
    assert claims.free(job="plan", among=[7], now=NOON) == [7]
    assert take()


@pytest.mark.usefixtures("app")
def test_a_job_that_breaks_is_tried_again_ever_more_rarely() -> None:
    waits = []
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), claims.claimed(job="make_paper", number=7, now=NOON):
            raise ZeroDivisionError
        minutes = range(1, 100)
        waits.append(
            next(
                minute
                for minute in minutes
                if claims.free(job="make_paper", among=[7], now=NOON + timedelta(minutes=minute))
            )
        )

    assert waits == [2, 4, 8]


@pytest.mark.usefixtures("app")
def test_a_job_that_takes_every_worker_down_has_to_wait() -> None:
    for _ in range(claims.KILLS + 1):
        die_over("make_paper", 7)

    assert claims.free(job="make_paper", among=[7], now=NOON) == []
    assert claims.free(job="make_paper", among=[7], now=NOON + timedelta(days=1)) == [7]


@pytest.mark.usefixtures("app")
def test_claims_to_what_is_long_gone_are_forgotten() -> None:
    die_over("plan", 7)

    claims.forget(now=NOON + claims.KEPT_FOR + timedelta(seconds=1))

    assert db.session.query(Claim).all() == []


def test_a_process_counts_as_alive_until_it_is_killed(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    command = [sys.executable, "-c", WORKER, settings.instance, settings.database_url]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        number = int(process.stdout.readline())
        before = liveness.alive()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    assert before == {number}
    assert until_gone(number)


def until_gone(number: int) -> bool:
    """Ask until the number is gone: PostgreSQL hears of a closed connection a moment later."""
    return any(number not in liveness.alive() for _ in range(2000))
