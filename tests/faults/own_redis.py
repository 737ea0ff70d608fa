"""A Redis of a test's own, which may be emptied and killed."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from redis import ConnectionError as NoAnswer
from redis import Redis

from tests.databases import IN_CI
from tests.server.serving import free_port, until


@contextmanager
def own_redis() -> Iterator[str]:
    """Start a Redis that keeps nothing on the disk; skip on a machine without one."""
    program = shutil.which("redis-server")
    if program is None:
        if IN_CI:
            raise AssertionError("there is no redis-server")
        pytest.skip("there is no redis-server")
    port = free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([program, *words], stdout=subprocess.DEVNULL)
    try:
        until(lambda: _answers(port))
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _answers(port: int) -> bool:
    with suppress(NoAnswer), Redis(port=port) as connection:
        return bool(connection.ping())
    return False
