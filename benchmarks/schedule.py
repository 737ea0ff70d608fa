"""What the schedule editor takes: prices of all cells, a move, the page, and asking for news."""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import process_time

import click
from sqlalchemy import select

from benchmarks.events import Size, seed
from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.queries import drafts
from hackathon.schedule.changes.domain.changes import Action, Change
from hackathon.schedule.changes.services import changing, undoing
from hackathon.schedule.page.queries import page
from hackathon.schedule.presence import queries as presence
from hackathon.schedule.state_strip import queries as strips

SMALL = Size(slug="small", topics=60, rooms=6, days=2, people=250, votes_each=12, slots=12)
LARGE = Size(slug="large", topics=300, rooms=10, days=5, people=2_000, votes_each=15, slots=40)
GOALS_MS = {SMALL.slug: 100, LARGE.slug: 300}
"""What the prices of all cells may take, draft already loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The processor time of one thing, in milliseconds: the middle of several runs."""

    size: str
    what: str
    milliseconds: float


@click.command("schedule")
@click.option("--repeats", type=click.IntRange(1, 100), default=7, show_default=True)
def bench_schedule(repeats: int) -> None:
    """Measure the schedule editor in processor time, at 60 topics and 250 people, and at 300 and 2,000."""
    click.echo(f"load {os.getloadavg()[0]:.1f}; milliseconds of processor time, middle of {repeats}")
    with (
        tempfile.TemporaryDirectory(prefix="hackathon-bench-") as name,
        create_app(Settings.load({}, instance=name)).app_context(),
    ):
        schema.upgrade()
        for size in (SMALL, LARGE):
            seed(size, datetime.now(UTC))
            for row in _rows(size, repeats):
                goal = f" (goal {GOALS_MS[size.slug]})" if row.what == "prices of all cells" else ""
                click.echo(f"{row.size:6} {row.what:28} {row.milliseconds:8.1f}{goal}")


def _rows(size: Size, repeats: int) -> Iterator[Row]:
    event = db.session.scalars(select(Event).where(Event.slug == size.slug)).one()
    person = db.session.scalars(select(Person).where(Person.name == f"{size.slug.title()} Person 000")).one()
    editor = _Editor(size, event.slug, person.id, repeats)
    editor.assess(0)
    yield editor.row("prices of all cells", editor.price, editor.leave_out)
    yield editor.row("prices, same draft again", editor.price, editor.assess)
    for _ in range(repeats + 1):
        editor.undo(0)
    yield editor.row("a move", editor.leave_out, editor.assess)
    yield editor.row("figures after a move", editor.assess, editor.leave_out_another)
    yield editor.row("undo", editor.undo, editor.assess)
    yield editor.row("the page, loaded again", editor.load, editor.assess)
    yield editor.row("asking for news", editor.ask, editor.assess)


class _Editor:
    """An organizer at work; each act reads its rows afresh, as a request does."""

    def __init__(self, size: Size, slug: str, person: int, repeats: int) -> None:
        self.size, self.slug, self.person, self.repeats = size, slug, person, repeats
        self.now = datetime.now(UTC)

    def row(self, what: str, act: Callable[[int], None], prepare: Callable[[int], None]) -> Row:
        """Measure an act several times; the first one also imports and compiles, and doesn't count."""
        times = []
        for number in range(self.repeats + 1):
            prepare(number)
            began = process_time()
            act(number)
            times.append(process_time() - began)
        return Row(size=self.size.slug, what=what, milliseconds=1000 * median(times[1:]))

    def _event(self) -> Event:
        db.session.rollback()
        return db.session.scalars(select(Event).where(Event.slug == self.slug)).one()

    def leave_out(self, number: int) -> None:
        change = Change(action=Action.LEAVE_OUT, topic=number + 1)
        event, by = self._event(), db.session.get_one(Person, self.person)
        changing.make_changes(event=event, changes=[change], by=by, now=self.now)

    def leave_out_another(self, number: int) -> None:
        self.leave_out(number + self.repeats + 1)

    def undo(self, _number: int) -> None:
        undoing.undo(event=self._event(), by=db.session.get_one(Person, self.person), now=self.now)

    def assess(self, _number: int) -> None:
        event = self._event()
        strips.assess(event, drafts.current(event), agendas.latest(event), self.now)

    def price(self, number: int) -> None:
        from hackathon.schedule.prices import queries as prices  # noqa: PLC0415 -- slow import

        prices.load_places(self._event(), self.size.topics - number, 1, self.now)

    def load(self, _number: int) -> None:
        page.load_page(self._event(), db.session.get_one(Person, self.person), self.now)

    def ask(self, _number: int) -> None:
        presence.load_moment(self._event(), db.session.get_one(Person, self.person), self.now)
