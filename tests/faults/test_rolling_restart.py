"""A server takes up its settings anew, worker by worker, without one failed request."""

import signal
import threading
from functools import partial
from pathlib import Path

from benchmarks.crowd import ask
from hackathon.config import Settings
from tests.faults.supervised import Supervised, supervised
from tests.server.serving import seed, until

RESTARTS, BETWEEN = 3, 10
"""How often it is restarted, and how many answers are waited for in between."""


def _are_others(server: Supervised, before: set[int]) -> bool:
    now = set(server.web_workers())
    return bool(now) and not before & now


def _has_more(answered: list[int], number: int) -> bool:
    return len(answered) >= number


def test_a_restart_by_signal_costs_no_request(tmp_path: Path) -> None:
    seed(tmp_path)
    failed: list[str] = []
    answered: list[int] = []
    is_over = threading.Event()
    with supervised(Settings.load({}, instance=str(tmp_path))) as server:

        def visit() -> None:
            while not is_over.is_set():
                try:
                    answered.append(ask(server.port, "GET", "/dublin-2013/agenda/").status)
                except OSError as fault:
                    failed.append(str(fault))

        visitors = [threading.Thread(target=visit) for _ in range(3)]
        for each in visitors:
            each.start()
        for _ in range(RESTARTS):
            before = set(until(server.web_workers))
            server.signal(signal.SIGHUP)
            until(partial(_are_others, server, before))
            until(partial(_has_more, answered, len(answered) + BETWEEN))
        is_over.set()
        for each in visitors:
            each.join()

    assert (failed, {status for status in answered if status != 200}) == ([], set())
    assert server.starts == 1
