"""Who holds what open while the server runs, and what is left when it ends."""

import os
import shutil
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from tests import databases
from tests.server.serving import Serving, locked_by, open_files, seed, serving, until, votes
from tests.server.slow_clients import POST, connected
from tests.server.visiting import Visit

LOOKS = 50
"""How often idle transactions are looked for, a tenth of a second apart."""
IDLE = """
SELECT count(*) FROM pg_sleep(0.1), pg_stat_activity
WHERE application_name = %(name)s AND state LIKE 'idle in transaction%%' AND now() - state_change > '1 second'
"""


def database(running: Serving) -> Path:
    """Return the main file of the server's database."""
    return running.settings.instance_path / "hackathon.db"


def test_the_process_that_forks_holds_no_database_open(shared: Serving) -> None:
    held = open_files(shared.process.pid)

    assert [file for file in held if file.startswith(shared.settings.instance)] == []


def test_every_process_that_uses_the_database_holds_its_lock(shared: Serving) -> None:
    assert shared.signed_in().vote()
    log = Path(f"{database(shared)}-shm")
    # A process that is just opening it has no lock yet.
    assert shared.background_worker()
    assert shared.web_workers()

    users = {each for each in shared.processes() if str(log) in open_files(each)}

    assert users
    assert users <= locked_by(log)


def test_a_killed_server_loses_no_vote_though_another_program_looks_in_and_its_web_workers_end(
    running: Serving,
) -> None:
    ian = running.signed_in()
    assert ian.vote("will")
    assert running.background_worker()
    assert running.web_workers()
    others = running.processes()[1:]
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait()
    # It believes that it is the last one if the others hold no lock, and deletes the log.
    with closing(sqlite3.connect(database(running))) as other:
        other.execute("SELECT count(*) FROM vote").fetchall()
    # The web workers notice within a second that they are alone, and answer until then.
    is_answered = ian.vote("must")
    assert until(lambda: not [each for each in others if is_alive(each)])

    # One that was not answered may have been kept or not; the one before it is not lost.
    (kept,) = votes(database(running))
    assert kept in ({"must"} if is_answered else {"must", "will"})


def is_alive(process: int) -> bool:
    """Whether a process still runs; one that nobody has asked about since it ended does not."""
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2][:3]
    except FileNotFoundError:
        return False


def test_a_server_at_rest_holds_no_transaction(shared: Serving) -> None:
    assert shared.background_worker()
    assert shared.signed_in().vote()

    for name in ("hackathon.db", "queue.db"):
        with closing(sqlite3.connect(shared.settings.instance_path / name)) as other:
            busy, left, _ = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert (busy, left) == (0, 0), name


def test_a_server_that_stops_answers_what_it_has_begun_and_its_main_file_alone_has_the_last_vote(
    running: Serving, tmp_path: Path
) -> None:
    assert running.signed_in().vote()
    with connected(running, f"{POST}Content-Length: 10\r\n\r\nemail") as client:
        assert Visit().get(f"{running.url}/health") == 200  # what was sent before this has been read
        running.process.terminate()
        # The web workers stop listening when they are told; this one has begun and is waited for.
        until(lambda: not listens(running))
        client.sendall(b"=abcd")
        answer = client.recv(1000)

    assert answer.startswith(b"HTTP/1.1 400")  # no token, and yet an answer
    assert running.stop() == 0
    alone = shutil.copyfile(database(running), tmp_path / "alone.db")
    assert votes(alone) == ["must"]
    assert sorted(file.name for file in tmp_path.glob("*.db-*")) == []


def listens(running: Serving) -> bool:
    """Whether the server still takes connections."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", running.port)) == 0


def test_a_server_at_rest_is_not_idle_in_a_transaction(tmp_path: Path) -> None:
    with databases.postgresql(tmp_path) as url:
        name = f"hackathon-{tmp_path.name}"
        settings = seed(tmp_path, database_url=f"{url}&application_name={name}", redis_url=databases.redis())
        with serving(settings) as running, psycopg.connect(databases.POSTGRESQL, autocommit=True) as other:
            assert running.signed_in().vote()
            found = [other.execute(IDLE, {"name": name}).fetchone() for _ in range(LOOKS)]

            assert set(found) == {(0,)}
            # What listens, and nothing that leads to a database.
            assert len([file for file in open_files(running.process.pid) if "socket" in file]) == 1
