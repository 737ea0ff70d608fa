"""The server, and the worker beside it."""

import signal
import sys
import threading
from typing import IO

import click

from hackathon import jobs
from hackathon.background import later
from hackathon.cli.context import now, with_database
from hackathon.extensions import settings
from hackathon.queries import agendas
from hackathon.services import planning


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Web processes.")
@with_database
def serve(host: str, port: int, workers: int) -> None:
    """Answer browsers, with background work beside it."""
    if not settings().is_https and host not in ("127.0.0.1", "localhost", "::1"):
        click.echo(
            "Anybody on this network can read what passes by: the address is not https. That is fine in a "
            "room of friends; elsewhere put a web server with a certificate in front and set HACKATHON_URL.",
            err=True,
        )
    run_server(host, port, workers, say=f"Serving {settings().url} on {host}, port {port}. Stop with Ctrl-C.")


@click.command()
@click.option("--while-open", is_flag=True, help="End when standard input closes; `serve` uses it.")
@with_database
def worker(while_open: bool) -> None:
    """Do the background work: plans, the files of revisions, mail."""
    for run in planning.recover(now=now()):
        later.call(jobs.planning.plan.__name__, run)
    for revision in agendas.without_paper():
        later.call(jobs.paper.make_paper.__name__, revision.id)
    errands = later.errand_queue().create_consumer(workers=1, max_delay=0.5)
    consumer = later.queue().create_consumer(workers=1, max_delay=0.5)
    if while_open:
        threading.Thread(target=_end_with_parent, args=(sys.stdin,), daemon=True).start()
    errands.start()
    consumer.run()  # from here on signals are for this one
    errands.stop(graceful=True)


def run_server(host: str, port: int, workers: int, *, say: str) -> None:
    """Serve until stopped; `say` is printed when the first request can be answered."""
    from hackathon.cli.web import Server  # noqa: PLC0415 -- slow import

    Server(host, port, workers, say=say).run()


def _end_with_parent(pipe: IO[str]) -> None:
    """Interrupt this process when the server's end of the pipe closes, however the server ended."""
    pipe.read()
    # The consumer takes this as the wish to finish what it does; before it has begun, it just ends.
    signal.raise_signal(signal.SIGINT)
