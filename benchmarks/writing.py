"""Somebody who writes while pages are measured."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from sqlalchemy import Engine, insert

from hackathon.accounts.models import Person
from hackathon.core.extensions import db

EVERY = 0.05
"""Seconds between two commits: as many as 600 people make who each vote twice a minute."""


@contextmanager
def others_write() -> Iterator[None]:
    """Meanwhile, keep adding people whom no page shows."""
    over = Event()
    with ThreadPoolExecutor(max_workers=1) as threads:
        writer = threads.submit(_write, db.engine, over)
        try:
            yield
        finally:
            over.set()
        writer.result()  # its exception is raised here


def _write(engine: Engine, over: Event) -> None:
    while not over.wait(EVERY):
        with engine.connect().execution_options(writes=True) as connection:
            connection.execute(insert(Person).values(name="Else", name_key="else"))
            connection.commit()
