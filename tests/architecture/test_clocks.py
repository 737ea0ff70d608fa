"""One clock tells everything the present moment, so that a rehearsal moves all of it."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "hackathon"
READS_THE_CLOCK = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today)\(")
ALLOWED = {
    "core/web/clock.py",  # the clock itself
    "cli/running_checks.py",  # looks for a machine whose clock is wrong
}


def test_only_the_clock_reads_the_time_of_the_machine() -> None:
    readers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if READS_THE_CLOCK.search(path.read_text("utf-8"))
    }

    assert readers == ALLOWED, "use current_time() of hackathon.core.web.clock"
