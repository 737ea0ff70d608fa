"""Every setting: its type, its default and what it is for, in one table.

A setting is read from the environment (`HACKATHON_` and its name in capitals), else from
`config.toml` in the instance folder, else it has the default below.
"""

import os
import secrets
import sys
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import unquote, urlsplit

PACKAGE = Path(__file__).parent
PREFIX = "HACKATHON_"
MOST_DAYS = 36_500


def setting(help: str, *, default: str, secret: bool = False) -> str:  # noqa: A002 -- the word of click and argparse
    """Declare one setting with the words that `hackathon doctor` prints beside it."""
    return field(default=default, metadata={"help": help, "secret": secret})


class Guard(StrEnum):
    """How a mail server is spoken to, by the scheme of its address."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over."""

    guard: Guard
    host: str
    port: int
    user: str
    password: str = field(repr=False)


PORTS = {Guard.NONE: 25, Guard.STARTTLS: 587, Guard.TLS: 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the person who runs the server decides; an empty text means "not set"."""

    instance: str = setting("the folder of this machine's database and files", default="")
    database_url: str = setting(
        "sqlite:///FILE or postgresql://...; by default SQLite in the instance", default=""
    )
    redis_url: str = setting(
        "redis://...; where background work queues, by default in the instance", default=""
    )
    url: str = setting("the address that people see", default="http://127.0.0.1:8000")
    trusted_proxies: str = setting(
        "how many web servers stand in front and tell, in X-Forwarded-For, who asks", default="0"
    )
    oidc_url: str = setting("the issuer of an OpenID Connect provider where people may sign in", default="")
    oidc_name: str = setting("what people call that provider", default="another account")
    oidc_client_id: str = setting("what that provider calls this server", default="")
    oidc_client_secret: str = setting("how that provider knows this server", default="", secret=True)
    secret_key: str = setting("signs sessions; by default made once in the instance", default="", secret=True)

    smtp_url: str = setting(
        "smtp://, smtp+starttls:// or smtps://USER:PASSWORD@HOST:PORT; by default mail goes to the console",
        default="",
        secret=True,
    )
    mail_from: str = setting(
        "the address that mail comes from; by default hackathon@ and the server's name", default=""
    )

    log_days: str = setting("the days for which an event's log of who did what is kept", default="365")

    def __post_init__(self) -> None:
        # Every address is made by adding a slash and a path.
        object.__setattr__(self, "url", self.url.rstrip("/"))
        if not self.trusted_proxies.isdecimal():
            raise ValueError(f"trusted_proxies is a whole number, not '{self.trusted_proxies}'")
        if not self.mail_from:
            object.__setattr__(self, "mail_from", f"hackathon@{urlsplit(self.url).hostname or 'localhost'}")

    @classmethod
    def load(cls, environ: Mapping[str, str], **given: str) -> "Settings":
        """Return the settings in force, what was given in code before everything else.

        Raises ValueError for a setting in `config.toml` that does not exist.
        """
        instance = Path(given.get("instance") or environ.get(f"{PREFIX}INSTANCE") or default_instance())
        from_file = _read(instance / "config.toml")
        names = {each.name for each in fields(cls)}
        if unknown := sorted(from_file.keys() - names):
            raise ValueError(f"config.toml names settings that do not exist: {', '.join(unknown)}")
        from_environ = {
            name: environ[PREFIX + name.upper()] for name in names if PREFIX + name.upper() in environ
        }
        return cls(**{**from_file, **from_environ, **given, "instance": str(instance.resolve())})

    @property
    def instance_path(self) -> Path:
        """The folder of this machine's database and files."""
        return Path(self.instance)

    @property
    def database(self) -> str:
        """The database's address as SQLAlchemy spells it."""
        if not self.database_url:
            return f"sqlite:///{self.instance_path / 'hackathon.db'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else self.database_url

    @property
    def proxies(self) -> int:
        """How many web servers in front are believed; too many would let anybody pretend."""
        return int(self.trusted_proxies)

    @property
    def takes_passkeys(self) -> bool:
        """Whether browsers make passkeys for this address: over https, or on the machine by its name."""
        return self.is_https or urlsplit(self.url).hostname == "localhost"

    @property
    def oidc_discovery(self) -> str:
        """Where the provider describes itself; either that address or its issuer is set."""
        well_known = "/.well-known/openid-configuration"
        return self.oidc_url if self.oidc_url.endswith(well_known) else self.oidc_url.rstrip("/") + well_known

    @property
    def is_https(self) -> bool:
        """Whether people reach the server by an encrypted address."""
        return urlsplit(self.url).scheme == "https"

    @property
    def log_kept_for(self) -> timedelta:
        """How long a line of the log is kept; raises ValueError for what is no number of days."""
        if not self.log_days.isdecimal() or not 1 <= int(self.log_days) <= MOST_DAYS:
            raise ValueError(
                f"{PREFIX}LOG_DAYS is {self.log_days!r}, not a number of days from 1 to {MOST_DAYS}"
            )
        return timedelta(days=int(self.log_days))

    @property
    def mail_server(self) -> MailServer | None:
        """The mail server, if there is one; raises ValueError for an address that names none."""
        if not self.smtp_url:
            return None
        parts = urlsplit(self.smtp_url)
        if parts.scheme not in list(Guard) or not parts.hostname:
            raise ValueError(f"{PREFIX}SMTP_URL begins with {', '.join(Guard)}, then ://HOST")
        guard = Guard(parts.scheme)
        return MailServer(
            guard=guard,
            host=parts.hostname,
            port=parts.port or PORTS[guard],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def signing_key(self) -> str:
        """Return the key that signs sessions, making and keeping one where none is set."""
        if self.secret_key:
            return self.secret_key
        self._make_folder()
        kept = self.instance_path / "secret_key"
        if kept.exists() and not kept.stat().st_size:
            kept.unlink()  # the machine was switched off before anything was in it
        if not kept.exists():
            # Written elsewhere and put there whole: of processes that start at once, the first one's counts.
            with NamedTemporaryFile("w", dir=kept.parent, encoding="ascii") as made:  # its mode is 600
                made.write(secrets.token_hex(32))
                made.flush()
                os.fsync(made.fileno())
                with suppress(FileExistsError):
                    os.link(made.name, kept)
        return kept.read_text(encoding="ascii")

    def made_instance(self) -> Path:
        """Return the instance folder, made where it is missing, with nothing in it that others can read.

        SQLite gives what stands beside a database the database's own mode.
        """
        self._make_folder()
        for name, is_elsewhere in (("hackathon.db", self.database_url), ("queue.db", self.redis_url)):
            if not is_elsewhere:
                (self.instance_path / name).touch(mode=0o600, exist_ok=True)
        return self.instance_path

    def _make_folder(self) -> None:
        self.instance_path.mkdir(mode=0o700, parents=True, exist_ok=True)


def beside_package(folder: str) -> Path:
    """Return where `templates` or `static` stand: in the package when installed, beside it in a checkout."""
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


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    return {name: str(value) for name, value in tomllib.loads(file.read_text(encoding="utf-8")).items()}
