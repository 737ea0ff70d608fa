"""Work that is done later, beside the server: named here, defined in jobs, queued by Huey."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

from hackathon.config import Settings

if TYPE_CHECKING:
    from huey import Huey

Job = Callable[..., None]


class Later:
    """Hands work to the worker by name, so that a service can ask for it without knowing who does it.

    Queued work may be done twice and may get lost when a machine is lost; so a job finds in
    the database what there is to do, and does nothing where it is done.
    """

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}

    def job(self, work: Job) -> Job:
        """Let the worker do this when its name is called."""
        self.jobs[work.__name__] = work
        return work

    def init_app(self, app: Flask) -> None:
        """Give the application a queue, which is opened when something is first put there."""
        app.extensions["later"] = {}

    def call(self, job: str, *arguments: int) -> None:
        """Ask for a job; call it when what it needs has been committed."""
        self.queue()
        current_app.extensions["later"]["perform"](job, *arguments)

    def queue(self) -> "Huey":
        """Return the application's queue, which knows one task: to perform a job by its name."""
        opened: dict[str, Any] = current_app.extensions["later"]
        if "queue" not in opened:
            app = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy's own

            def perform(job: str, *arguments: int) -> None:
                with app.app_context():
                    self.jobs[job](*arguments)

            opened["queue"] = _open(app.config["SETTINGS"])
            opened["perform"] = opened["queue"].task(name="perform")(perform)
        return opened["queue"]


def _open(settings: Settings) -> "Huey":
    from huey import RedisHuey, SqliteHuey  # noqa: PLC0415 -- slow import

    if settings.redis_url:
        return RedisHuey("hackathon", url=settings.redis_url, results=False)
    return SqliteHuey("hackathon", filename=str(settings.made_instance() / "queue.db"), results=False)


later = Later()
