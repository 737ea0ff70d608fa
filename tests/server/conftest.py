"""What a test of a running server can ask for: one that all share, and one to spoil."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hackathon.config import Settings
from tests.server.serving import Serving, copied, seed, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of a running server, so that `make test-fast` can leave them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.server)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of a folder with the Dublin hackathon, to be copied."""
    return seed(tmp_path_factory.mktemp("seeded"))


@pytest.fixture(scope="session")
def shared(seeded: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Start the server once, for all tests that leave it running: a start takes seconds."""
    with serving(copied(seeded, tmp_path_factory.mktemp("shared"))) as started:
        yield started


@pytest.fixture
def running(seeded: Settings, tmp_path: Path) -> Iterator[Serving]:
    """Start the server on a copy of that folder, for a test that ends it."""
    with serving(copied(seeded, tmp_path)) as started:
        yield started
