"""What the benchmark measures with."""

import pytest

from hackathon.cli import bench_event
from hackathon.domain.agenda import Agenda
from hackathon.queries import agendas, events


def published(slug: str) -> Agenda:
    event = events.get(slug)
    assert event
    agenda = agendas.latest(event)
    assert agenda
    return agenda


@pytest.mark.usefixtures("app")
def test_a_generated_event_has_a_published_agenda_with_each_topic_once() -> None:
    bench_event.seed_and_publish(bench_event.SMALL)

    assert sorted(session.topic for session in published("small").running) == list(range(1, 17))
