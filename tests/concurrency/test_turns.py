"""On SQLite, which lets only one write at all, the threads of a process take turns."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import event, func, select

from hackathon.accounts.models import Person
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.topics.models import Topic
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin

AT_ONCE = 8


def test_one_thread_at_a_time_asks_sqlite_whether_it_may_write(app: Flask, dublin: Dublin) -> None:
    topic = dublin.portathon.id
    people = [person.id for person in dublin.crowd(AT_ONCE, voting=dublin.portathon)]
    db.session.commit()
    engine, start, asking, most = db.engine, Barrier(AT_ONCE), 0, 0

    def asked(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal asking, most
        if statement == "BEGIN IMMEDIATE":
            asking += 1
            most = max(most, asking)

    def committed(_conn: object) -> None:
        nonlocal asking
        asking -= 1

    def vote(person: int) -> None:
        with app.app_context():
            voted, voter = db.session.get_one(Topic, topic), db.session.get_one(Person, person)
            start.wait(timeout=10)
            votes.cast(topic=voted, person=voter, choice=Choice.MUST, now=NOON)

    event.listen(engine, "before_cursor_execute", asked)
    event.listen(engine, "commit", committed)
    try:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(vote, people))
    finally:
        event.remove(engine, "before_cursor_execute", asked)
        event.remove(engine, "commit", committed)

    cast = select(func.count()).where(Vote.topic_id == topic, Vote.choice == Choice.MUST)
    assert db.session.scalar(cast) == AT_ONCE
    assert most == (1 if engine.dialect.name == "sqlite" else 0)
