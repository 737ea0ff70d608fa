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
"""Seconds that the background worker gets to finish its work."""

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
            # The pipe closes when this process ends, however it ends; then the worker ends too.
            self.background = subprocess.Popen(WORKER, stdin=subprocess.PIPE)  # noqa: S603 -- our own program

    def stop(self, graceful: bool = True) -> None:
        """Stop the web workers, then the background worker, and leave the database in one file."""
        super().stop(graceful)
        if self.background is not None and self.background.stdin is not None:
            self.background.stdin.close()
            try:
                self.background.wait(timeout=GRACE)
            except subprocess.TimeoutExpired:
                # A plan may take minutes: the next start detects the lost run and leaves its draft unchanged.
                self.background.kill()
                self.background.wait()
        with opened_application():
            schema.checkpoint()


class WebServerLog(Logger):  # type: ignore[misc]  # gunicorn is published without types
    """Gunicorn's log, in the same format as all others."""

    def setup(self, cfg: object) -> None:
        """Pass gunicorn's messages to the handlers that `logs.set_up` created."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn is published without types
    """The application, run by gunicorn."""

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
            # The socket is listening by then, so an early request is answered.
            "when_ready": lambda _arbiter: click.echo(say),
        }
        super().__init__()

    def load_config(self) -> None:
        """Set the options that differ from gunicorn's defaults."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Create the application, once in each web process."""
        return create_app()

    def run(self) -> None:
        """Serve until stopped."""
        # Everything loaded by now lives as long as the server. Freezing it saves the garbage collector from
        # scanning it, and keeps untouched memory shared between processes.
        gc.freeze()
        ArbiterWithWorker(self).run()


def _let_go(arbiter: ArbiterWithWorker, _worker: Worker) -> None:
    """Close a new web worker's copy of the pipe that tells the background worker that the server runs."""
    if arbiter.background is not None and arbiter.background.stdin is not None:
        arbiter.background.stdin.close()


def _close(_arbiter: ArbiterWithWorker, worker: Worker) -> None:
    """Close what a web worker opened."""
    app = getattr(worker, "wsgi", None)
    if app is not None:
        close_connections(app)
