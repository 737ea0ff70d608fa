"""Checks of this machine, each with the command that fixes a problem."""

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from hackathon.agenda import queries as agendas
from hackathon.app import close_connections, create_app
from hackathon.attendance.badges import queries as badges
from hackathon.cli import running_checks
from hackathon.cli.check_finding import CheckFinding
from hackathon.cli.restoration_messages import hold_message
from hackathon.config import PREFIX, BadSetting, Settings
from hackathon.core.database import schema
from hackathon.core.errors import NotReady
from hackathon.core.files import fonts
from hackathon.mail.jobs.smtp import PostClosed, post_of
from hackathon.operations.queries import restorations


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON document.")
@click.option("--server", "of_server", is_flag=True, help="Also check what a production server needs.")
@click.option(
    "--data", "of_data", is_flag=True, help="Also check all stored data for consistency (reads everything)."
)
def doctor(as_json: bool, of_server: bool, of_data: bool) -> None:
    """Check this machine, say how to fix problems, and list the current settings."""
    settings = Settings.load(os.environ)
    findings = list(_findings(settings))
    if (of_server or of_data) and all(
        finding.is_good for finding in findings if finding.what in ("instance folder", "database")
    ):
        with _inside(settings):
            findings += running_checks.of_server() if of_server else []
            findings += running_checks.of_data() if of_data else []
    shown = {one.name: _shown(settings, one.name, one.metadata["secret"]) for one in fields(settings)}
    if as_json:
        click.echo(json.dumps({"findings": [asdict(each) for each in findings], "settings": shown}))
    else:
        for each in findings:
            click.echo(f"{'ok     ' if each.is_good else 'missing'}  {each.what}: {each.words}")
            if each.fix:
                click.echo(f"         to fix it: {each.fix}")
        click.echo("\nSettings (set them in the environment, or in config.toml in the instance folder)")
        for one in fields(settings):
            click.echo(f"  {PREFIX}{one.name.upper()} = {shown[one.name]}   ({one.metadata['help']})")
    if not all(each.is_good for each in findings):
        raise NotReady("Some checks failed; see above.")


def _findings(settings: Settings) -> Iterator[CheckFinding]:
    folder = _folder(settings)
    yield folder
    # Without a folder there is no key to sign sessions with, so no application either.
    database = _database(settings) if folder.is_good else None
    if database:
        yield database
    yield _queue(settings)
    yield _mail(settings)
    yield _paper()
    yield _fonts()
    if database and database.is_good:
        with _inside(settings):
            if schema.state() is schema.State.CURRENT:
                yield _glyphs()
                yield running_checks.clocks(settings)
                yield running_checks.codes()
                yield from _held()


@contextmanager
def _inside(settings: Settings) -> Iterator[None]:
    """Enter an application context, and close its connections at the end."""
    app = create_app(settings)
    try:
        with app.app_context():
            yield
    finally:
        close_connections(app)


def _folder(settings: Settings) -> CheckFinding:
    what = "instance folder"
    try:
        folder = settings.made_instance()
        settings.signing_key()
    except BadSetting as fault:
        return CheckFinding(what=what, is_good=False, words=str(fault), fix="set HACKATHON_INSTANCE")
    if not os.access(folder, os.W_OK):
        fix = f"chmod u+w {shlex.quote(str(folder))}"
        return CheckFinding(what=what, is_good=False, words=f"{folder} is not writable", fix=fix)
    return CheckFinding(what=what, is_good=True, words=str(folder))


def _database(settings: Settings) -> CheckFinding:
    try:
        with _inside(settings):
            state, is_writable = schema.state(), schema.is_writable()
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        return CheckFinding(
            what="database", is_good=False, words=reason, fix="start it, or set HACKATHON_DATABASE_URL"
        )
    if not is_writable:
        return CheckFinding(
            what="database", is_good=False, words="it is read-only",
            fix="let this user write the file and its folder, or make this PostgreSQL server the primary",
        )  # fmt: skip
    if state is schema.State.CURRENT:
        return CheckFinding(what="database", is_good=True, words="up to date")
    if state is schema.State.EMPTY:
        return CheckFinding(
            what="database", is_good=True, words="not created yet; the first command that needs it creates it"
        )
    return CheckFinding(
        what="database", is_good=False, words=f"its tables are {state}", fix="hackathon db upgrade"
    )


def _queue(settings: Settings) -> CheckFinding:
    if not settings.redis_url:
        return CheckFinding(what="background work", is_good=True, words="queued in the instance folder")
    from redis import Redis, RedisError  # noqa: PLC0415 -- slow import

    try:
        Redis.from_url(settings.redis_url).ping()
    except RedisError as error:
        return CheckFinding(
            what="background work",
            is_good=False,
            words=str(error),
            fix="start Redis, or set HACKATHON_REDIS_URL",
        )
    return CheckFinding(what="background work", is_good=True, words="queued in Redis")


def _mail(settings: Settings) -> CheckFinding:
    try:
        server = settings.mail_server
        if server is None:
            return CheckFinding(
                what="mail", is_good=True, words="printed to the console, because no server is set"
            )
        with post_of(settings):
            return CheckFinding(what="mail", is_good=True, words=f"{server.host} answers, port {server.port}")
    except (ValueError, PostClosed) as fault:
        return CheckFinding(
            what="mail", is_good=False, words=str(fault), fix="start it, or set HACKATHON_SMTP_URL"
        )


def _paper() -> CheckFinding:
    try:
        import weasyprint  # noqa: PLC0415 -- slow import
    except OSError as error:
        return CheckFinding(
            what="PDF", is_good=False, words=str(error).splitlines()[0],
            fix="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        )  # fmt: skip
    return CheckFinding(
        what="PDF", is_good=True, words=f"WeasyPrint {weasyprint.__version__} finds its libraries"
    )


def _fonts() -> CheckFinding:
    fc_list = shutil.which("fc-list")
    found = subprocess.run([fc_list, ":", "family"], capture_output=True, check=True) if fc_list else None  # noqa: S603 -- found on the path
    families = len(set(found.stdout.splitlines())) if found else 0
    if not families:
        return CheckFinding(
            what="fonts", is_good=False, words="none found", fix="apt-get install fonts-dejavu-core"
        )
    return CheckFinding(what="fonts", is_good=True, words=f"{families} families")


def _glyphs() -> CheckFinding:
    """Report characters missing from current PDFs, and the packages that contain them."""
    what, missing = "characters in PDFs", agendas.missing_glyphs() + badges.missing_glyphs()
    if not missing:
        return CheckFinding(what=what, is_good=True, words="all could be rendered")
    missing = "".join(fonts.undrawn(missing))
    blank = [each for each in missing if not _has_font(each)]
    packages = fonts.packages_for(blank, _installed_fonts())
    none = packages.pop("", "")
    words = f"left blank: {fonts.named(missing)}"
    if none:
        words += f". No Debian package that we know of has {fonts.named(none)}"
    install = f"apt-get install {' '.join(packages)}, then " if packages else ""
    again = "" if none == missing else f"{install}publish or create the badges again"
    return CheckFinding(what=what, is_good=False, words=words, fix=again)


def _has_font(character: str) -> bool:
    """Whether a font on this machine has the character now."""
    return bool(_said("fc-list", f":charset={ord(character):x}", "family"))


def _installed_fonts() -> set[str]:
    return set(_said("dpkg-query", "--show", "--showformat=${Package}\n", "fonts-*").split())


def _said(program: str, *arguments: str) -> str:
    """Return the output of a program, or "" if it isn't installed."""
    found = shutil.which(program)
    if found is None:
        return ""
    answer = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 -- found on the path
    return answer.stdout.strip()


def _held() -> Iterator[CheckFinding]:
    """Report what is on hold since a backup was restored."""
    if held := restorations.held():
        yield CheckFinding(
            what="restored backup",
            is_good=False,
            words=hold_message(held),
            fix="hackathon release --mail send",
        )


def _shown(settings: Settings, name: str, secret: bool) -> str:
    value = getattr(settings, name)
    if value in ("", ()):
        return "(not set)"
    if secret:
        return "(hidden)"
    return _without_password(", ".join(value) if isinstance(value, tuple) else str(value))


def _without_password(value: str) -> str:
    try:
        return make_url(value).render_as_string(hide_password=True)
    except ArgumentError:
        return value
