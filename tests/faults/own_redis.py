"""A Redis of a test's own, which may be killed and comes back empty."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest
from redis import ConnectionError as NoAnswer
from redis import Redis

from tests.databases import IN_CI
from tests.server.serving import free_port, until


@dataclass(kw_only=True)
class OwnRedis:
    """A Redis that keeps nothing on the disk."""

    program: str
    port: int
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address as the setting has it."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([self.program, *words], stdout=subprocess.DEVNULL)
        until(self._answers)

    def kill(self) -> None:
        """End it with all that it holds."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def _answers(self) -> bool:
        with suppress(NoAnswer), Redis(port=self.port) as connection:
            return bool(connection.ping())
        return False


@contextmanager
def own_redis() -> Iterator[OwnRedis]:
    """Start a Redis, and end it afterwards; skip on a machine without one."""
    program = shutil.which("redis-server")
    if program is None:
        if IN_CI:
            raise AssertionError("there is no redis-server")
        pytest.skip("there is no redis-server")
    redis = OwnRedis(program=program, port=free_port())
    redis.start()
    try:
        yield redis
    finally:
        redis.kill()
