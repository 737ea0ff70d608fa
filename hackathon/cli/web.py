"""The web server: gunicorn, which also keeps one background worker alive beside its own."""

import subprocess
import sys

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from hackathon.app import create_app

WORKER = (sys.executable, "-m", "hackathon", "worker", "--while-open")


class ArbiterWithWorker(Arbiter):  # type: ignore[misc]  # gunicorn is published without types
    """Keeps the web workers alive, and the background worker with them."""

    background: subprocess.Popen[bytes] | None = None

    def manage_workers(self) -> None:
        """Start what is missing; called every second."""
        super().manage_workers()
        if self.background is None or self.background.poll() is not None:
            # The pipe closes when this process ends, however it ends; the worker ends with it.
            self.background = subprocess.Popen(WORKER, stdin=subprocess.PIPE)  # noqa: S603 -- our own program

    def stop(self, graceful: bool = True) -> None:
        """Stop the web workers, then the one beside them."""
        super().stop(graceful)
        if self.background is not None and self.background.stdin is not None:
            self.background.stdin.close()
            self.background.wait(timeout=30)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is published without types
    """The application as gunicorn runs it."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.chosen = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": 4,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        """Set what is not gunicorn's default."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, once in each web process."""
        return create_app()

    def run(self) -> None:
        """Serve until stopped."""
        ArbiterWithWorker(self).run()
