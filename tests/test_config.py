"""What the person who runs the server decides."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hackathon.app import create_app
from hackathon.background import later
from hackathon.config import Guard, MailServer, Settings
from hackathon.extensions import db
from hackathon.services import schema


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


def test_proxies_are_counted() -> None:
    assert Settings(trusted_proxies="2").proxies == 2
    with pytest.raises(ValueError, match="'one'"):
        Settings(trusted_proxies="one")


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
        later.queue()
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
