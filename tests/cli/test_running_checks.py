"""What the doctor says of a server that is in use."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from hackathon.accounts.sign_in.domain import MANY_WRONG_CODES, WRONG_CODES
from hackathon.accounts.sign_in.services import wrong_codes
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.cli import running_checks
from hackathon.config import Settings
from hackathon.core.database.transactions import transaction
from tests import databases
from tests.dublin import Dublin

pytestmark = pytest.mark.postgresql


@transaction
def write(*, dublin: Dublin, now: datetime) -> None:
    activity.record(LogKind.CHANGED_DATES, event=dublin.event, by=dublin.lars, now=now)


def test_clocks_that_agree_are_good(app: Flask, dublin: Dublin) -> None:
    write(dublin=dublin, now=datetime.now(UTC) + timedelta(minutes=4))

    found = running_checks.clocks(app.config["SETTINGS"])

    assert (found.is_good, found.words) == (True, "all agree")


def test_the_clock_of_redis_is_read(app: Flask) -> None:
    settings = Settings.load({}, instance=app.config["SETTINGS"].instance, redis_url=databases.redis())

    assert running_checks.clocks(settings).is_good


def test_something_that_was_written_in_the_future_is_named(app: Flask, dublin: Dublin) -> None:
    write(dublin=dublin, now=datetime(2100, 1, 1, 12, 30, tzinfo=UTC))

    found = running_checks.clocks(app.config["SETTINGS"])

    assert not found.is_good
    assert "something was written at 2100-01-01 12:30 UTC" in found.words
    assert "set-ntp" in found.fix


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, None),
        (-3, None),
        (90, "the clock of Redis is 90 s ahead of this machine's"),
        (-3600, "the clock of Redis is 3600 s behind this machine's"),
    ],
)
def test_a_difference_is_told_with_its_direction(seconds: int, words: str | None) -> None:
    assert running_checks.difference_in_words("Redis", timedelta(seconds=seconds)) == words


@pytest.mark.usefixtures("app")
def test_many_wrong_codes_are_told_with_the_network_and_no_address() -> None:
    now = datetime.now(UTC)
    assert running_checks.codes().words == "0 wrong within a day, from 0 networks"
    for _ in range(WRONG_CODES + 1):
        wrong_codes.try_one(email_key="ian@xen.example", now=now)
    for _ in range(MANY_WRONG_CODES):
        wrong_codes.was_wrong(network="192.0.2.0/24", now=now)
    wrong_codes.was_wrong(network="198.51.100.0/24", now=now)

    found = running_checks.codes()

    assert found.words == (
        "51 wrong within a day, from 2 networks; addresses that now accept links only: 1; "
        "most, 50, from 192.0.2.0/24"
    )
    assert "block 192.0.2.0/24" in found.fix


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("days", [1, -2])
def test_wrong_codes_of_another_day_are_not_counted(days: int) -> None:
    now = datetime.now(UTC)
    for _ in range(WRONG_CODES):
        wrong_codes.try_one(email_key="ian@xen.example", now=now - timedelta(days=days))

    assert wrong_codes.may_be_typed(email_key="ian@xen.example", now=now)
    assert wrong_codes.try_one(email_key="ian@xen.example", now=now)
    assert running_checks.codes().words == "0 wrong within a day, from 0 networks"
