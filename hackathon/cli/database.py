"""The tables: bringing them up to date, and finding drift."""

import click

from hackathon.app import create_app
from hackathon.domain.errors import NotReady
from hackathon.services import schema


@click.group("db")
def database() -> None:
    """Bring the database up to date, or check it."""


@database.command()
def upgrade() -> None:
    """Bring the tables up to date."""
    with create_app().app_context():
        schema.upgrade()
    click.echo("The database is up to date.")


@database.command()
def check() -> None:
    """Find differences between the migrations and the models."""
    with create_app().app_context():
        if schema.state() is not schema.State.CURRENT:
            raise NotReady("The database is not up to date. Run: hackathon db upgrade")
        differences = schema.drift()
    for difference in differences:
        click.echo(difference)
    if differences:
        raise NotReady("The models ask for tables that no migration makes.")
    click.echo("The tables are as the models ask.")
