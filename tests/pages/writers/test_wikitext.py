"""A page that was written as wiki source reads back as the page that it was."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given

from hackathon.core.errors import NotAPage
from hackathon.demo.samples import dublin
from hackathon.pages.merge.records import topic_fields
from hackathon.pages.model.event import EventStatement, PageMilestone
from hackathon.pages.model.page import CommentKind, Page
from hackathon.pages.model.texts import TextField
from hackathon.pages.readers.rendered.reader import read as read_rendered
from hackathon.pages.readers.wikitext.reader import read
from hackathon.pages.writers.wikitext.page import write
from tests.agendas import few
from tests.examples import examples
from tests.pages.generated_pages import pages, paragraph
from tests.pages.sample_pages import SHARED, needs_real_page
from tests.pages.wiki_sources import PAGE, a_page, kept, project


def facts(page: Page) -> Any:  # noqa: ANN401 -- nested lists to compare
    """Return a page in the words of our records, in which a text's Markdown is what counts."""
    plain = [
        replace(
            topic,
            skills=None, description=None, outcomes=None, steps=None, references=None, gsoc=None,
            verified=topic.verified and replace(topic.verified, value=None),
            irc=topic.irc and replace(topic.irc, value=None),
            mailing_list=topic.mailing_list and replace(topic.mailing_list, value=None),
            difficulty=topic.difficulty and replace(topic.difficulty, value=None),
        )
        for topic in kept(page).topics
    ]  # fmt: skip
    return [topic_fields(topic) for topic in page.topics], plain, replace(kept(page), topics=())


@given(pages())
@examples(80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_page_reads_back_as_it_was_written(page: Page) -> None:
    found = read(write(page))

    assert facts(found) == facts(page)


@given(pages())
@examples(30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_was_read_is_written_and_reads_the_same(page: Page) -> None:
    once = read(write(page))

    assert kept(read(write(once))) == kept(once)


def test_a_page_of_the_wiki_comes_back_with_all_that_is_on_it() -> None:
    page = read(PAGE, title="Hackathon/May2013")

    written = write(page)

    assert kept(read(written)) == kept(page)
    for source in (
        "[[Foo|foo]]",
        "'''it'''",
        "|Priority=high",
        "{{Notice|soon}}",
        "__NOTOC__",
        "|GSoC={{N/A}}",
    ):
        assert source in written


def test_the_sample_comes_back_as_the_rendered_page_that_it_was() -> None:
    page = read_rendered(dublin())

    assert kept(read(write(page))) == kept(page)


@needs_real_page
@pytest.mark.parametrize("name", ["000-gsoc2013", "003-osv-gsoc2014", "004-hackathon-may2013"])
def test_each_real_page_comes_back_as_it_was(name: str) -> None:
    page = read_rendered((SHARED / "seeds" / f"{name}.txt").read_text(encoding="utf-8"))

    assert kept(read(write(page))) == kept(page)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Will attend (must)", CommentKind.MUST_ATTEND), ("Interested", CommentKind.INTERESTED)],
)
def test_what_a_vote_says_is_read_back(words: str, kind: CommentKind) -> None:
    vote = f"{{{{Vote|[[User:A|A]] 10:00, 1 May 2013 (UTC)}}}} {words}"
    page = read(a_page(project(Project="x", Review=vote)))

    assert f"|Review={vote}" in write(page)
    assert page.topics[0].comments[0].kind is kind


def test_who_edits_the_wiki_is_believed_over_our_notes() -> None:
    page = read(a_page(project(Project="x", Desc="a")))
    text = TextField(blocks=(paragraph("Port it"),), is_placeholder=False, markdown="# Port it")
    written = write(replace(page, topics=(replace(page.topics[0], description=text),)))

    edited = read(written.replace("Port it<!--", "Port Linux<!--")).topics[0].description

    assert read(written).topics[0].description == text
    assert edited is not None
    assert edited.blocks == (paragraph("Port Linux"),)


def test_what_the_wiki_says_of_the_days_is_believed_and_the_address_kept() -> None:
    page = read(a_page(project(Project="x")))
    said = EventStatement(
        raw="Xen Hackathon, May 16-17, 2013", line=0, name="Xen Hackathon", starts=date(2013, 5, 16),
        ends=date(2013, 5, 17), place=None, city=None, country=None, slug="dublin-2013", zone="Europe/Dublin",
    )  # fmt: skip
    ends = PageMilestone(
        line=0, raw="2013-05-03: votes end", what="Votes end", starts=date(2013, 5, 3), ends=None,
        year_inferred_from=None,
    )  # fmt: skip
    written = write(replace(page, event=said, milestones=(ends,)))

    edited = read(written.replace("May 16-17", "May 23-24").replace("2013-05-03", "2013-05-10"))

    assert read(written).event == said
    assert edited.event is not None
    assert (edited.event.starts, edited.event.slug) == (date(2013, 5, 23), "dublin-2013")
    assert [each.starts for each in edited.milestones] == [date(2013, 5, 10)]


def test_the_published_agenda_is_a_table_that_is_not_read_as_topics() -> None:
    page = read(PAGE)

    written = write(page, few())

    assert '{| class="wikitable"' in written
    assert kept(read(written)) == kept(page)
    assert write(read(written)).count("== Agenda ==") == 1


def test_a_written_page_that_was_cut_anywhere_is_refused() -> None:
    lines = write(read(PAGE)).rstrip().split("\n")

    for count in range(1, len(lines)):
        with pytest.raises(NotAPage):
            read("\n".join(lines[:count]))
