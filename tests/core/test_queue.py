"""The queue between server and worker, in the instance folder and in Redis."""

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from huey import Huey, RedisHuey

from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.background import BackgroundTask, background_tasks
from hackathon.core.extensions import db
from hackathon.mail.jobs.mail import send_mail
from hackathon.operations.jobs import keep_up
from tests.databases import REDIS, redis

done: list[int] = []
swept: list[str] = []


waiting: list[int] = []


NOTE = BackgroundTask[int]("note")
SWEEP: BackgroundTask[()] = BackgroundTask("sweep")


@background_tasks.job(NOTE, waiting=lambda: waiting)
def note(number: int) -> None:
    """Remember that the job was done."""
    done.append(number)


@background_tasks.periodic_task(SWEEP)
def sweep() -> None:
    """Remember that the periodic task was done."""
    swept.append("swept")


@pytest.fixture(params=["", REDIS], ids=["sqlite", "redis"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Return the settings of a machine with either queue; a Redis that does not answer fails in CI."""
    url = redis() if request.param else ""
    yield Settings.load({}, instance=str(tmp_path), redis_url=url, secret_key="a key for tests")  # noqa: S106 -- it guards nothing
    done.clear()
    swept.clear()
    waiting.clear()


def close(queue: Huey) -> None:
    """Let go of the connections to Redis, which belong to the process and not to the queue."""
    if isinstance(queue, RedisHuey):
        queue.storage.conn.close()
        queue.storage.pool.disconnect()


def test_a_job_waits_in_the_queue_until_a_worker_takes_it(settings: Settings) -> None:
    with create_app(settings).app_context():
        background_tasks.queue().flush()
        background_tasks.call(NOTE, 7)
        assert done == []
        close(background_tasks.queue())

    with create_app(settings).app_context():
        queue = background_tasks.queue()
        queue.execute(queue.dequeue())
        close(queue)

    assert done == [7]


def test_a_periodic_task_has_its_own_queue_so_that_no_long_job_delays_it(settings: Settings) -> None:
    with create_app(settings).app_context():
        background_tasks.queue().flush()
        background_tasks.periodic_queue().flush()
        background_tasks.call(SWEEP)

        assert (len(background_tasks.queue()), len(background_tasks.periodic_queue())) == (0, 1)
        periodic = background_tasks.periodic_queue()
        periodic.execute(periodic.dequeue())

    assert swept == ["swept"]


def test_every_minute_all_periodic_tasks_are_done_without_the_queue(settings: Settings) -> None:
    with create_app(settings, SQLALCHEMY_DATABASE_URI="sqlite://").app_context():
        db.create_all()
        background_tasks.run_periodic()

    assert swept == ["swept"]
    assert {send_mail.__name__, keep_up.__name__} <= set(background_tasks.periodic)


def test_what_the_queue_lost_is_queued_again_once(settings: Settings) -> None:
    with only_notes(settings):
        background_tasks.queue().flush()
        waiting.append(7)
        background_tasks.catch_up()
        background_tasks.catch_up()

        assert len(background_tasks.queue()) == 1
        queue = background_tasks.queue()
        queue.execute(queue.dequeue())
        close(queue)

    assert done == [7]


def test_without_a_queue_a_request_succeeds_and_the_work_is_done(tmp_path: Path) -> None:
    no_redis = Settings.load({}, instance=str(tmp_path), redis_url="redis://127.0.0.1:1/0")
    with only_notes(no_redis):
        background_tasks.call(NOTE, 7)
        assert done == []

        waiting.append(7)
        background_tasks.catch_up()

    assert done == [7]
    done.clear()
    waiting.clear()


@pytest.mark.parametrize(
    "data", [pickle.dumps(print), b"{}", b'["1", "perform", 7]', b'["1", "perform", "note", {}]']
)
def test_what_is_no_name_and_numbers_is_not_read_from_the_queue(settings: Settings, data: bytes) -> None:
    with create_app(settings).app_context():
        queue = background_tasks.queue()
        queue.flush()
        queue.storage.enqueue(data)

        with pytest.raises(ValueError, match=r"no task|Expecting value|codec"):
            queue.dequeue()
        close(queue)


def test_what_is_queued_is_text(settings: Settings) -> None:
    with create_app(settings).app_context():
        queue = background_tasks.queue()
        queue.flush()
        background_tasks.call(NOTE, 7)
        key, task, *rest = json.loads(queue.storage.dequeue())
        close(queue)

    assert (type(key), task.rpartition(".")[2], rest) == (str, "perform", ["note", 7])


@contextmanager
def only_notes(settings: Settings) -> Iterator[None]:
    """Know no job but the one of this test, since there is no database to find the others' work in."""
    waiting_for = dict(background_tasks.waiting)
    background_tasks.waiting.clear()
    background_tasks.waiting["note"] = lambda: list(waiting)
    try:
        with create_app(settings).app_context():
            yield
    finally:
        background_tasks.waiting.clear()
        background_tasks.waiting.update(waiting_for)
