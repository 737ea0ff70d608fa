"""Commands that run the server and the worker."""

import os
import sys
import threading
from typing import IO

import click

from hackathon import jobs  # noqa: F401 -- the worker must know them
from hackathon.cli import metrics_server
from hackathon.cli.context import opened_database, with_database
from hackathon.cli.restoration_messages import hold_message
from hackathon.config import Settings
from hackathon.core import logs, metrics
from hackathon.core.background import background_tasks, every_minute
from hackathon.core.extensions import settings
from hackathon.operations.queries import restorations


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Number of web processes."
)
def serve(host: str, port: int, workers: int) -> None:
    """Run the web server and a background worker."""
    # Everything opened here is closed before the web workers are forked.
    with opened_database():
        url, is_https = settings().url, settings().is_https
        held = restorations.held()
    if held:
        click.echo(hold_message(held), err=True)
    if not is_https and host not in ("127.0.0.1", "localhost", "::1"):
        click.echo(
            "Anyone on this network can read the traffic, because the address is not https. Among friends "
            "that "
            "is fine; elsewhere, put a web server with a certificate in front and set HACKATHON_URL.",
            err=True,
        )
    run_server(host, port, workers, say=f"Serving {url} on {host}, port {port}. Stop with Ctrl-C.")


@click.command()
@click.option("--while-open", is_flag=True, help="Stop when standard input closes; used by `serve`.")
@with_database
def worker(while_open: bool) -> None:
    """Run the background worker: planning, files and mail."""
    logs.set_up(settings())
    periodic = background_tasks.periodic_queue().create_consumer(workers=1, max_delay=0.5)
    consumer = background_tasks.queue().create_consumer(workers=1, max_delay=0.5)
    if while_open:
        threading.Thread(target=_wait_for_end, args=(sys.stdin, consumer.stop_flag), daemon=True).start()
    with (
        every_minute(background_tasks.run_periodic),
        every_minute(background_tasks.catch_up),
        metrics_server.served(),
    ):
        periodic.start()
        consumer.run()  # from here on, this process handles signals
        consumer.stop(graceful=True)
        periodic.stop(graceful=True)


def run_server(host: str, port: int, workers: int, *, say: str) -> None:
    """Serve until stopped. Prints `say` when the first request can be answered."""
    from hackathon.cli.web import WebServer  # noqa: PLC0415 -- slow import

    settings_in_force = Settings.load(os.environ)
    logs.set_up(settings_in_force)
    metrics.begin_anew(settings_in_force)
    WebServer(host, port, workers, say=say).run()


def _wait_for_end(pipe: IO[str], stop: threading.Event) -> None:
    """Stop when the server's end of the pipe closes, however and whenever the server ends.

    A signal would not work: it would be lost until the consumer listens to signals.
    """
    pipe.read()
    stop.set()
