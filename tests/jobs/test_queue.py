"""The queue between server and worker, in the instance folder and in Redis."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from huey import Huey, RedisHuey

from hackathon.app import create_app
from hackathon.background import later
from hackathon.config import Settings
from hackathon.jobs.mail import send_mail
from tests.databases import REDIS, redis

done: list[int] = []
swept: list[str] = []


@later.job
def note(number: int) -> None:
    """Remember that the job was done."""
    done.append(number)


@later.errand
def sweep() -> None:
    """Remember that the errand was done."""
    swept.append("swept")


@pytest.fixture(params=["", REDIS], ids=["sqlite", "redis"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Return the settings of a machine with either queue; a Redis that does not answer fails in CI."""
    url = redis() if request.param else ""
    yield Settings.load({}, instance=str(tmp_path), redis_url=url, secret_key="a key for tests")  # noqa: S106 -- it guards nothing
    done.clear()
    swept.clear()


def close(queue: Huey) -> None:
    """Let go of the connections to Redis, which belong to the process and not to the queue."""
    if isinstance(queue, RedisHuey):
        queue.storage.conn.close()
        queue.storage.pool.disconnect()


def test_a_job_waits_in_the_queue_until_a_worker_takes_it(settings: Settings) -> None:
    with create_app(settings).app_context():
        later.queue().flush()
        later.call("note", 7)
        assert done == []
        close(later.queue())

    with create_app(settings).app_context():
        queue = later.queue()
        queue.execute(queue.dequeue())
        close(queue)

    assert done == [7]


def test_an_errand_has_a_queue_of_its_own_so_that_no_long_job_holds_it_up(settings: Settings) -> None:
    with create_app(settings).app_context():
        later.queue().flush()
        later.errand_queue().flush()
        later.soon("sweep")

        assert (len(later.queue()), len(later.errand_queue())) == (0, 1)
        errands = later.errand_queue()
        errands.execute(errands.dequeue())

    assert swept == ["swept"]


def test_an_errand_is_done_every_minute_though_nobody_asks(settings: Settings) -> None:
    with create_app(settings).app_context():
        errands = later.errand_queue()
        errands.flush()
        for regular in errands.read_periodic(datetime.now(UTC)):
            errands.execute(regular)
        called = []
        while task := errands.dequeue():
            called.append(task.args[0])

    assert "sweep" in called
    assert send_mail.__name__ in called
