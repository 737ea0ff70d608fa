"""The report goes back to the page that the event came from, and that page still reads as it did."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given

from hackathon.core.extensions import db
from hackathon.importing.organizer_views.exporting import SECTIONS
from hackathon.importing.queries import imports
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing
from hackathon.outcomes.models import Minutes
from hackathon.outcomes.queries import event_report
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.recognition.end_marker import LAST_LINE
from hackathon.pages.writers.formats import WRITERS
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.examples import examples
from tests.hostile_events import worlds, written
from tests.page_builders import bring_in, event, topic

KINDS = {"wiki": PageFormat.WIKITEXT, "md": PageFormat.MARKDOWN}
EXPORT = "/dublin-2013/organize/export"


def pasted(page: str, section: str) -> str:
    """Return the page with the section at its end, above the line that has to be the last."""
    before, _, _ = page.rpartition(LAST_LINE)
    return f"{before}\n{section}\n{LAST_LINE}\n"


@pytest.mark.parametrize("kind", KINDS)
@examples(12, suppress_health_check=[*HealthCheck])
@given(world=worlds())
@pytest.mark.usefixtures("app")
def test_whatever_was_written_the_page_reads_as_it_did(kind: str, world: dict[str, Any]) -> None:
    try:
        made = written(world)
        page = WRITERS[KINDS[kind]].write(page_of(made), None)
        section = SECTIONS[kind](event_report(made), None)
    finally:
        db.session.rollback()
    before, after = read_text(page), read_text(pasted(page, section))

    assert section.splitlines()[0].strip("=# ") == "Report"
    assert after.topics == before.topics
    assert (after.attendees, after.event, after.milestones) == (
        before.attendees, before.event, before.milestones
    )  # fmt: skip


@pytest.mark.usefixtures("app")
def test_minutes_keep_their_words_and_make_no_heading() -> None:
    bring_in()
    code = "```\n# a comment\n<!-- code -->\n```"
    text = f"# Numbers\n\nSlow\n====\n\n{code}\n\n<!-- 5 < 6\n\n```\nnever closed"
    db.session.add(Minutes(topic=topic(3), text=text, written_at=NOON))
    db.session.commit()
    report = event_report(event())

    markdown, wikitext = (SECTIONS[kind](report, None) for kind in ("md", "wiki"))

    assert [line for line in markdown.splitlines() if line.startswith("#")] == ["## Report", "# a comment"]
    assert f"**Numbers**\n\nSlow\n\n{code}\n\n&lt;!-- 5 &lt; 6" in markdown
    assert markdown.endswith("never closed\n```\n")
    assert [line for line in wikitext.splitlines() if line.startswith("=")] == ["== Report =="]
    assert "Numbers\n\nSlow\n\n" in wikitext


def test_organizers_get_it_where_the_event_came_from_a_page(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)

    assert imports.pages_with_text(dublin.event) == []
    answer = visitor.get(f"{EXPORT}/report.wiki")
    assert (answer.status_code, answer.content_type) == (200, "text/plain; charset=utf-8")
    assert answer.text.startswith("== Report ==\n")
    assert visitor.get(f"{EXPORT}/report.md").text.startswith("## Report\n")
    assert visitor.signed_in_as(dublin.ian).get(f"{EXPORT}/report.md").status_code == 403


@pytest.mark.usefixtures("app")
def test_a_page_that_came_in_is_named_and_a_table_is_not() -> None:
    bring_in()
    made = event()
    text = WRITERS[PageFormat.CSV].write(page_of(made), None)
    importing.apply(text=text, page=read_text(text), target=made, by=None, now=NOON)

    assert next(each.rendering for each in imports.all_of(made)) == "csv"
    assert imports.pages_with_text(made) == ["Archived/Hackathon/May2013"]
