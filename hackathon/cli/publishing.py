"""The command that publishes the current draft."""

import click

from hackathon.agenda.feeds.services import revision_files
from hackathon.cli.context import find_event_to_change, now, with_database
from hackathon.publication.services import publishing


@click.command()
@click.argument("event")
@click.option("--note", default="", help="A sentence about what's new.")
@click.option("--tell", is_flag=True, help="Email people whose own agenda changes.")
@with_database
def publish(event: str, note: str, tell: bool) -> None:
    """Publish the current draft of EVENT as its next revision, and generate its files."""
    moment = now()
    revision = publishing.publish(
        event=find_event_to_change(event), note=note, tells=tell, by=None, now=moment
    )
    revision_files.make_paper(revision=revision, now=moment)
    click.echo(f"Published revision {revision.number} with {len(revision.agenda.running)} sessions.")
