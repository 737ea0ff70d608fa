"""`hackathon serve` under something that starts it again whenever it ends, as systemd does."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.crowd import NO_ANSWER, ask
from hackathon.config import Settings
from tests.server.serving import PATIENCE, free_port, until

PASSED_ON = ("instance", "database_url", "redis_url", "smtp_url", "secret_key")


@dataclass(kw_only=True)
class Supervised:
    """A server that is started again as often as it ends; who asks for it finds it at the same port."""

    settings: Settings
    port: int
    workers: int
    log: Path
    starts: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _is_over: threading.Event = field(default_factory=threading.Event)

    def supervise(self) -> None:
        """Start it, and start it again when it ends, until told that it is over."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("HACKATHON_")}
        given = {f"HACKATHON_{name.upper()}": getattr(self.settings, name) for name in PASSED_ON}
        words = ["serve", "--port", str(self.port), "--workers", str(self.workers)]
        with self.log.open("ab") as log:
            while not self._is_over.is_set():
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "hackathon", *words],
                    env={**own, **{name: value for name, value in given.items() if value}},
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                )
                self.starts += 1
                self._process.wait()

    def kill_one(self, chance: random.Random) -> None:
        """Kill a web worker, the background worker or, now and then, the process that keeps them."""
        master = self._process
        if master is None or master.poll() is not None:
            return
        web, others = _children(master.pid)
        # The master least often: a server that is always starting is never in the middle of anything.
        choices = [("web", pid) for pid in web] * 3 + [("background", pid) for pid in others] * 4
        name, pid = chance.choice([*choices, ("master", master.pid)])
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.kills[name] = self.kills.get(name, 0) + 1

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server itself."""
        if self._process is not None:
            self._process.send_signal(number)

    def web_workers(self) -> list[int]:
        """Return the processes that answer browsers."""
        return _children(self._process.pid)[0] if self._process else []

    def is_up(self) -> bool:
        """Whether it answers."""
        with suppress(*NO_ANSWER):
            return ask(self.port, "GET", "/health/live").status == 200
        return False

    def stop(self) -> None:
        """Stop it for good."""
        self._is_over.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()


@contextmanager
def supervised(settings: Settings, *, workers: int = 2) -> Iterator[Supervised]:
    """Start a server that is kept running, and stop it afterwards."""
    server = Supervised(
        settings=settings, port=free_port(), workers=workers, log=settings.instance_path / "server.log"
    )
    thread = threading.Thread(target=server.supervise, daemon=True)
    thread.start()
    try:
        until(server.is_up)
        yield server
    finally:
        server.stop()
        thread.join(timeout=PATIENCE)


class Cable:
    """Leads from a port to a server, and can be cut, or lose what is sent."""

    def __init__(self, to: tuple[str, int]) -> None:
        self._to = to
        self._is_cut = False
        self._is_silent = False
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._is_cut = True
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def go_silent(self) -> None:
        """Keep every connection open and pass nothing on, as a network does that loses what is sent."""
        self._is_silent = True

    def mend(self) -> None:
        """Pass everything on again."""
        self._is_cut = self._is_silent = False

    def close(self) -> None:
        """Take it away."""
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if self._is_cut:
                near.close()
                continue
            try:
                far = socket.create_connection(self._to, timeout=5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            self._open |= {near, far}
            for ends in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, out_of: socket.socket, into: socket.socket) -> None:
        with suppress(OSError):
            while data := out_of.recv(65536):
                while self._is_silent:
                    time.sleep(0.05)
                into.sendall(data)
        for each in (out_of, into):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
            self._open.discard(each)


def _children(process: int) -> tuple[list[int], list[int]]:
    """Return a server's web workers and its other children."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
        own = Path(f"/proc/{process}/cmdline").read_bytes()
        commands = {int(each): Path(f"/proc/{each}/cmdline").read_bytes() for each in text.split()}
    except OSError:
        return [], []  # it died since
    return (
        [each for each, command in commands.items() if command == own],
        [each for each, command in commands.items() if command not in (own, b"")],
    )
