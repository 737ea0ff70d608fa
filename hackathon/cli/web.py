"""The web server: gunicorn manages its processes, and a background worker runs beside them."""

import gc
import subprocess
import sys

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from hackathon.app import close_connections, create_app
from hackathon.cli.context import opened_application
from hackathon.core.database import schema

GRACE = 10
"""Seconds that the background worker gets to finish what it does."""

WORKER_CLASS = "hackathon.cli.web_worker.WebWorker"
THREADS = 4

WORKER = (sys.executable, "-m", "hackathon", "worker", "--while-open")


class ArbiterWithWorker(Arbiter):  # type: ignore[misc]  # gunicorn is published without types
    """Keeps the web workers alive, and the background worker with them."""

    background: subprocess.Popen[bytes] | None = None

    def manage_workers(self) -> None:
        """Start missing processes; called every second."""
        super().manage_workers()
        if self.background is None or self.background.poll() is not None:
            # The pipe closes when this process ends, however it ends; the worker ends with it.
            self.background = subprocess.Popen(WORKER, stdin=subprocess.PIPE)  # noqa: S603 -- our own program

    def stop(self, graceful: bool = True) -> None:
        """Stop the web workers, then the one beside them, and leave the database in one file."""
        super().stop(graceful)
        if self.background is not None and self.background.stdin is not None:
            self.background.stdin.close()
            try:
                self.background.wait(timeout=GRACE)
            except subprocess.TimeoutExpired:
                # A plan that goes on for minutes: it is found lost at the next start, its draft as it was.
                self.background.kill()
                self.background.wait()
        with opened_application():
            schema.checkpoint()


class WebServerLog(Logger):  # type: ignore[misc]  # gunicorn is published without types
    """Gunicorn's own log, in the lines of all others."""

    def setup(self, cfg: object) -> None:
        """Hand what gunicorn says on to the handlers that `logs.set_up` made."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn is published without types
    """The application as gunicorn runs it."""

    def __init__(self, host: str, port: int, workers: int, *, say: str) -> None:
        self.chosen: dict[str, object] = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "worker_class": WORKER_CLASS,
            "threads": THREADS,
            "loglevel": "warning",
            "logger_class": WebServerLog,
            "control_socket_disable": True,
            "post_fork": _let_go,
            "worker_exit": _close,
            # By then the socket listens, so whoever opens an address at once is answered.
            "when_ready": lambda _arbiter: click.echo(say),
        }
        super().__init__()

    def load_config(self) -> None:
        """Set the options that differ from gunicorn's defaults."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, once in each web process."""
        return create_app()

    def run(self) -> None:
        """Serve until stopped."""
        # What is loaded by now lives as long as the server: the collector need not look at it ever again,
        # and what it does not touch stays shared between the processes.
        gc.freeze()
        ArbiterWithWorker(self).run()


def _let_go(arbiter: ArbiterWithWorker, _worker: Worker) -> None:
    """Close a new web worker's copy of the pipe by which the background worker knows that the server runs."""
    if arbiter.background is not None and arbiter.background.stdin is not None:
        arbiter.background.stdin.close()


def _close(_arbiter: ArbiterWithWorker, worker: Worker) -> None:
    """Close what a web worker opened."""
    app = getattr(worker, "wsgi", None)
    if app is not None:
        close_connections(app)
