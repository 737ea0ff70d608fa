"""Background tasks: named here, defined in the `jobs` modules, queued by Huey."""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVarTuple

from flask import Flask, current_app

from hackathon.config import Settings
from hackathon.core import metrics
from hackathon.core.extensions import settings

if TYPE_CHECKING:
    from huey import Huey
    from redis import ConnectionPool

Numbers = TypeVarTuple("Numbers")
Job = Callable[..., None]
Waiting = Callable[[], Iterable[int]]

PERFORM = "perform"
"""The name of the single Huey task."""

MINUTE = 60.0
PATIENCE = 5.0
"""Seconds that periodic work gets to finish when the worker stops."""

REDIS_PATIENCE = 5
"""Seconds that Redis may take to answer; someone is waiting for the page."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BackgroundTask(Generic[*Numbers]):
    """A background task that a service can request; a subject's `jobs` module implements it.

    Its arguments are keys, as in `BackgroundTask[int]`. The queue and the log use its name.
    """

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """An application's two queues, and the functions that put a task into each."""

    queue: "Huey"
    perform: Callable[..., object]
    periodic: "Huey"
    run_periodic: Callable[..., object]


class BackgroundTasks:
    """Hands tasks to the worker by name, so services don't depend on the code that does them.

    Queued tasks may run twice or get lost. So a job looks up in the database what there is to do, and does
    nothing if nothing is left. A worker finds lost or unqueued tasks within a minute.
    """

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.waiting: dict[str, Waiting] = {}
        self.periodic: list[str] = []

    def job(
        self, task: BackgroundTask[*Numbers], *, waiting: Waiting
    ) -> Callable[[Callable[[*Numbers], None]], Callable[[*Numbers], None]]:
        """Register what the worker does when this task is called, and for each number in `waiting`."""

        def register(work: Callable[[*Numbers], None]) -> Callable[[*Numbers], None]:
            self.jobs[task.name], self.waiting[task.name] = work, waiting
            return work

        return register

    def periodic_task(self, task: BackgroundTask[()]) -> Callable[[Callable[[], None]], Callable[[], None]]:
        """Register what the worker does when this task is called (even amid a long job) and every minute."""

        def register(work: Callable[[], None]) -> Callable[[], None]:
            self.periodic.append(task.name)
            self.jobs[task.name] = work
            return work

        return register

    def call(self, task: BackgroundTask[*Numbers], *numbers: *Numbers) -> None:
        """Queue a task whose need is already committed.

        The need is stored in the database, so if queuing fails, this is only logged.
        """
        try:
            opened = self._opened()
            (opened.run_periodic if task.name in self.periodic else opened.perform)(task.name, *numbers)
        except Exception:  # From SQLite, Redis or the network: none may turn a success into a failure.
            log.warning("%s could not be queued; a worker finds it within a minute", task.name, exc_info=True)

    def run_periodic(self) -> None:
        """Do every periodic task in this thread, without the queue."""
        for name in self.periodic:
            self._run(name)

    def catch_up(self) -> None:
        """Queue the jobs that the database lists but the queue has lost; do them here if queuing fails."""
        lost = [(job, number) for job, waiting in self.waiting.items() for number in waiting()]
        try:
            # What waits behind a long job isn't lost.
            if lost and not len(self.queue()):
                for job, number in lost:
                    self._opened().perform(job, number)
        except Exception:  # whatever the queue's storage raises
            log.warning("The queue does not answer; its work is done without it", exc_info=True)
            for job, number in lost:
                self._run(job, number)

    def queue(self) -> "Huey":
        """Return the application's queue of jobs, for the worker."""
        return self._opened().queue

    def periodic_queue(self) -> "Huey":
        """Return the application's queue of periodic tasks, for the worker."""
        return self._opened().periodic

    def close(self) -> None:
        """Close the application's connections to its queues; they are reopened when needed."""
        opened: _Opened | None = current_app.extensions.pop("background_tasks", None)
        for queue in (opened.queue, opened.periodic) if opened else ():
            _close(queue)

    def _run(self, job: str, *numbers: int) -> None:
        """Do a job; a failure is logged and doesn't stop the others."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy's own
        try:
            with app.app_context():
                self._do(job, *numbers)
        except Exception:  # whatever a job raises; it will be retried
            log.exception("%s%s broke", job, numbers)

    def _do(self, job: str, *numbers: int) -> None:
        """Do a job, and count it if metrics are on."""
        is_done = False
        try:
            self.jobs[job](*numbers)
            is_done = True
        finally:
            if settings().metrics:
                metrics.note_job(job=job, is_done=is_done)

    def _opened(self) -> _Opened:
        """Return the application's queues, opened on first use."""
        if "background_tasks" not in current_app.extensions:
            current_app.extensions["background_tasks"] = self._open(current_app._get_current_object())  # type: ignore[attr-defined]  # a proxy's own
        opened: _Opened = current_app.extensions["background_tasks"]
        return opened

    def _open(self, app: Flask) -> _Opened:
        queue = _store("hackathon", app.config["SETTINGS"])
        # The name dates from before these were called periodic; queues of running servers have it.
        periodic = _store("hackathon-errands", app.config["SETTINGS"])

        def perform(job: str, *numbers: int) -> None:
            with app.app_context():
                self._do(job, *numbers)

        # The queues have only this task, so a queue entry contains nothing but a name and numbers.
        return _Opened(
            queue=queue,
            perform=queue.task(name=PERFORM)(perform),
            periodic=periodic,
            run_periodic=periodic.task(name=PERFORM)(perform),
        )


class NameAndNumbers:
    """Serializes a queued task as JSON, with only a job's name and numbers.

    So someone who can write to the queue's storage can request a job, and nothing else.
    """

    def serialize(self, message: Any) -> bytes:  # noqa: ANN401 -- Huey is published without types
        """Return the stored form. Huey serializes nothing else with this, because results are off."""
        return json.dumps([message.id, message.name, *message.args]).encode()

    def deserialize(self, data: bytes) -> Any:  # noqa: ANN401 -- Huey is published without types
        """Return the task in the form that Huey expects; raises ValueError if the data isn't one."""
        from huey.registry import Message  # noqa: PLC0415 -- slow import

        found = json.loads(data)
        match found:
            case [str(key), str(name), str(), *numbers] if all(type(each) is int for each in numbers):
                return Message(id=key, name=name, args=tuple(found[2:]), kwargs={}, retries=0, retry_delay=0)
        raise ValueError(f"no task is written as {data[:200]!r}")


def _store(name: str, settings: Settings) -> "Huey":
    from huey import RedisHuey, SqliteHuey  # noqa: PLC0415 -- slow import

    if settings.redis_url:
        return RedisHuey(
            name,
            connection_pool=_redis(settings.redis_url),
            results=False,
            serializer=NameAndNumbers(),
        )
    file = str(settings.made_instance() / "queue.db")
    return SqliteHuey(name, filename=file, results=False, serializer=NameAndNumbers())


def _redis(url: str) -> "ConnectionPool":
    from redis import ConnectionPool  # noqa: PLC0415 -- slow import
    from redis.backoff import NoBackoff  # noqa: PLC0415 -- slow import
    from redis.retry import Retry  # noqa: PLC0415 -- slow import

    # One attempt: someone is waiting for the page, and a worker finds what could not be queued.
    return ConnectionPool.from_url(
        url,
        socket_timeout=REDIS_PATIENCE,
        socket_connect_timeout=REDIS_PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )


@contextmanager
def every_minute(work: Callable[[], None]) -> Iterator[None]:
    """Do something now and then once a minute in a thread, until this context ends."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy's own
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.is_set():
            try:
                with app.app_context():
                    work()
            except Exception:  # for example a database that is unavailable for a while
                log.exception("What is done every minute broke; it is tried again in a minute")
            is_over.wait(MINUTE)

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        # What it is doing then ends with the process, and is done again by the next one.
        thread.join(timeout=PATIENCE)


def _close(queue: "Huey") -> None:
    from huey import RedisHuey  # noqa: PLC0415 -- slow import

    if isinstance(queue, RedisHuey):
        queue.storage.pool.disconnect()
    else:
        queue.storage.close()


background_tasks = BackgroundTasks()
