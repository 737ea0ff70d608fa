"""What no line of the log may hold, whoever wrote it."""

import json
import logging
import sys

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hackathon.config import LogFormat, Settings
from hackathon.core.extensions import db
from hackathon.core.logs import JsonLines, TextLines, formatter, without_secrets


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("to Ian <ian.campbell+xen@mail.xen.example>: refused", "to Ian <[mail address]>: refused"),
        ("from 192.0.2.7 and 2001:db8:0:1::17", "from [network] and [network]"),
        ("GET /sign-in/kJ8_bA-3x", "GET /sign-in/[secret]"),
        ("token Zk3vJ9-aQ_1bXw7dPq", "token [secret]"),
        ("digest 9f86d081884c7d659a2feaa0c55ad015", "digest [secret]"),
        ("at 12:30:45, plan 17 of dublin-2013 broke", "at 12:30:45, plan 17 of dublin-2013 broke"),
        ("core/web/caching/prepared_responses.py, line 3", "core/web/caching/prepared_responses.py, line 3"),
    ],
)  # fmt: skip
def test_addresses_and_secrets_are_left_out_and_nothing_else(said: str, left: str) -> None:
    assert without_secrets(said) == left


@pytest.mark.parametrize("lines", [JsonLines(), TextLines()])
def test_a_traceback_is_cleaned_too(lines: logging.Formatter) -> None:
    try:
        raise ValueError("ian@xen.example came from 198.51.100.4")
    except ValueError:
        record = logging.LogRecord("some", logging.ERROR, __file__, 1, "%s broke", ("job",), sys.exc_info())
    written = lines.format(record)

    assert "ValueError: [mail address] came from [network]" in written
    assert "job broke" in written


def test_json_is_one_line_whatever_was_said() -> None:
    record = logging.LogRecord("some", logging.WARNING, __file__, 1, 'two\nlines "quoted"', (), None)

    written = JsonLines().format(record)

    assert "\n" not in written
    assert json.loads(written)["message"] == 'two\nlines "quoted"'


def test_the_settings_choose_the_lines() -> None:
    assert isinstance(formatter(Settings(log=LogFormat.JSON)), JsonLines)
    assert isinstance(formatter(Settings()), TextLines)


@pytest.mark.usefixtures("app")
def test_an_error_of_the_database_quotes_nothing_that_a_person_sent() -> None:
    with pytest.raises(DBAPIError) as fault:
        db.session.execute(text("SELECT :mail FROM nowhere"), {"mail": "ian@xen.example"})
    db.session.rollback()

    assert "ian@xen.example" not in str(fault.value)
