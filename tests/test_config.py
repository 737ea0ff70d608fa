"""What the person who runs the server decides."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from hackathon.app import create_app
from hackathon.config import BadSetting, Settings
from hackathon.core.background import background_tasks
from hackathon.core.database import schema
from hackathon.core.extensions import db
from hackathon.mail_server import Guard, MailServer


def test_a_setting_given_in_code_counts_before_the_environment_and_that_before_the_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "config.toml").write_text(
        'url = "https://file"\nredis_url = "redis://file"\n', encoding="utf-8"
    )
    environ = {"HACKATHON_INSTANCE": str(tmp_path), "HACKATHON_URL": "https://environ"}

    assert Settings.load(environ).url == "https://environ"
    assert Settings.load(environ).redis_url == "redis://file"
    assert Settings.load(environ, url="https://code").url == "https://code"


def test_a_setting_that_does_not_exist_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('ulr = "https://typo"\n', encoding="utf-8")

    with pytest.raises(ValueError, match="do not exist: ulr"):
        Settings.load({}, instance=str(tmp_path))


def test_a_setting_has_a_type(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'log_days = 90\ntrusted_hosts = ["a.example", "b.example"]\n', encoding="utf-8"
    )
    environ = {"HACKATHON_INSTANCE": str(tmp_path), "HACKATHON_TRUSTED_PROXIES": "2"}

    settings = Settings.load(environ)

    assert (settings.log_days, settings.trusted_proxies) == (90, 2)
    assert settings.trusted_hosts == ("a.example", "b.example")
    assert Settings.load(environ | {"HACKATHON_TRUSTED_HOSTS": "c.example, d.example,"}).trusted_hosts == (
        "c.example",
        "d.example",
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TRUSTED_PROXIES", "one", "HACKATHON_TRUSTED_PROXIES is 'one', which is not a whole number."),
        ("TRUSTED_PROXIES", "-1", "HACKATHON_TRUSTED_PROXIES is -1. It can't be negative."),
        ("LOG_DAYS", "0", "HACKATHON_LOG_DAYS is 0. Choose from 1 to 36500 days."),
        ("LOG", "xml", "HACKATHON_LOG is 'xml'. Choose text or json."),
        ("METRICS", "9464", "HACKATHON_METRICS is '9464'. Write HOST:PORT, such as 127.0.0.1:9464."),
        ("LOG_DAYS", "1e3", "HACKATHON_LOG_DAYS is '1e3', which is not a whole number."),
    ],
)
def test_a_wrong_value_is_refused_with_the_name_of_the_setting(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    with pytest.raises(BadSetting, match=f"^{re.escape(words)}$"):
        Settings.load({f"HACKATHON_{name}": value}, instance=str(tmp_path))


def test_a_slash_at_the_end_of_the_address_changes_no_link() -> None:
    assert Settings(url="https://hackathon.example/").url == "https://hackathon.example"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", MailServer(guard=Guard.NONE, host="localhost", port=25, user="", password="")),
        (
            "smtp+starttls://me%40x.example:p%2Fw@mail.x.example",
            MailServer(
                guard=Guard.STARTTLS,
                host="mail.x.example",
                port=587,
                user="me@x.example",
                password="p/w",  # noqa: S106 -- it opens nothing
            ),
        ),
        ("smtps://h:4650", MailServer(guard=Guard.TLS, host="h", port=4650, user="", password="")),
        ("", None),
    ],
)
def test_the_address_of_a_mail_server_says_how_to_speak_to_it(url: str, server: MailServer | None) -> None:
    assert Settings(smtp_url=url).mail_server == server


@pytest.mark.parametrize("url", ["localhost:25", "http://mail.example", "smtp://", "smtp://h:port"])
def test_an_address_of_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"begins with|ort could not be cast"):
        _ = Settings(smtp_url=url).mail_server


def test_mail_comes_from_the_server_that_people_know() -> None:
    assert Settings(url="https://hackathon.example:8443").mail_from == "hackathon@hackathon.example"
    assert Settings(mail_from="team@xen.example").mail_from == "team@xen.example"


def test_nobody_else_on_the_machine_reads_what_an_instance_keeps(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    app = create_app(Settings.load({}, instance=str(folder)))
    with app.app_context():
        schema.upgrade()
        background_tasks.queue()
        # SQLite makes its journals when it first writes.
        modes = {each.name: stat.filemode(each.stat().st_mode) for each in (folder, *folder.iterdir())}
        db.engine.dispose()

    assert {"hackathon.db", "queue.db", "secret_key"} <= modes.keys()
    assert modes.pop("instance") == "drwx------"
    assert set(modes.values()) == {"-rw-------"}


def test_processes_that_start_at_once_sign_with_one_key(tmp_path: Path) -> None:
    settings = Settings.load({}, instance=str(tmp_path))

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: settings.signing_key(), range(64)))

    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert [each.name for each in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_that_was_never_written_whole_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()

    assert len(Settings.load({}, instance=str(tmp_path)).signing_key()) == 64


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/hack",
        "example.org",
        "https://",
        "ftp://example.org",
        "https://example.org?a",
        "https://a#b",
    ],
)
def test_an_address_with_more_than_a_host_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="HACKATHON_URL"):
        Settings(url=url)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file" / "instance", Path("/proc/self")):
        settings = Settings.load({}, instance=str(folder))
        for write in (settings.signing_key, settings.made_instance):
            with pytest.raises(BadSetting, match="cannot be written"):
                write()


def test_every_setting_is_documented_with_its_default() -> None:
    page = Path(__file__).parents[1] / "docs" / "operators" / "settings.md"
    rows = re.findall(r"^\| `(\w+)` \| (.*?) ?\| (.+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    found = {name: (default, words) for name, default, words in rows}

    assert found.keys() == {each.name for each in fields(Settings)}
    for each in fields(Settings):
        default, words = found[each.name]
        if each.default not in ("", ()):
            assert default == f"`{each.default}`"
        assert ("Secret." in words) == each.metadata["secret"], each.name
