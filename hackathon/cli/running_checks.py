"""Checks that need a server in use: clocks that differ, and codes that strangers try."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hackathon.accounts.sign_in import queries as wrong_codes
from hackathon.accounts.sign_in.domain import MANY_WRONG_CODES
from hackathon.cli import consistency
from hackathon.cli.check_finding import CheckFinding
from hackathon.config import Settings
from hackathon.core.domain.server_clocks import TOLERANCE, WORTH_A_WORD
from hackathon.core.web.clock import current_time
from hackathon.operations.queries import readiness, server_clocks

SET_CLOCKS = "timedatectl set-ntp true, on every machine"


def clocks(settings: Settings) -> CheckFinding:
    """Compare the clocks of this machine, the database and Redis, and the times of stored rows."""
    found = [*_differences(settings), *_from_the_future(server_clocks.newest(), datetime.now(UTC))]
    if found:
        return CheckFinding(what="clocks", is_good=False, words="; ".join(found), fix=SET_CLOCKS)
    return CheckFinding(what="clocks", is_good=True, words="all agree")


def codes() -> CheckFinding:
    """Report how many wrong sign-in codes were entered; many from one network are probably an attack."""
    found = wrong_codes.within_a_day(current_time())
    words = f"{found.number} wrong within a day, from {found.networks} networks"
    if found.link_only:
        words += f"; addresses that now accept links only: {found.link_only}"
    if found.most < MANY_WRONG_CODES:
        return CheckFinding(what="sign-in codes", is_good=True, words=words)
    return CheckFinding(
        what="sign-in codes", is_good=True, words=f"{words}; most, {found.most}, from {found.worst}",
        fix=f"block {found.worst} in the firewall, unless you expect people from there",
    )  # fmt: skip


REPORT = "hackathon backup, then report this: it should never happen, no matter how the program is used"
FIXES = {
    "database": "start it, or set HACKATHON_DATABASE_URL",
    "migrations": "hackathon db upgrade",
    "disk": "free space on the disk of the instance folder",
    "queue": "check that `hackathon worker` is running, and look at its log",
    "mail": "check that `hackathon worker` is running and that the mail server accepts mail",
}


def of_server() -> list[CheckFinding]:
    """Report what `/health/ready` returns now, and how to fix problems."""
    return [
        CheckFinding(
            what=f"server: {check.name}",
            is_good=check.is_good,
            words=check.words,
            fix="" if check.is_good else FIXES[check.name],
        )
        for check in readiness.checks(current_time())
    ]


def of_data() -> list[CheckFinding]:
    """Check stored data for consistency: one finding for each broken rule, or one that says all is well."""
    found = consistency.faults(current_time())
    if not found:
        words = f"consistent ({', '.join(consistency.RULES)})"
        return [CheckFinding(what="data", is_good=True, words=words)]
    return [
        CheckFinding(what=f"data: {fault.rule}", is_good=False, words=fault.words, fix=REPORT)
        for fault in found
    ]


def difference_in_words(whose: str, ahead: timedelta) -> str | None:
    """Return how a clock differs from this machine's; None if it hardly does."""
    if abs(ahead) < WORTH_A_WORD:
        return None
    seconds = round(abs(ahead).total_seconds())
    where = "ahead of" if ahead > timedelta() else "behind"
    return f"the clock of {whose} is {seconds} s {where} this machine's"


def _differences(settings: Settings) -> Iterator[str]:
    for whose, read in (("the database", server_clocks.of_database), ("Redis", _of_redis)):
        asked = datetime.now(UTC)
        told = read(settings)
        if told is not None and (words := difference_in_words(whose, told - asked)):
            yield words


def _of_redis(settings: Settings) -> datetime | None:
    if not settings.redis_url:
        return None
    from redis import Redis, RedisError  # noqa: PLC0415 -- slow import

    try:
        seconds, micro = Redis.from_url(settings.redis_url).time()
    except RedisError:
        return None  # another check reports that it doesn't respond
    return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micro)


def _from_the_future(newest: datetime | None, now: datetime) -> Iterator[str]:
    if newest is not None and newest > now + TOLERANCE:
        yield f"something was written at {newest:%Y-%m-%d %H:%M} UTC, in the future: a clock was ahead"
