"""Commands for people with a shell."""

import sys

import click

from hackathon.cli import (
    bench,
    checks,
    database,
    demo,
    events,
    explaining,
    pages,
    planner,
    publishing,
    server,
)
from hackathon.domain.errors import Refusal
from hackathon.exports.text import one_line


class Commands(click.Group):
    """The commands; a refusal is one line that says what to do, and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            # What it names may come from a file, and hold what a terminal would obey.
            click.echo(one_line(str(refusal)), err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hackathon")
def main() -> None:
    """Carry a hackathon through its whole life: topics, votes, a proven agenda, calendars, paper."""
    # Words and names go out as they are, whatever the terminal was set to.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


for command in (
    demo.demo,
    server.serve,
    server.worker,
    checks.doctor,
    database.database,
    events.event,
    pages.import_page,
    pages.undo_import,
    pages.export,
    planner.plan,
    planner.solve,
    planner.verify,
    explaining.why,
    publishing.publish,
    bench.bench,
    events.sign_in_link,
):
    main.add_command(command)
