"""The servers that are measured: ours as `hackathon serve` starts it, and a hello world with its settings."""

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from hackathon.cli.web import THREADS, WORKER_CLASS

WORKERS = 2
PATIENCE = 90
"""Seconds until a server must answer."""
STARTS = 5
MEBIBYTE = 1024
"""As the system counts memory: in units of 1024 bytes."""

HELLO = """
from flask import Flask
app = Flask(__name__)
@app.get("/")
def hello():
    return "Hello, world!"
"""
SETTINGS = (
    "--workers",
    str(WORKERS),
    "--worker-class",
    WORKER_CLASS,
    "--threads",
    str(THREADS),
    "--log-level",
    "warning",
)
FIRST_ANSWER = {
    "ours": "from hackathon.app import create_app; create_app().test_client().get('/small/')",
    "hello": "from hello import app; app.test_client().get('/')",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that runs: the port at which it answers, and its process."""

    port: int
    process: int


def ours(folder: Path) -> AbstractContextManager[Running]:
    """Run our server with the instance in that folder."""
    port = _free_port()
    return _running(["hackathon", "serve", "--port", str(port), "--workers", str(WORKERS)], folder, port)


def hello(folder: Path) -> AbstractContextManager[Running]:
    """Run a hello world from that folder, with the settings of our server."""
    (folder / "hello.py").write_text(HELLO, encoding="utf-8")
    port = _free_port()
    return _running(["gunicorn", *SETTINGS, "--bind", f"127.0.0.1:{port}", "hello:app"], folder, port)


def processor(server: int) -> float:
    """Return the seconds for which the web workers have kept a processor busy."""
    ticks = [
        process.joinpath("stat").read_text(encoding="ascii").rpartition(")")[2].split()
        for process in _web(server)
    ]
    return sum(int(each[11]) + int(each[12]) for each in ticks) / os.sysconf("SC_CLK_TCK")


def memory(server: int) -> tuple[float, float]:
    """Return the memory of a web worker in MiB: all of it, and with what is shared counted by its share."""
    found = [dict(_sizes(process)) for process in _web(server)]
    return statistics.mean(each["Rss:"] for each in found), statistics.mean(each["Pss:"] for each in found)


def first_answer(which: str, folder: Path) -> float:
    """Return the seconds from the start of Python to the first answer, as they are mostly."""

    def once() -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST_ANSWER[which]], env=_environ(folder), check=True)  # noqa: S603 -- our own
        return time.perf_counter() - begun

    return statistics.median(once() for _ in range(STARTS))


def _web(server: int) -> list[Path]:
    """Return where the system tells of each web worker."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    command = Path(f"/proc/{server}/cmdline").read_bytes()
    # The background worker is a child too, with a command of its own.
    return [Path("/proc", key) for key in children if Path("/proc", key, "cmdline").read_bytes() == command]


def _sizes(process: Path) -> Iterator[tuple[str, float]]:
    for line in (process / "smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, number, _ = line.split()
        yield name, int(number) / MEBIBYTE


@contextmanager
def _running(module: list[str], folder: Path, port: int) -> Iterator[Running]:
    command = [sys.executable, "-m", *module]
    server = subprocess.Popen(command, env=_environ(folder), stdout=subprocess.DEVNULL)  # noqa: S603 -- our own
    try:
        _wait(server, port)
        yield Running(port=port, process=server.pid)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
                connection.request("GET", "/")
                connection.getresponse().read()
        except ConnectionRefusedError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def _environ(folder: Path) -> dict[str, str]:
    """Return the environment of a server whose data are in that folder and nowhere else.

    Modules are compiled there, as an installation has them, even where this machine is told to compile none:
    else every start would be measured with the time that compiling them takes.
    """
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("HACKATHON_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return {
        **own,
        "HACKATHON_INSTANCE": str(folder),
        "PYTHONPATH": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
