"""The main job as a person meets it: one command, three addresses, and nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.running import Demo, demo
from tests.server.serving import open_files
from tests.server.visiting import Visit, signed_in

VOTED_FOR = "Xen perf support"


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of one demonstration, whose server was killed after a vote had been answered."""
    folder = tmp_path_factory.mktemp("demo")
    with demo(folder) as started:
        topic = f"{started.public}topics/15-xen-perf-support"
        ian = signed_in(started.attendee)
        assert ian.get(topic) == 200
        assert ian.post(f"{topic}/vote", choice="must") == 200
        started.kill()
    return folder


@pytest.fixture(scope="module")
def running(instance: Path) -> Iterator[Demo]:
    """Start that demonstration again, once for all tests that leave it running."""
    with demo(instance) as started:
        yield started


@pytest.fixture(scope="module")
def attendee(running: Demo) -> Visit:
    """Sign the attendee in, once."""
    return signed_in(running.attendee)


def test_the_three_addresses_answer(running: Demo, attendee: Visit) -> None:
    visit = Visit()

    assert visit.get(running.public) == 200
    assert "Xen Hackathon" in visit.text
    assert "This is a demonstration." in visit.text
    assert "Lars Kurth" in signed_in(running.organizer).text
    assert attendee.get(running.public) == 200
    assert "Ian Campbell" in attendee.text


def test_the_process_that_forks_the_web_workers_holds_nothing_of_its_preparations(running: Demo) -> None:
    held = open_files(running.process.pid)

    assert [file for file in held if file.startswith(str(running.instance))] == []
    # A thread would not be there in the processes that it forks, whatever lock it holds.
    assert len(list(Path(f"/proc/{running.process.pid}/task").iterdir())) == 1


def test_the_agenda_is_published_as_page_calendar_and_paper(running: Demo) -> None:
    visit = Visit()

    assert visit.get(f"{running.public}agenda/") == 200
    assert "Port Synnefo to Xen" in visit.text
    assert visit.get(f"{running.public}agenda.ics") == 200
    assert visit.text.count("BEGIN:VEVENT") == 16


@pytest.mark.usefixtures("attendee")
def test_a_sign_in_link_works_once(running: Demo) -> None:
    late = Visit()

    assert late.get(running.attendee) == 410
    assert "has already been used" in late.text


def test_a_vote_that_was_answered_survives_a_killed_server(running: Demo, attendee: Visit) -> None:
    assert attendee.get(f"{running.public}mine") == 200
    assert VOTED_FOR in attendee.text
