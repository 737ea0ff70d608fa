"""What is missing on this machine, and the command that mends it."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from hackathon.app import create_app
from hackathon.config import PREFIX, Settings
from hackathon.domain.errors import NotReady
from hackathon.jobs.smtp import PostClosed, post_of
from hackathon.queries import agendas
from hackathon.services import schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `mend` is the command that puts it right."""

    what: str
    is_good: bool
    words: str
    mend: str = ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON document.")
def doctor(as_json: bool) -> None:
    """Say what is missing, how to mend it, and the settings in force."""
    settings = Settings.load(os.environ)
    findings = list(_findings(settings))
    shown = {one.name: _shown(settings, one.name, one.metadata["secret"]) for one in fields(settings)}
    if as_json:
        click.echo(json.dumps({"findings": [asdict(each) for each in findings], "settings": shown}))
    else:
        for each in findings:
            click.echo(f"{'ok     ' if each.is_good else 'missing'}  {each.what}: {each.words}")
            if each.mend:
                click.echo(f"         mend it with: {each.mend}")
        click.echo("\nSettings (set them in the environment, or in config.toml in the instance folder)")
        for one in fields(settings):
            click.echo(f"  {PREFIX}{one.name.upper()} = {shown[one.name]}   ({one.metadata['help']})")
    if not all(each.is_good for each in findings):
        raise NotReady("Something is missing; see above.")


def _findings(settings: Settings) -> Iterator[Finding]:
    database = _database(settings)
    yield database
    yield _queue(settings)
    yield _mail(settings)
    yield _paper()
    yield _fonts()
    with create_app(settings).app_context():
        if database.is_good and schema.state() is schema.State.CURRENT:
            yield _glyphs()


def _database(settings: Settings) -> Finding:
    try:
        with create_app(settings).app_context():
            state = schema.state()
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        return Finding(
            what="database", is_good=False, words=reason, mend="start it, or set HACKATHON_DATABASE_URL"
        )
    if state is schema.State.CURRENT:
        return Finding(what="database", is_good=True, words="up to date")
    if state is schema.State.EMPTY:
        return Finding(what="database", is_good=True, words="new; the first command that needs it makes it")
    return Finding(
        what="database", is_good=False, words=f"its tables are {state}", mend="hackathon db upgrade"
    )


def _queue(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding(what="background work", is_good=True, words="queued in the instance folder")
    from redis import Redis, RedisError  # noqa: PLC0415 -- slow import

    try:
        Redis.from_url(settings.redis_url).ping()
    except RedisError as error:
        return Finding(
            what="background work",
            is_good=False,
            words=str(error),
            mend="start Redis, or set HACKATHON_REDIS_URL",
        )
    return Finding(what="background work", is_good=True, words="queued in Redis")


def _mail(settings: Settings) -> Finding:
    try:
        server = settings.mail_server
        if server is None:
            return Finding(what="mail", is_good=True, words="shown on the console, since no server is set")
        with post_of(settings):
            return Finding(what="mail", is_good=True, words=f"{server.host} answers, port {server.port}")
    except (ValueError, PostClosed) as fault:
        return Finding(
            what="mail", is_good=False, words=str(fault), mend="start it, or set HACKATHON_SMTP_URL"
        )


def _paper() -> Finding:
    try:
        import weasyprint  # noqa: PLC0415 -- slow import
    except OSError as error:
        return Finding(
            what="paper", is_good=False, words=str(error).splitlines()[0],
            mend="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        )  # fmt: skip
    return Finding(
        what="paper", is_good=True, words=f"WeasyPrint {weasyprint.__version__} finds its libraries"
    )


def _fonts() -> Finding:
    fc_list = shutil.which("fc-list")
    found = subprocess.run([fc_list, ":", "family"], capture_output=True, check=True) if fc_list else None  # noqa: S603 -- found on the path
    families = len(set(found.stdout.splitlines())) if found else 0
    if not families:
        return Finding(
            what="fonts", is_good=False, words="none found", mend="apt-get install fonts-dejavu-core"
        )
    return Finding(what="fonts", is_good=True, words=f"{families} families")


def _glyphs() -> Finding:
    """Say which characters the published sheets had to leave blank."""
    missing = agendas.missing_glyphs()
    if not missing:
        return Finding(what="characters on paper", is_good=True, words="every one could be drawn")
    return Finding(
        what="characters on paper", is_good=False, words=f"no font here has {missing}",
        mend="apt-get install fonts-noto-core fonts-noto-cjk, then publish again",
    )  # fmt: skip


def _shown(settings: Settings, name: str, secret: bool) -> str:
    value = getattr(settings, name)
    if not value:
        return "(not set)"
    if secret:
        return "(hidden)"
    return _without_password(value)


def _without_password(value: str) -> str:
    try:
        return make_url(value).render_as_string(hide_password=True)
    except ArgumentError:
        return value
