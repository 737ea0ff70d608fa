"""The command that serves the Dublin hackathon as a demonstration."""

import os
import socket
from datetime import datetime, timedelta

import click

from hackathon.agenda import queries as agendas
from hackathon.agenda.feeds.services import revision_files
from hackathon.cli.context import now, opened_application
from hackathon.cli.events import find_person, make_link
from hackathon.cli.server import run_server
from hackathon.core.database import schema
from hackathon.core.errors import NotReady
from hackathon.demo import services as service
from hackathon.events.models import Event
from hackathon.planner.limits import Limits
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution
from hackathon.planning.problem.messages import solution_summary
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing

ATTENDEE = "Ian Campbell"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--fresh", is_flag=True, help="Start over with a new demonstration.")
@click.option("--no-serve", is_flag=True, help="Prepare everything, then exit.")
def demo(port: int, fresh: bool, no_serve: bool) -> None:
    """Load, plan, publish and serve the Dublin hackathon of 2013."""
    if not no_serve:
        _refuse_taken(port)
    url = os.environ.setdefault("HACKATHON_URL", f"http://127.0.0.1:{port}")
    with opened_application():
        schema.upgrade()
        if fresh:
            service.forget(now=now())
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

Each sign-in link works once, until tomorrow: {service.ORGANIZER} organizes, {ATTENDEE} attends."""


def _published() -> Event:
    """Return the demonstration event. Creates, plans and publishes it first if needed."""
    event = service.seed(now=now())
    if agendas.latest(event) is None:
        click.echo("Planning the agenda ...")
        moment = _planned_at(event)
        run = planning.queue(event=event, limits=Limits(seconds=20), by=None, now=moment)
        job.perform(run, clock=lambda: moment)
        if run.problem is None or run.solution is None:
            raise NotReady(run.fault or "The planner found no agenda. Try: hackathon plan dublin-2013")
        click.echo(solution_summary(Problem.from_json(run.problem), Solution.from_json(run.solution)))
        click.echo("Publishing it ...")
        revision = publishing.publish(event=event, note="The first agenda", by=None, now=moment)
        revision_files.make_paper(revision=revision, now=moment)
    return event


def _planned_at(event: Event) -> datetime:
    """Return when the agenda is planned: before the event, even if a rehearsal starts during it."""
    lifecycle = event.lifecycle
    return min(now(), lifecycle.begins - timedelta(hours=1)) if now() < lifecycle.ends else now()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise NotReady(
                f"Port {port} is in use. Stop the program that uses it, or choose another: --port {port + 1}"
            ) from error
