"""The Dublin hackathon on this machine, planned, published and served."""

import os
import socket

import click

from hackathon.app import create_app
from hackathon.cli.context import now
from hackathon.cli.events import find_person, make_link
from hackathon.cli.server import run_server
from hackathon.domain.errors import NotReady
from hackathon.domain.scheduling.limits import Limits
from hackathon.domain.scheduling.solution import Solution
from hackathon.domain.scheduling.words import verdict
from hackathon.jobs import planning as job
from hackathon.models import Event
from hackathon.queries import agendas
from hackathon.services import demo as service
from hackathon.services import planning, publishing, revision_files, schema

ATTENDEE = "Ian Campbell"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--fresh", is_flag=True, help="Begin anew: forget the demonstration that is there.")
@click.option("--no-serve", is_flag=True, help="Prepare everything, then end.")
def demo(port: int, fresh: bool, no_serve: bool) -> None:
    """Load the Dublin hackathon, plan it, publish it, and serve it on this machine."""
    if not no_serve:
        _refuse_taken(port)
    url = os.environ.setdefault("HACKATHON_URL", f"http://127.0.0.1:{port}")
    with create_app().app_context():
        schema.upgrade()
        if fresh:
            service.forget()
        addresses = _addresses(_published(), url)
    if no_serve:
        click.echo(addresses)
    else:
        run_server("127.0.0.1", port, workers=2, say=f"{addresses}\nServing. Stop with Ctrl-C.")


def _addresses(event: Event, url: str) -> str:
    return f"""
  The hackathon      {url}/{event.slug}/
  as an organizer    {make_link(find_person(service.ORGANIZER), event)}
  as an attendee     {make_link(find_person(ATTENDEE), event)}

The sign-in links work once, until tomorrow: {service.ORGANIZER} organizes, {ATTENDEE} attends."""


def _published() -> Event:
    """Return the demonstration's event, seeded, planned and published where it is not yet."""
    event = service.seed(now=now())
    if agendas.latest(event) is None:
        click.echo("Planning the agenda ...")
        run = planning.queue(event=event, limits=Limits(seconds=20), by=None, now=now())
        job.perform(run)
        if run.solution is None:
            raise NotReady(run.fault or "The planner came to no result. Try: hackathon plan dublin-2013")
        click.echo(verdict(Solution.from_json(run.solution)))
        click.echo("Publishing it ...")
        revision = publishing.publish(event=event, note="The first agenda", by=None, now=now())
        revision_files.make_paper(revision=revision, now=now())
    return event


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise NotReady(
                f"Something answers on port {port} already. Stop it, or choose another: --port {port + 1}"
            ) from error
