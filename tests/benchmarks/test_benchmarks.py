"""What the benchmark measures with."""

from dataclasses import replace

import pytest

from benchmarks import events as bench_event
from benchmarks import goals
from benchmarks import pages as bench_pages
from benchmarks.goals import Goal
from benchmarks.results import FigureRow, PageRow, Results, slower
from hackathon.agenda import queries as agendas
from hackathon.core.domain.agenda import Agenda
from hackathon.events.queries import events
from hackathon.pages.readers.formats import PageFormat, read_text


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


def run(*, topic_list: float, start: float) -> Results:
    page = PageRow(
        name="topic list",
        size="big",
        ratio=topic_list,
        cpu_ms=topic_list * 0.2,
        per_second=50,
        p50=1,
        p99=2,
        kilobytes=16,
        statements=5,
        goal=goals.PAGES["topic list"],
    )
    huge = replace(page, size="huge", cpu_ms=2 * page.cpu_ms, goal=Goal())
    figure = FigureRow(name="start", measured=start, unit="s", hello=0.1, goal=goals.FIRST_ANSWER)
    return Results(machine="test", load=0, hello_ms=0.2, pages=(page, huge), figures=(figure,))


def test_a_run_says_which_goals_are_met_and_how_costs_grow() -> None:
    text = "\n".join(run(topic_list=19, start=0.7).lines())

    assert "ratio 20: met; kB 15: missed" in text
    assert "0.6 s: missed" in text
    assert "topic list | 2.0 times | 1.5: missed" in text


def test_a_comparison_names_what_costs_over_15_percent_more() -> None:
    before, after = run(topic_list=20, start=0.5), run(topic_list=24, start=0.55)

    assert slower(before.to_json(), after.to_json()) == [
        "topic list, big: 20.00 to 24.00 (+20%)",
        "topic list, huge: 20.00 to 24.00 (+20%)",
    ]


@pytest.mark.parametrize("kind", bench_pages.KINDS)
def test_a_generated_page_of_each_kind_is_recognized_and_read_whole(kind: PageFormat) -> None:
    page = read_text(bench_pages.page(kind, 20))

    assert len(page.topics) == 20
    assert all(topic.contact and topic.contact.people for topic in page.topics)
