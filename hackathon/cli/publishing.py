"""Publishing the current draft."""

import click

from hackathon.cli.context import find_event, now, with_database
from hackathon.services import publishing, revision_files


@click.command()
@click.argument("event")
@click.option("--note", default="", help="What is new, in a sentence.")
@click.option("--tell", is_flag=True, help="Mail those whose session has another time or room, or is gone.")
@with_database
def publish(event: str, note: str, tell: bool) -> None:
    """Publish the current draft of EVENT as its next revision, and make its files."""
    moment = now()
    revision = publishing.publish(event=find_event(event), note=note, tells=tell, by=None, now=moment)
    revision_files.make_paper(revision=revision, now=moment)
    click.echo(f"Published revision {revision.number} with {len(revision.agenda.running)} sessions.")
