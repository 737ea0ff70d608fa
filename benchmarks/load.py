"""How fast a server on this machine answers: requests in a hurry, and people at their pace."""

import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse

CONNECTIONS = 8
COUNT = r"(?m)^ +(?=\d+ requests in)"
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


PATIENCE = 300
"""Seconds to wait for an answer: a page that is far too slow shall be in the table, not end the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request, and the status that is expected for it."""

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What was measured; times in milliseconds."""

    answers: int
    per_second: float
    p50: float
    p99: float


def answer(connection: HTTPConnection, ask: Ask) -> tuple[HTTPResponse, bytes]:
    """Ask once, and return the answer with its body as it came over the wire.

    Raises ValueError for another status than expected.
    """
    connection.request(ask.method, ask.path, body=ask.body, headers=dict(ask.headers))
    found = connection.getresponse()
    body = found.read()
    if found.status != ask.status:
        raise ValueError(f"{ask.method} {ask.path} was answered with {found.status}, not {ask.status}")
    return found, body


def hurry(port: int, asks: Sequence[Ask], seconds: float) -> Speed:
    """Ask for the same things again and again, each connection as soon as it is answered.

    With `wrk` where it is installed: it leaves the processor to the server.
    """
    first = asks[0]
    if len(asks) == 1 and first.method == "GET" and shutil.which("wrk"):
        return _wrk(port, first, seconds)
    end = time.perf_counter() + seconds
    taken: list[float] = []

    def ask_on(at: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while (begun := time.perf_counter()) < end:
            answer(connection, asks[at % len(asks)])
            taken.append(time.perf_counter() - begun)
            at += CONNECTIONS

    _in_threads(ask_on, range(CONNECTIONS))
    return _speed(taken, seconds)


def at_their_pace(port: int, asks: Sequence[Sequence[Ask]], every: float) -> Speed:
    """Let as many people as there are lists ask for theirs, one thing `every` so many seconds.

    A late answer makes the next request late, so times are counted from when it was due.
    """
    start = time.perf_counter() + 0.5
    taken: list[float] = []

    def ask_for(person: int) -> None:
        for at, ask in enumerate(asks[person]):
            due = start + every * (at + person / len(asks))
            time.sleep(max(0, due - time.perf_counter()))
            # The server closes what is silent for some seconds, so each comes on a connection of its own.
            answer(HTTPConnection("127.0.0.1", port, timeout=PATIENCE), ask)
            taken.append(time.perf_counter() - due)

    _in_threads(ask_for, range(len(asks)))
    return _speed(taken, time.perf_counter() - start)


def at_once(port: int, asks: Sequence[Ask]) -> Speed:
    """Ask for all of these at the same moment, each on a connection of its own."""
    taken: list[float] = []
    begun = time.perf_counter()

    def ask_for(number: int) -> None:
        answer(HTTPConnection("127.0.0.1", port, timeout=PATIENCE), asks[number])
        taken.append(time.perf_counter() - begun)

    _in_threads(ask_for, range(len(asks)))
    return _speed(taken, time.perf_counter() - begun)


def _in_threads(work: Callable[[int], None], arguments: range) -> None:
    with ThreadPoolExecutor(max_workers=len(arguments)) as threads:
        list(threads.map(work, arguments))  # the first exception is raised here


def _speed(taken: list[float], seconds: float) -> Speed:
    percents = statistics.quantiles(taken, n=100, method="inclusive")
    return Speed(
        answers=len(taken), per_second=len(taken) / seconds, p50=percents[49] * 1000, p99=percents[98] * 1000
    )


def _wrk(port: int, ask: Ask, seconds: float) -> Speed:
    headers = [f"-H{name}: {value}" for name, value in ask.headers.items()]
    limits = (f"-c{CONNECTIONS}", "-t1", f"-d{max(1, round(seconds))}s", "--latency")
    command = ["wrk", *limits, *headers, f"http://127.0.0.1:{port}{ask.path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60).stdout  # noqa: S603 -- our own words
    if "Non-2xx" in said or "Requests/sec:      0.00" in said:
        raise ValueError(f"{ask.path} was not always answered: {said}")
    number, rate, *percents = (
        _found(said, name) for name in (COUNT, r"Requests/sec:\s+", r"50%\s+", r"99%\s+")
    )
    return Speed(answers=round(number), per_second=rate, p50=percents[0], p99=percents[1])


def _found(said: str, name: str) -> float:
    """Return the number after a name, times in milliseconds."""
    found = re.search(rf"{name}([\d.]+)([a-z]*)", said)
    if found is None:
        raise ValueError(f"wrk says nothing of {name}: {said}")
    return float(found[1]) * UNITS.get(found[2], 1)
