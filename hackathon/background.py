"""Work that is done later, beside the server: named here, defined in jobs, queued by Huey."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

from hackathon.config import Settings

if TYPE_CHECKING:
    from huey import Huey

Job = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """An application's two queues, and what puts a job into each."""

    queue: "Huey"
    perform: Callable[..., object]
    errands: "Huey"
    run_errand: Callable[..., object]


class Later:
    """Hands work to the worker by name, so that a service can ask for it without knowing who does it.

    Queued work may be done twice and may get lost when a machine is lost; so a job finds in
    the database what there is to do, and does nothing where it is done.
    """

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.every_minute: list[str] = []

    def job(self, work: Job) -> Job:
        """Let the worker do this when its name is called."""
        self.jobs[work.__name__] = work
        return work

    def errand(self, work: Job) -> Job:
        """Let the worker do this when its name is called, while a long job goes on too, and once a minute.

        So what a lost queue or a killed worker left undone is done a minute later.
        """
        self.every_minute.append(work.__name__)
        return self.job(work)

    def call(self, job: str, *arguments: int) -> None:
        """Ask for a job; call it when what it needs has been committed."""
        self._opened().perform(job, *arguments)

    def soon(self, errand: str) -> None:
        """Ask for an errand, as `call` does for a job."""
        self._opened().run_errand(errand)

    def queue(self) -> "Huey":
        """Return the application's queue of jobs, for the worker that empties it."""
        return self._opened().queue

    def errand_queue(self) -> "Huey":
        """Return the application's queue of errands, for the worker that empties it."""
        return self._opened().errands

    def _opened(self) -> _Opened:
        """Return the application's queues, opened when they are first needed."""
        if "later" not in current_app.extensions:
            current_app.extensions["later"] = self._open(current_app._get_current_object())  # type: ignore[attr-defined]  # a proxy's own
        opened: _Opened = current_app.extensions["later"]
        return opened

    def _open(self, app: Flask) -> _Opened:
        from huey import crontab  # noqa: PLC0415 -- slow import

        queue = _store("hackathon", app.config["SETTINGS"])
        errands = _store("hackathon-errands", app.config["SETTINGS"])

        def perform(job: str, *arguments: int) -> None:
            with app.app_context():
                self.jobs[job](*arguments)

        # The queues know this one task, so what is queued is a name and numbers, whoever reads it.
        run_errand = errands.task(name="perform")(perform)

        def run_all() -> None:
            for name in self.every_minute:
                run_errand(name)

        errands.periodic_task(crontab(), name="every_minute")(run_all)
        return _Opened(
            queue=queue,
            perform=queue.task(name="perform")(perform),
            errands=errands,
            run_errand=run_errand,
        )


def _store(name: str, settings: Settings) -> "Huey":
    from huey import RedisHuey, SqliteHuey  # noqa: PLC0415 -- slow import

    if settings.redis_url:
        return RedisHuey(name, url=settings.redis_url, results=False)
    return SqliteHuey(name, filename=str(settings.made_instance() / "queue.db"), results=False)


later = Later()
