"""What the benchmark measures with."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from hackathon.cli import bench_asks, bench_event, bench_pages
from hackathon.domain.agenda import Agenda
from hackathon.domain.wiki.kinds import Kind, read_text
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


@pytest.mark.parametrize("name", ["topic list", "searched", "one area", "on one page"])
def test_every_way_to_look_at_a_long_list_finds_some_of_it(client: FlaskClient, name: str) -> None:
    event = bench_event.seed(bench_event.SMALL, datetime.now(UTC))

    answer = client.get(bench_asks.lists(event)[name].path)

    assert answer.status_code == 200
    found = answer.text.count('id="topic-')
    assert found > 0
    assert (found < len(event.topics)) == (name == "one area")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.AUTO])
def test_a_generated_page_of_each_kind_is_recognised_and_read_whole(kind: Kind) -> None:
    page = read_text(bench_pages.page(kind, 20))

    assert len(page.topics) == 20
    assert all(topic.contact and topic.contact.people for topic in page.topics)
