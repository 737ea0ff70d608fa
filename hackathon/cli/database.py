"""Commands that upgrade and check the database."""

import click

from hackathon.cli.context import opened_application
from hackathon.core.database import schema, triggers
from hackathon.core.errors import NotReady


@click.group("db")
def database() -> None:
    """Upgrade or check the database."""


@database.command()
def upgrade() -> None:
    """Upgrade the tables to this version."""
    with opened_application():
        schema.upgrade()
    click.echo("The database is up to date.")


@database.command()
def check() -> None:
    """Look for differences between the tables and the models."""
    with opened_application():
        if schema.state() is not schema.State.CURRENT:
            raise NotReady("The database is not up to date. Run: hackathon db upgrade")
        differences = schema.drift()
    for difference in differences:
        click.echo(difference)
    if differences:
        raise NotReady("The tables don't match the models.")
    click.echo("The tables match the models.")


@database.command()
def recount() -> None:
    """Recount the stored totals, such as the number of votes for each topic."""
    with opened_application():
        if schema.state() is not schema.State.CURRENT:
            raise NotReady("The database is not up to date. Run: hackathon db upgrade")
        wrong = triggers.recount_all()
    for table, keys in wrong.items():
        click.echo(f"{table}: {len(keys)} rows corrected")
    if not wrong:
        click.echo("All stored totals were correct.")
