"""`hackathon serve` as a person starts it, with everything it starts, looked at from outside."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TypeVar

from hackathon.app import close_connections, create_app
from hackathon.cli.events import find_person, make_link
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.demo import services as demo
from tests.server.visiting import Visit, signed_in

PATIENCE = 60
WEB_WORKERS = 2
"""How many `serve` starts unless it is told otherwise."""

Found = TypeVar("Found")
TOPIC = "dublin-2013/topics/15-xen-perf-support"


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A running server: its address, its folder, the process that was started."""

    url: str
    settings: Settings
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """The port at which it answers."""
        return int(self.url.rsplit(":", 1)[1])

    def processes(self) -> list[int]:
        """Return the process that was started and all that it started, oldest first."""
        found = [self.process.pid]
        for parent in found:
            found += _children(parent)
        return found

    def web_workers(self) -> list[int]:
        """Return the processes that answer browsers, once all are there."""
        # The first one answers before the second has been started.
        return until(lambda: found if len(found := self._web_workers()) == WEB_WORKERS else [])

    def background_worker(self) -> int:
        """Return the process that does the background work, once it has opened its queue."""
        queue = str(self.settings.instance_path / "queue.db")

        def others() -> set[int]:
            return set(_children(self.process.pid)) - set(self._web_workers())

        # The server answers browsers before it has started the worker beside it.
        return until(lambda: next((each for each in others() if queue in open_files(each)), 0))

    def _web_workers(self) -> list[int]:
        command = _command(self.process.pid)
        return [each for each in _children(self.process.pid) if _command(each) == command]

    def kill(self) -> None:
        """End the server and all that it started, at once and without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)

    def stop(self) -> int:
        """Stop it as a service manager does, and return its status."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout=PATIENCE)

    def signed_in(self) -> "Voter":
        """Sign in as Ian Campbell and open the page of the topic."""
        with create_app(self.settings).app_context() as context:
            link = make_link(find_person("Ian Campbell"), None)
            close_connections(context.app)
        ian = signed_in(f"{self.url}/sign-in/{link.rsplit('/', 1)[1]}")
        assert ian.get(f"{self.url}/{TOPIC}") == 200
        return Voter(visit=ian, address=f"{self.url}/{TOPIC}/vote")


@dataclass(frozen=True, kw_only=True)
class Voter:
    """Ian Campbell with the page of a topic open."""

    visit: Visit
    address: str

    def vote(self, choice: str = "must") -> bool:
        """Cast a vote; return whether it was answered with success."""
        try:
            return self.visit.post(self.address, choice=choice) == 200
        except OSError:
            return False  # nothing listens any more


def seed(folder: Path, **settings: str) -> Settings:
    """Put the Dublin hackathon into a folder of its own, or into the database that the settings name."""
    made = Settings.load({}, instance=str(folder), **settings)
    with create_app(made).app_context() as context:
        schema.upgrade()
        demo.seed(now=datetime.now(UTC))
        close_connections(context.app)
    return made


def copied(settings: Settings, folder: Path, **given: str) -> Settings:
    """Return settings for a copy of a seeded folder, so that each test has one to spoil."""
    shutil.copytree(settings.instance, folder, dirs_exist_ok=True)
    return Settings.load({}, instance=str(folder), **given)


@contextmanager
def serving(settings: Settings, *options: str, log: IO[str] | None = None) -> Iterator[Serving]:
    """Start the server on a free port, and stop it afterwards; what it says on stderr goes to `log`."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("HACKATHON_")}
    for name in ("instance", "database_url", "redis_url", "smtp_url", "metrics", "log", "secret_key"):
        if value := getattr(settings, name):
            environ[f"HACKATHON_{name.upper()}"] = value
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "hackathon", "serve", "--port", str(port), *options],
        env={**environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        start_new_session=True,
    )
    running = Serving(url=f"http://127.0.0.1:{port}", settings=settings, process=process)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Serving"), f"it ended with status {process.poll()}"
        assert Visit().get(f"{running.url}/health") == 200
        yield running
    finally:
        running.stop()
        if process.stdout is not None:
            process.stdout.close()


def votes(file: Path) -> list[str]:
    """Return what Ian Campbell says about the topic that he votes for, read from that file."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT vote.choice FROM vote JOIN topic ON topic.id = vote.topic_id JOIN person ON person.id = "
            "vote.person_id WHERE topic.number = 15 AND person.name = 'Ian Campbell'"
        )
        return [choice for (choice,) in rows]


def open_files(process: int) -> set[str]:
    """Return the files that a process holds open."""
    found = set()
    with suppress(FileNotFoundError):  # the process may have ended since it was listed
        for each in Path("/proc", str(process), "fd").iterdir():
            with suppress(FileNotFoundError):  # the file may have been closed
                found.add(str(each.readlink()))
    return found


def locked_by(file: Path) -> set[int]:
    """Return the processes that hold a lock on a file."""
    inode = str(file.stat().st_ino)
    rows = [line.split() for line in Path("/proc/locks").read_text(encoding="ascii").splitlines()]
    # A row with an arrow is of a process that waits for a lock.
    held = [row for row in rows if row[1] != "->"]
    return {int(row[4]) for row in held if row[5].rsplit(":", 1)[1] == inode}


def until(look: Callable[[], Found]) -> Found:
    """Look again and again until something is found, and return it."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
    return found


def free_port() -> int:
    """Return a port at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _children(process: int) -> list[int]:
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except FileNotFoundError:
        return []  # it has ended
    return [int(each) for each in text.split()]


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""  # it has ended
