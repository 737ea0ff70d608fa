"""What the person who runs the server decides."""

from pathlib import Path

import pytest

from hackathon.config import Settings


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


def test_a_slash_at_the_end_of_the_address_changes_no_link() -> None:
    assert Settings(url="https://hackathon.example/").url == "https://hackathon.example"
