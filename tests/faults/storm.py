"""People at work on a server whose processes are killed, and what must be true when it is over."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import func, select

from benchmarks.crowd import NO_ANSWER, Ledger, Member, attendees, enrol, stranger, vote
from hackathon.accounts.models import Person
from hackathon.agenda.models import Revision
from hackathon.cli import consistency
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail
from hackathon.planning.drafts.models import Run, RunState
from hackathon.planning.drafts.queries import drafts
from hackathon.topics.models import Topic, topic_address
from tests.faults.page_import import PAGE, TOPICS, shown
from tests.faults.supervised import Supervised
from tests.mail.mailserver import MailServer
from tests.server.serving import until

SLUG = "dublin-2013"
CHOICES = ("", *(each.value for each in Choice))
DONE_BETWEEN, LULL = 3, 10
"""How many votes are acknowledged between two kills, and how many seconds are waited for them at most."""
JSON = {"Accept": "application/json"}
CALM = 90
"""Seconds until a server that is left alone must have done all that waits."""


@dataclass(kw_only=True)
class Storm:
    """What people do over HTTP, one thing after the other each, and what was acknowledged to them."""

    app: Flask
    server: Supervised
    mail: MailServer
    seed: int = 1
    ledger: Ledger = field(init=False)
    plans: list[int] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    imported: list[int] = field(default_factory=list)
    mailed: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    _is_over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.event = db.session.scalars(select(Event).where(Event.slug == SLUG)).one().id
        rows = db.session.execute(
            select(Topic.id, Topic.number, Topic.title).where(Topic.event_id == self.event)
        )
        found = [(key, topic_address(number, title)) for key, number, title in rows]
        self.topics = [(key, f"/{SLUG}/topics/{address}") for key, address in found[:12]]
        organizer = db.session.scalars(select(Person.id).where(Person.name == "Lars Kurth")).one()
        voters = [key for key in attendees(self.event, 9) if key != organizer][:8]
        self.organizer, *self.voters = enrol(self.app, [organizer, *voters])
        self.ledger = Ledger.begun(self.event)
        db.session.rollback()

    def rage(self, *, kills: int) -> None:
        """Let everybody work while that many processes are killed, one after the other."""
        chance = random.Random(self.seed)  # noqa: S311 -- nothing secret hangs on it
        threads = [threading.Thread(target=self._until_over, args=(work,)) for work in self._work()]
        for each in threads:
            each.start()
        try:
            while sum(self.server.kills.values()) < kills:
                self._let_work()
                time.sleep(chance.uniform(0, 0.2))
                self.server.kill_one(chance)
        finally:
            self._is_over.set()
            for each in threads:
                each.join(timeout=120)

    def _let_work(self) -> None:
        """Wait until something was done since the last kill, however slow the machine is."""
        done, end = self.ledger.acknowledged, time.monotonic() + LULL
        while self.ledger.acknowledged < done + DONE_BETWEEN and time.monotonic() < end:
            time.sleep(0.01)

    def _work(self) -> list[Callable[[random.Random], None]]:
        voting = [lambda chance, who=who: self._vote(who, chance) for who in self.voters]
        return [*voting, self._ask_for_mail, self._ask_for_plan, self._publish, self._import]

    def _until_over(self, work: Callable[[random.Random], None]) -> None:
        chance = random.Random(f"{self.seed} {id(work)}")  # noqa: S311 -- nothing secret hangs on it
        with self.app.app_context():
            while not self._is_over.is_set():
                try:
                    work(chance)
                except NO_ANSWER:
                    time.sleep(0.05)
                except Exception as fault:
                    self.broken.append(f"{type(fault).__name__}: {fault}")
                finally:
                    db.session.remove()
                time.sleep(0.02)

    def _vote(self, member: Member, chance: random.Random) -> None:
        topic, path = chance.choice(self.topics)
        status = vote(
            self.server.port, member, path, (member.person, topic), chance.choice(CHOICES), self.ledger
        )
        self.statuses[status] += 1
        if status == 0:
            time.sleep(0.1)

    def _ask_for_mail(self, chance: random.Random) -> None:
        """Ask for a link to sign in with; what is acknowledged is one mail, whatever is killed."""
        email = f"guest-{chance.randrange(10**9)}@guests.example"
        reply = stranger(self.app).post(self.server.port, "/sign-in", email=email)
        self.statuses[reply.status] += 1
        if reply.status == 303:
            self.mailed.append(email)
        time.sleep(0.1)

    def _ask_for_plan(self, _chance: random.Random) -> None:
        path = f"/{SLUG}/organize/schedule/plan"
        fields = {"mode": "everything", "seconds": "1"}
        reply = self.organizer.post(self.server.port, path, JSON, **fields)
        self.statuses[reply.status] += 1
        if reply.status == 200:
            self.plans.append(json.loads(reply.text)["run"])
        time.sleep(1)

    def _publish(self, chance: random.Random) -> None:
        draft = drafts.current(db.session.get_one(Event, self.event))
        db.session.rollback()
        note = f"note {chance.randrange(10**9)}"
        reply = self.organizer.post(
            self.server.port,
            f"/{SLUG}/organize/schedule/publication",
            note=note,
            version=str(draft.version if draft else 0),
        )
        self.statuses[reply.status] += 1
        if reply.status == 303:
            self.published.append(note)
        time.sleep(0.5)

    def _import(self, chance: random.Random) -> None:
        """Bring in a page of three topics; they come together or not at all."""
        number, port, path = chance.randrange(10**6), self.server.port, f"/{SLUG}/organize/import"
        sent = self.organizer.post(port, path, text=PAGE.format(number=number))
        self.statuses[sent.status] += 1
        if sent.status != 303:
            return
        plan = self.organizer.get(port, f"{path}/plan")
        if plan.status == 200:
            done = self.organizer.post(port, f"{path}/application", **shown(plan.text))
            self.statuses[done.status] += 1
            if done.status == 303:
                self.imported.append(number)
        time.sleep(1)

    def summary(self) -> str:
        """Say what was done, for whoever reads the output of a long run."""
        kills = ", ".join(f"{count} {name}" for name, count in sorted(self.server.kills.items()))
        return (
            f"killed: {kills}; started {self.server.starts} times; votes: "
            f"{self.ledger.acknowledged} acknowledged, "
            f"{self.ledger.unanswered} without answer; mails: {len(self.mailed)}, "
            f"plans: {len(self.plans)}, publications: {len(self.published)}, "
            f"imports: {len(self.imported)}; answers: "
            f"{dict(sorted(self.statuses.items()))}"
        )

    def settle(self) -> None:
        """Wait until a server that is left alone has done all that waits."""
        until(self.server.is_up)
        end = time.monotonic() + CALM
        while self._waits() and time.monotonic() < end:
            time.sleep(0.5)

    def _waits(self) -> int:
        db.session.rollback()
        mails = select(func.count()).where(Mail.state.in_((MailState.WAITING, MailState.SENDING)))
        plans = select(func.count()).where(Run.state.in_((RunState.QUEUED, RunState.RUNNING)))
        return db.session.scalars(mails).one() + db.session.scalars(plans).one()

    def wrong(self) -> list[str]:
        """Recount: what was acknowledged is there exactly once, and nothing is half done."""
        found = [*self.broken, *self.ledger.wrong(self.event), *self._wrong_mail(), *self._wrong_imports()]
        if waiting := self._waits():
            found.append(f"{waiting} mails or plans still wait")
        notes = Counter(db.session.scalars(select(Revision.note).where(Revision.event_id == self.event)))
        found += [f"{note}: published {notes[note]} times" for note in self.published if notes[note] != 1]
        found += [f"{note}: published {count} times" for note, count in notes.items() if note and count > 1]
        known = set(db.session.scalars(select(Run.id)))
        found += [f"plan {each} was acknowledged and is gone" for each in self.plans if each not in known]
        found += [f"{each.rule}: {each.words}" for each in consistency.faults(datetime.now(UTC))]
        return found

    def _wrong_mail(self) -> list[str]:
        written = Counter(db.session.scalars(select(Mail.to_address)))
        arrived = Counter(self.mail.recipients)
        rows = db.session.execute(select(Mail.to_address, Mail.state)).all()
        states = dict(rows)
        lost = [to for to in self.mailed if written[to] != 1]
        twice = [to for to, count in arrived.items() if count > 1]
        missing = [to for to, state in states.items() if state is MailState.SENT and not arrived[to]]
        return [
            *(f"{to} was acknowledged and written {written[to]} times" for to in lost),
            *(f"{to} got a mail {arrived[to]} times" for to in twice),
            *(f"{to} got nothing, and the mail is said to be sent" for to in missing),
        ]

    def _wrong_imports(self) -> list[str]:
        titles = db.session.scalars(select(Topic.title).where(Topic.title.like("Storm %"))).all()
        counted = Counter(int(title.split()[1]) for title in titles)
        return [
            *(f"page {each}: {counted[each]} topics" for each in self.imported if counted[each] != TOPICS),
            *(f"page {each}: {count} topics" for each, count in counted.items() if count % TOPICS),
        ]
