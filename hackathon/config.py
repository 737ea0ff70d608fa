"""All settings in one table, with type, default and explanation.

A setting is read from the environment (`HACKATHON_` and its name in capitals), otherwise from
`config.toml` in the instance folder. Otherwise the default applies.
"""

import os
import re
import secrets
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar
from urllib.parse import urlsplit

from hackathon import mail_server
from hackathon.mail_server import MailServer

PACKAGE = Path(__file__).parent
PREFIX = "HACKATHON_"
MOST_DAYS = 36_500
MOST_FILES_MB = 100_000
THIS_MACHINE = ("localhost", "127.0.0.1")

_METRICS = re.compile(r"([\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}")

Value = TypeVar("Value", str, int, tuple[str, ...])


class BadSetting(ValueError):  # noqa: N818 -- it names an outcome, not a fault
    """A setting, or the folder it names, is invalid. The message says what to do."""


def setting(help: str, *, default: Value, secret: bool = False) -> Value:  # noqa: A002 -- the word of click and argparse
    """Declare a setting, with the explanation that `hackathon doctor` prints beside it."""
    return field(default=default, metadata={"help": help, "secret": secret})


class LogFormat(StrEnum):
    """The format of a log line."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a server. An empty string means "not set"."""

    instance: str = setting("the folder for this machine's database and files", default="")
    database_url: str = setting(
        "sqlite:///FILE or postgresql://...; by default SQLite in the instance folder", default=""
    )
    redis_url: str = setting(
        "redis://..., for background work; by default a queue in the instance folder", default=""
    )
    url: str = setting("the address that people see", default="http://127.0.0.1:8000")
    trusted_hosts: tuple[str, ...] = setting(
        "other host names that the server answers to, separated by commas", default=()
    )
    trusted_proxies: int = setting(
        "how many web servers in front are trusted to pass on client addresses in X-Forwarded-For", default=0
    )
    oidc_url: str = setting("the issuer of an OpenID Connect provider for signing in", default="")
    oidc_name: str = setting("what people call that provider", default="another account")
    oidc_client_id: str = setting("the client ID of this server at that provider", default="")
    oidc_client_secret: str = setting("the client secret", default="", secret=True)
    secret_key: str = setting("signs sessions; by default generated once and kept", default="", secret=True)

    smtp_url: str = setting(
        "smtp://, smtp+starttls:// or smtps://USER:PASSWORD@HOST:PORT; by default mail goes to the console",
        default="",
        secret=True,
    )
    mail_from: str = setting(
        "the sender's address; by default hackathon@ and the server's host name", default=""
    )

    metrics: str = setting(
        "HOST:PORT where the background worker serves metrics to Prometheus; off by default", default=""
    )
    log: str = setting("the format of the log: text, or json", default="text")
    log_days: int = setting("how many days the activity log of an event is kept", default=365)
    event_files_mb: int = setting(
        "how many megabytes the files of all topics in an event may take up; 0 allows no files", default=100
    )
    clock: str = setting(
        "for a rehearsal: the time at which the clock of the event's pages starts", default=""
    )

    def __post_init__(self) -> None:
        # Addresses are made by adding a slash and a path.
        object.__setattr__(self, "url", self.url.rstrip("/"))
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadSetting(f"HACKATHON_URL is '{self.url}'. Write https:// (or http://) and a host name.")
        if parts.path or parts.query or parts.fragment:
            raise BadSetting(
                f"HACKATHON_URL is '{self.url}', which has a path. Give hackathon a host name of its own, "
                f"such as {parts.scheme}://hackathon.{parts.hostname}"
            )
        if self.trusted_proxies < 0:
            raise BadSetting(f"HACKATHON_TRUSTED_PROXIES is {self.trusted_proxies}. It can't be negative.")
        if not 1 <= self.log_days <= MOST_DAYS:
            raise BadSetting(f"HACKATHON_LOG_DAYS is {self.log_days}. Choose from 1 to {MOST_DAYS} days.")
        if not 0 <= self.event_files_mb <= MOST_FILES_MB:
            raise BadSetting(
                f"HACKATHON_EVENT_FILES_MB is {self.event_files_mb}. Choose from 0 to {MOST_FILES_MB}."
            )
        if self.log not in list(LogFormat):
            raise BadSetting(f"HACKATHON_LOG is '{self.log}'. Choose text or json.")
        if self.metrics and not _METRICS.fullmatch(self.metrics):
            raise BadSetting(
                f"HACKATHON_METRICS is '{self.metrics}'. Write HOST:PORT, such as 127.0.0.1:9464."
            )
        if not self.mail_from:
            object.__setattr__(self, "mail_from", f"hackathon@{urlsplit(self.url).hostname or 'localhost'}")

    @classmethod
    def load(cls, environ: Mapping[str, str], **given: str | int | tuple[str, ...]) -> "Settings":
        """Return the current settings; settings passed in by code come first.

        Raises BadSetting for an invalid value, or an unknown name in `config.toml`.
        """
        instance = Path(str(given.get("instance") or environ.get(f"{PREFIX}INSTANCE") or default_instance()))
        read = {field.name: _READERS[type(field.default)] for field in fields(cls)}
        from_file = _read_file(instance / "config.toml")
        if unknown := sorted(from_file.keys() - read.keys()):
            raise BadSetting(f"config.toml names settings that do not exist: {', '.join(unknown)}")
        texts = from_file | {
            name: environ[variable] for name in read if (variable := PREFIX + name.upper()) in environ
        }
        values: dict[str, Any] = {name: read[name](name, text) for name, text in texts.items()}
        return cls(**{**values, **given, "instance": str(instance.resolve())})

    @property
    def instance_path(self) -> Path:
        """The folder for this machine's database and files."""
        return Path(self.instance)

    @property
    def database(self) -> str:
        """The address of the database as SQLAlchemy spells it."""
        if not self.database_url:
            return f"sqlite:///{self.instance_path / 'hackathon.db'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else self.database_url

    @property
    def hosts(self) -> list[str] | None:
        """The host names that the server answers to; None means any."""
        own = urlsplit(self.url).hostname or ""
        # Flask can't compare IPv6 addresses.
        if own in THIS_MACHINE or ":" in own:
            return None
        # Monitoring on this machine uses no host name.
        return [own, *self.trusted_hosts, *THIS_MACHINE]

    @property
    def takes_passkeys(self) -> bool:
        """Whether browsers offer passkeys here: over https, or on localhost."""
        return self.is_https or urlsplit(self.url).hostname == "localhost"

    @property
    def oidc_discovery(self) -> str:
        """The URL of the provider's discovery document. The setting is that URL or the issuer."""
        well_known = "/.well-known/openid-configuration"
        return self.oidc_url if self.oidc_url.endswith(well_known) else self.oidc_url.rstrip("/") + well_known

    @property
    def is_https(self) -> bool:
        """Whether people reach the server over https."""
        return urlsplit(self.url).scheme == "https"

    @property
    def log_format(self) -> LogFormat:
        """The format of a log line."""
        return LogFormat(self.log)

    @property
    def metrics_address(self) -> tuple[str, int]:
        """The host and port on which Prometheus fetches metrics, if `metrics` is set."""
        host, _, port = self.metrics.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def log_kept_for(self) -> timedelta:
        """How long a line of the activity log is kept."""
        return timedelta(days=self.log_days)

    @property
    def mail_server(self) -> MailServer | None:
        """The mail server, if one is set. Raises ValueError for an address that can't be used."""
        return mail_server.named_by(self.smtp_url) if self.smtp_url else None

    def signing_key(self) -> str:
        """Return the key that signs sessions. If none is set, it is made once and kept."""
        if self.secret_key:
            return self.secret_key
        self._make_folder()
        kept = self.instance_path / "secret_key"
        if kept.exists() and not kept.stat().st_size:
            kept.unlink()  # The power failed before it was written.
        if not kept.exists():
            with self._writing():
                _make_key(kept)
        return kept.read_text(encoding="ascii")

    def made_instance(self) -> Path:
        """Return the instance folder, creating it if needed.

        Other users can't read its contents. SQLite gives its auxiliary files the permissions of the database.
        """
        self._make_folder()
        for name, is_elsewhere in (("hackathon.db", self.database_url), ("queue.db", self.redis_url)):
            file = self.instance_path / name
            if not is_elsewhere and not file.exists():
                with self._writing():
                    file.touch(mode=0o600)
        return self.instance_path

    def _make_folder(self) -> None:
        with self._writing():
            self.instance_path.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write to the folder; raise BadSetting if that isn't possible."""
        try:
            yield
        except OSError as error:
            raise BadSetting(
                f"The folder {self.instance} cannot be written: {error.strerror}. "
                "Make it writable, or set HACKATHON_INSTANCE to another."
            ) from error


def _make_key(kept: Path) -> None:
    """Create the key that signs sessions.

    It is written to a temporary file and then linked, so the first of several processes wins.
    """
    with NamedTemporaryFile("w", dir=kept.parent, encoding="ascii") as made:  # Created with mode 600.
        made.write(secrets.token_hex(32))
        made.flush()
        os.fsync(made.fileno())
        with suppress(FileExistsError):
            os.link(made.name, kept)


def beside_package(folder: str) -> Path:
    """Return the folder `templates` or `static`: in the package if installed, beside it in a checkout."""
    inside = PACKAGE / folder
    return inside if inside.is_dir() else PACKAGE.parent / folder


def default_instance() -> Path:
    """Return the checkout's `instance/`, or a folder of the installation."""
    checkout = PACKAGE.parent / "instance"
    return (
        checkout
        if (PACKAGE.parent / "pyproject.toml").exists()
        else Path(sys.prefix) / "var" / "hackathon-instance"
    )


def _read_file(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _text(_name: str, value: object) -> str:
    return str(value)


def _whole_number(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise BadSetting(f"{PREFIX}{name.upper()} is '{value}', which is not a whole number.") from error


def _names(_name: str, value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value).split(",")
    return tuple(name for part in parts if (name := str(part).strip()))


_READERS: dict[type, Callable[[str, object], str | int | tuple[str, ...]]] = {
    str: _text,
    int: _whole_number,
    tuple: _names,
}
"""Convert a string from the environment or the file to the type of its setting."""
