"""A crowd at its own pace: opening pages, voting, changing votes, answering, and polling for changes."""

import random
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from benchmarks.crowd import NO_ANSWER, Ledger, Member, Reply, enrol, vote
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Topic, topic_address

THREADS = 64
"""How many people can be waiting for an answer at the same moment."""
ACTS = 5
"""What each person does: a list, a topic with a vote, a changed vote, an answer, and polls between them."""
LATE = 60
"""Seconds after its end at which a run is given up."""


@dataclass(kw_only=True)
class Crowd:
    """People of one event, what they do, and what came of it."""

    app: Flask
    port: int
    event: int
    members: list[Member]
    topics: list[tuple[int, str]]
    slug: str
    days: dict[str, str]
    """The fields of the days on which somebody who comes is there."""
    ledger: Ledger
    answers: dict[int, Status] = field(default_factory=dict)
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, app: Flask, port: int, event: Event, people: Sequence[int]) -> "Crowd":
        """Return a crowd of these people, all of them signed in."""
        rows = db.session.execute(
            select(Topic.id, Topic.number, Topic.title).where(Topic.event_id == event.id)
        )
        topics = [(key, topic_address(number, title)) for key, number, title in rows]
        ledger = Ledger.begun(event.id)
        return cls(
            app=app, port=port, event=event.id, slug=event.slug,
            members=enrol(app, people), topics=topics, days=_days(event), ledger=ledger,
        )  # fmt: skip

    def run(self, seconds: float) -> None:
        """Let everybody do their things within so many seconds, each at moments of their own."""
        chance = random.Random(len(self.members))  # noqa: S311 -- nothing secret hangs on it
        due = sorted((chance.uniform(0, seconds / 2), member.person, member) for member in self.members)
        waiting = list(reversed([(at, member) for at, _person, member in due]))
        start = time.monotonic()
        steps = {member.person: 0 for member in self.members}

        def work() -> None:
            while time.monotonic() < start + seconds + LATE:
                with self._lock:
                    if not waiting:
                        return
                    at, member = waiting.pop()
                time.sleep(max(0.0, start + at - time.monotonic()))
                self._do(member, steps[member.person], start + at)
                steps[member.person] += 1
                if steps[member.person] < ACTS:
                    self._come_again(waiting, time.monotonic() - start, member, seconds)

        threads = [threading.Thread(target=work) for _ in range(THREADS)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        if waiting:
            self.faults.append(f"{len(waiting)} people had no turn in time")

    def _come_again(
        self, waiting: list[tuple[float, Member]], now: float, member: Member, seconds: float
    ) -> None:
        """Put somebody back into the line, which is kept with the latest first."""
        at = now + random.Random(f"{member.person} {now}").uniform(0, seconds / (2 * ACTS))  # noqa: S311 -- no secret
        with self._lock:
            index = len(waiting)
            while index and waiting[index - 1][0] < at:
                index -= 1
            waiting.insert(index, (at, member))

    def _do(self, member: Member, step: int, due: float) -> None:
        chance = random.Random(f"{member.person} {step}")  # noqa: S311 -- nothing secret hangs on it
        acts: list[tuple[str, Callable[[], int]]] = [
            ("list of topics", lambda: self._open(member, "topics/").status),
            ("vote", lambda: self._vote(member, chance, again=False)),
            ("changed vote", lambda: self._vote(member, chance, again=True)),
            ("answer", lambda: self._answer(member, chance)),
            ("agenda", lambda: self._open(member, "agenda/").status),
        ]
        name, act = acts[step]
        self._timed(name, act, due)
        self._timed("poll", lambda: self._open(member, "live?since=1").status, time.monotonic())

    def _timed(self, name: str, act: Callable[[], int], due: float) -> None:
        try:
            status = act()
        except NO_ANSWER as fault:
            self.faults.append(f"{name}: {type(fault).__name__} {fault}")
            return
        self.taken[name].append(time.monotonic() - due)
        if status not in (200, 303):
            self.faults.append(f"{name}: {status}")

    def _open(self, member: Member, page: str) -> Reply:
        return member.get(self.port, f"/{self.slug}/{page}", **{"Accept-Encoding": "gzip"})

    def _vote(self, member: Member, chance: random.Random, *, again: bool) -> int:
        # The same person's topic is the same each time, so that the second vote changes the first.
        topic, address = self.topics[member.person % len(self.topics)]
        path, choice = f"/{self.slug}/topics/{address}", "must" if again else chance.choice(("will", "maybe"))
        return vote(self.port, member, path, (member.person, topic), choice, self.ledger)

    def _answer(self, member: Member, chance: random.Random) -> int:
        status = chance.choice((Status.DECLINED, Status.CONFIRMED))
        fields = {"status": status.value, "version": "1", "where": "room", **self.days}
        reply = member.post(self.port, f"/{self.slug}/confirmation", **fields)
        if reply.status == 303:
            self.answers[member.person] = status
        return reply.status

    def wrong(self) -> list[str]:
        """Recount what was acknowledged."""
        found = self.ledger.wrong(self.event)
        rows = db.session.execute(
            select(Attendance.person_id, Attendance.status).where(Attendance.event_id == self.event)
        )
        stored = dict(rows.all())
        return [
            *found,
            *(
                f"person {person}: answered {status}, stored {stored.get(person)}"
                for person, status in self.answers.items()
                if stored.get(person) is not status
            ),
        ]

    def lines(self) -> list[str]:
        """Return what was measured, as text."""
        table = [f"{'':16}{'answers':>9}{'p50 ms':>9}{'p99 ms':>9}"]
        for name, taken in self.taken.items():
            percents = (
                statistics.quantiles(taken, n=100, method="inclusive") if len(taken) > 1 else taken * 99
            )
            table.append(f"{name:16}{len(taken):9}{percents[49] * 1000:9.0f}{percents[98] * 1000:9.0f}")
        return table


def _days(event: Event) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number in range((event.last_day - event.first_day).days + 1):
        day = event.first_day + timedelta(days=number)
        values = {"day": day.isoformat(), "is_there": "y", "arrives": "09:00", "leaves": "17:00"}
        fields |= {f"days-{number}-{name}": value for name, value in values.items()}
    return fields
