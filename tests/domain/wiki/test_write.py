"""A page that was written as wiki source reads back as the page that it was."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from hackathon.domain.errors import NotAPage
from hackathon.domain.wiki.event import EventStatement, PageMilestone
from hackathon.domain.wiki.merging.records import fields_of
from hackathon.domain.wiki.page import (
    CommentKind,
    Page,
)
from hackathon.domain.wiki.rendered.read import read as read_rendered
from hackathon.domain.wiki.texts import TextField
from hackathon.domain.wiki.wikitext.wikitext import read
from hackathon.domain.wiki.wikitext.write import wikitext
from hackathon.samples import dublin
from tests.agendas import few
from tests.domain.wiki.drawn_pages import pages, paragraph
from tests.domain.wiki.pages import SHARED, needs_real_page
from tests.domain.wiki.wikisources import PAGE, a_page, kept, project


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
    return [fields_of(topic) for topic in page.topics], plain, replace(kept(page), topics=())


@given(pages())
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_any_page_reads_back_as_it_was_written(page: Page) -> None:
    found = read(wikitext(page))

    assert facts(found) == facts(page)


@given(pages())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_what_was_read_is_written_and_reads_the_same(page: Page) -> None:
    once = read(wikitext(page))

    assert kept(read(wikitext(once))) == kept(once)


def test_a_page_of_the_wiki_comes_back_with_all_that_is_on_it() -> None:
    page = read(PAGE, title="Hackathon/May2013")

    written = wikitext(page)

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

    assert kept(read(wikitext(page))) == kept(page)


@needs_real_page
@pytest.mark.parametrize("name", ["000-gsoc2013", "003-osv-gsoc2014", "004-hackathon-may2013"])
def test_each_real_page_comes_back_as_it_was(name: str) -> None:
    page = read_rendered((SHARED / "seeds" / f"{name}.txt").read_text(encoding="utf-8"))

    assert kept(read(wikitext(page))) == kept(page)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Will attend (must)", CommentKind.MUST_ATTEND), ("Interested", CommentKind.INTERESTED)],
)
def test_what_a_vote_says_is_read_back(words: str, kind: CommentKind) -> None:
    vote = f"{{{{Vote|[[User:A|A]] 10:00, 1 May 2013 (UTC)}}}} {words}"
    page = read(a_page(project(Project="x", Review=vote)))

    assert f"|Review={vote}" in wikitext(page)
    assert page.topics[0].comments[0].kind is kind


def test_who_edits_the_wiki_is_believed_over_our_notes() -> None:
    page = read(a_page(project(Project="x", Desc="a")))
    text = TextField(blocks=(paragraph("Port it"),), is_placeholder=False, markdown="# Port it")
    written = wikitext(replace(page, topics=(replace(page.topics[0], description=text),)))

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
    written = wikitext(replace(page, event=said, milestones=(ends,)))

    edited = read(written.replace("May 16-17", "May 23-24").replace("2013-05-03", "2013-05-10"))

    assert read(written).event == said
    assert edited.event is not None
    assert (edited.event.starts, edited.event.slug) == (date(2013, 5, 23), "dublin-2013")
    assert [each.starts for each in edited.milestones] == [date(2013, 5, 10)]


def test_the_published_agenda_is_a_table_that_is_not_read_as_topics() -> None:
    page = read(PAGE)

    written = wikitext(page, few())

    assert '{| class="wikitable"' in written
    assert kept(read(written)) == kept(page)
    assert wikitext(read(written)).count("== Agenda ==") == 1


def test_a_written_page_that_was_cut_anywhere_is_refused() -> None:
    lines = wikitext(read(PAGE)).rstrip().split("\n")

    for count in range(1, len(lines)):
        with pytest.raises(NotAPage):
            read("\n".join(lines[:count]))
