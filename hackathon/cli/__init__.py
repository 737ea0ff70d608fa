"""Commands for people with a shell."""

import importlib
import sys

import click
from sqlalchemy.exc import InternalError, OperationalError

from hackathon.cli import (
    backups,
    checks,
    database,
    demo,
    events,
    explanation,
    pages,
    planner,
    publishing,
    server,
)
from hackathon.config import PACKAGE, BadSetting
from hackathon.core.database.schema import database_fault
from hackathon.core.errors import Refusal
from hackathon.core.text.files import one_line
from hackathon.planner.errors import BadProblem

_BENCHMARKS = PACKAGE.parent / "benchmarks"


class Commands(click.Group):
    """The commands; a refusal prints one line that says what to do, with exit status 1.

    `bench` only exists in a checkout: the benchmarks are not part of the package.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(ctx), *(["bench"] if _BENCHMARKS.is_dir() else [])])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; the benchmarks are only imported when they are requested."""
        if cmd_name == "bench" and _BENCHMARKS.is_dir():
            return importlib.import_module("benchmarks.command").bench  # type: ignore[no-any-return]  # outside the package
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        """Run the requested command."""
        try:
            return super().invoke(ctx)
        except (Refusal, BadProblem, BadSetting) as refusal:
            words = str(refusal)
        except (OperationalError, InternalError) as error:
            words = f"{database_fault(error)} To find out more: hackathon doctor"
        # A message may quote a file, with control characters that a terminal would interpret.
        click.echo(one_line(words), err=True)
        return ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hackathon")
def main() -> None:
    """Run a hackathon: topics, votes, an agenda planned from them, calendars and printouts."""
    # Names are printed unchanged, whatever the encoding of the terminal.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


for command in (
    demo.demo,
    server.serve,
    server.worker,
    checks.doctor,
    database.database,
    backups.backup,
    backups.restore,
    backups.release,
    events.event,
    pages.import_page,
    pages.undo_import,
    pages.export,
    planner.plan,
    planner.solve,
    planner.verify,
    explanation.why,
    publishing.publish,
    events.sign_in_link,
    events.sign_out,
):
    main.add_command(command)
