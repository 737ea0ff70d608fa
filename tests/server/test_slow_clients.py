"""Clients that send or read slowly, send too much, or go away: nobody else notices."""

import os
import signal
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection

import pytest

from hackathon.app import MOST_SENT
from hackathon.cli import web_worker
from tests.server.serving import Serving, until
from tests.server.slow_clients import POST, connected

HALF_SENT = 60
DRIPPING = 200
READERS = 12
VOTES = 40
SOON = 1
"""Seconds that an answer may take while others hold the server up."""


def lazy(running: Serving) -> socket.socket:
    """Ask for far more than the system keeps for somebody who does not read it."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    made.connect(("127.0.0.1", running.port))
    made.sendall(b"GET /static/agenda/agenda.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200)
    return made


def health(running: Serving) -> float:
    """Return the seconds that the server takes to say that it is well."""
    begun = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", running.port, timeout=10)) as connection:
        connection.request("GET", "/health")
        assert connection.getresponse().status == 200
    return time.perf_counter() - begun


@contextmanager
def dripping(running: Serving) -> Iterator[None]:
    """Have many clients send a long form, a byte every tenth of a second."""
    over = threading.Event()
    with ExitStack() as stack:
        clients = [
            stack.enter_context(connected(running, f"{POST}Content-Length: 5000\r\n\r\n"))
            for _ in range(DRIPPING)
        ]

        def drip() -> None:
            while not over.wait(0.1):
                for each in clients:
                    each.sendall(b"x")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def seconds_per_vote(running: Serving) -> list[float]:
    """Return how long each of several votes took, one after the other."""
    ian = running.signed_in()
    taken = []
    for number in range(VOTES):
        begun = time.perf_counter()
        assert ian.vote(("must", "will")[number % 2])
        taken.append(time.perf_counter() - begun)
    return taken


def test_half_sent_forms_hold_nobody_up(shared: Serving) -> None:
    with ExitStack() as stack:
        for _ in range(HALF_SENT):
            stack.enter_context(connected(shared, f"{POST}Content-Length: 5000\r\n\r\nemail="))

        assert health(shared) < SOON


def test_half_sent_headers_hold_nobody_up(shared: Serving) -> None:
    with ExitStack() as stack:
        for _ in range(HALF_SENT):
            stack.enter_context(connected(shared, POST))

        assert health(shared) < SOON


def test_readers_who_stop_reading_hold_nobody_up(shared: Serving) -> None:
    with ExitStack() as stack:
        readers = [stack.enter_context(lazy(shared)) for _ in range(READERS)]
        for each in readers:
            assert each.recv(12) == b"HTTP/1.1 200"

        assert health(shared) < SOON


def test_votes_are_as_quick_while_many_clients_drip(shared: Serving) -> None:
    seconds_per_vote(shared)  # warm
    alone = seconds_per_vote(shared)
    with dripping(shared):
        assert health(shared) < SOON
        beside = seconds_per_vote(shared)

    assert statistics.median(beside) < 2 * statistics.median(alone)


def test_a_form_that_is_too_large_is_answered_in_words(shared: Serving) -> None:
    body = b"email=" + b"x" * (2 * MOST_SENT)
    with closing(HTTPConnection("127.0.0.1", shared.port, timeout=30)) as connection:
        connection.request("POST", "/sign-in", body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()

        assert answer.status == 413
        assert "That is too large" in answer.read().decode()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (f"{POST}Content-Length: {2 * web_worker.MOST_DISCARDED}\r\n\r\n", 413),
        (f"{POST}Cookie: ".ljust(web_worker.SETTINGS["max_request_header_size"], "x"), 431),
        (f"{POST}Content-Length: many\r\n\r\n", 400),
    ],
    ids=["far too large", "headers too large", "no number"],
)
def test_what_no_browser_sends_is_refused_at_once(shared: Serving, said: str, status: int) -> None:
    with connected(shared, said) as client:
        assert int(client.recv(100).split()[1]) == status


def test_a_killed_web_worker_is_replaced(shared: Serving) -> None:
    killed, left = shared.web_workers()
    os.kill(killed, signal.SIGKILL)

    after = until(lambda: [] if killed in (found := shared.web_workers()) else found)

    assert left in after
    assert health(shared) < SOON


def test_a_killed_background_worker_is_replaced(shared: Serving) -> None:
    before = shared.background_worker()
    os.kill(before, signal.SIGKILL)
    until(lambda: before not in shared.processes())

    assert shared.background_worker() != before
