"""How fast pages come in: seconds, memory and growth for every kind of page, on a database of its own."""

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks import pages as bench_pages
from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.events.queries import events
from hackathon.importing.queries.page_files import file_of
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import NewEvent
from hackathon.pages.model.source import MAX_FILE_BYTES, decode
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.writers.formats import WRITERS

SIZES = (70, 300, 1_000, 3_000)
_KINDS = bench_pages.KINDS
_ONCE = "from hackathon.cli import bench_import; bench_import.once()"
_MEBIBYTE = 1024
_HEAD = f"{'kind':16}{'topics':>8}{'kB':>8}{'read s':>9}{'write s':>9}{'all s':>9}{'CPU s':>9}{'MiB':>7}"
_HEAD += f"{'again s':>9}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One import: seconds of reading the text and of writing the rows, and the most memory at any moment.

    `busy` counts the seconds of the processor, which hold still while others use the machine. `again` are
    those of writing it all as a page of that kind and reading it back, where we write that kind.
    """

    topics: int
    read: float
    write: float
    busy: float
    mebibytes: float
    again: float | None

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.read + self.write


@click.command("import")
@click.option("--topics", type=click.IntRange(1, 20_000), multiple=True, default=SIZES, show_default=True)
@click.option(
    "--as",
    "kinds",
    type=click.Choice([kind.value for kind in _KINDS]),
    multiple=True,
    default=[kind.value for kind in _KINDS],
    help="Only these.",
)
def bench_import(topics: tuple[int, ...], kinds: tuple[str, ...]) -> None:
    """Import generated pages of every kind into an empty database, each in a separate process.

    Growth is the exponent: 1 where twice the topics take twice the time.
    """
    click.echo(_HEAD)
    for kind in kinds:
        rows = [row for count in sorted(topics) if (row := _row(PageFormat(kind), count))]
        if len(rows) > 1:
            first, last = rows[0] if len(rows) < 3 else rows[-3], rows[-1]
            growth = math.log(last.busy / first.busy, last.topics / first.topics)
            click.echo(f"{kind:16}{first.topics:>8} to {last.topics}: growth {growth:.2f}")


def _row(kind: PageFormat, topics: int) -> Measured | None:
    """Measure one page and print it; None for a page that is larger than may come in."""
    text = bench_pages.page(kind, topics).encode()
    if len(text) > MAX_FILE_BYTES:
        click.echo(f"{kind:16}{topics:>8}{len(text) / 1000:>8.0f}  larger than may come in")
        return None
    with tempfile.TemporaryDirectory(prefix="hackathon-bench-") as folder:
        Path(folder, "page").write_bytes(text)
        told = [folder, kind.value, str(topics)]
        done = subprocess.run([sys.executable, "-c", _ONCE, *told], stdout=subprocess.PIPE, check=True)  # noqa: S603 -- our own
    row = Measured(**json.loads(done.stdout))
    seconds = f"{row.read:>9.2f}{row.write:>9.2f}{row.seconds:>9.2f}{row.busy:>9.2f}"
    again = "" if row.again is None else f"{row.again:>9.2f}"
    click.echo(f"{kind:16}{row.topics:>8}{len(text) / 1000:>8.0f}{seconds}{row.mebibytes:>7.0f}{again}")
    return row


def once() -> None:
    """Import the page in the folder that the command line names, and print what was measured as JSON."""
    folder, kind, topics = sys.argv[1:]
    with create_app(Settings.load({}, instance=folder)).app_context():
        schema.upgrade()
        days = {"first_day": datetime(2027, 5, 16).date(), "last_day": datetime(2027, 5, 17).date()}  # noqa: DTZ001 -- days
        target = NewEvent(slug="bench", title="Bench", zone="Europe/Dublin", place=None, **days)
        begun, busy = time.perf_counter(), time.process_time()
        text = decode(Path(folder, "page").read_bytes(), most=MAX_FILE_BYTES)
        page = read_text(text, PageFormat(kind))
        was_read = time.perf_counter()
        plan = importing.apply(text=text, page=page, target=target, by=None, now=datetime.now(UTC))
        written, busy = time.perf_counter(), time.process_time() - busy
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBIBYTE
        again = _again(PageFormat(kind)) if kind in WRITERS else None
    if len(plan.topics) != int(topics):
        raise ValueError(f"{topics} topics were written and {len(plan.topics)} read")
    read, write = was_read - begun, written - was_read
    measured = Measured(topics=int(topics), read=read, write=write, busy=busy, mebibytes=most, again=again)
    click.echo(json.dumps(asdict(measured)))


def _again(kind: PageFormat) -> float:
    """Return in how many seconds what came in is written and read back, which must change nothing."""
    event, begun = events.get("bench"), time.perf_counter()
    if event is None:
        raise ValueError("nothing came in")
    page = read_text(decode(file_of(event, kind).content, most=MAX_FILE_BYTES), kind)
    seconds = time.perf_counter() - begun
    plan = importing.plan(page, event)
    if not plan.changes_nothing:
        raise ValueError(f"written as {kind.value} and read back, it would change: {plan.summary()}")
    return seconds
