"""Wiki source is read as what it says, whoever wrote it and however."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest

from hackathon.core.domain.attendance import EventKind
from hackathon.core.errors import NotAPage
from hackathon.pages.model.metadata import SectionKind
from hackathon.pages.model.page import CommentKind, FurtherField, Icon, Page
from hackathon.pages.model.questions import QuestionKind
from hackathon.pages.readers.formats import PageFormat, read_bytes
from hackathon.pages.readers.wikitext.reader import read
from tests.pages.wiki_sources import PAGE, a_page, project, read_topic


@pytest.fixture(scope="module")
def page() -> Page:
    return read(PAGE, title="Hackathon/May2013")


def test_a_page_says_when_and_where(page: Page) -> None:
    assert page.event is not None
    assert (page.event.starts, page.event.city) == (date(2013, 5, 16), "Dublin")
    assert [day.raw for day in page.event.days] == ["May 16th: 9AM to 5PM", "May 17th: 9AM to 5PM"]
    assert (page.kind, page.rendering, page.images) == (
        EventKind.HACKATHON, "wikitext", ("XenHackathon.png",)
    )  # fmt: skip


def test_headings_are_lists_and_areas(page: Page) -> None:
    assert [(each.heading, each.kind, each.parent) for each in page.sections] == [
        ("Rules", SectionKind.RULES, None),
        ("List of topics", SectionKind.TOPICS, None),
        ("Hypervisor", SectionKind.AREA, "List of topics"),
        ("Tools", SectionKind.AREA, "List of topics"),
        ("Confirmed Attendees", SectionKind.ATTENDEES, None),
    ]
    assert [(topic.title, topic.section, topic.area) for topic in page.topics] == [
        ("Xen on ARM", "List of topics", "Hypervisor"),
        ("All on one line", "List of topics", "Tools"),
    ]


def test_a_template_that_is_only_quoted_is_no_topic(page: Page) -> None:
    assert page.prose[1].blocks[0].text == "Write {{project|Project=Foo}} below."


def test_parameters_come_in_any_order_and_unknown_ones_are_kept(page: Page) -> None:
    arm, line = page.topics

    assert arm.contact is not None
    assert [(each.name, each.email) for each in arm.contact.people] == [
        ("Ian Campbell", "ian@example.com"), ("Stefano", None)
    ]  # fmt: skip
    assert arm.difficulty is not None
    assert (arm.difficulty.raw, arm.difficulty.value, arm.anchor) == ("?", None, "arm")
    assert arm.further == (FurtherField(name="Priority", raw="high"),)
    assert line.date_of_insert is not None
    assert line.date_of_insert.day == date(2013, 3, 1)
    assert line.contact is not None
    assert line.contact.label == "Mentor"


def test_words_and_links_stay_what_they_are(page: Page) -> None:
    description = page.topics[0].description

    assert description is not None
    assert [block.text for block in description.blocks] == ["Port it.", "one foo", "two"]
    assert description.markdown == "Port **it**.\n\n- one [foo](<wiki:Foo>)\n- two"
    assert page.prose[0].markdown == (
        "The **Xen Hackathon** is on May 16-17, 2013 in [Dublin](<wiki:Dublin>) Ireland. "
        "See [the site](<http://x.org/?a=1>)."
    )


def test_votes_comments_and_replies_keep_who_and_when(page: Page) -> None:
    vote, comment, reply = page.topics[0].comments

    assert (vote.kind, vote.icon, vote.author) == (CommentKind.WILL_ATTEND, Icon.VOTE, "Msw")
    assert vote.stamp == datetime(2013, 4, 27, 22, 15, tzinfo=UTC)
    assert (comment.kind, comment.author, comment.text) == (CommentKind.COMMENT, "Lars.kurth", "which board?")
    assert (reply.kind, reply.reply_to, [block.text for block in reply.nested]) == (
        CommentKind.REPLY, comment.line, ["these", "those"]
    )  # fmt: skip


def test_several_people_vote_on_one_line() -> None:
    votes = "{{Vote|[[User:A|A]] 10:00, 1 May 2013 (UTC)}} Will attend {{Vote|[[User:B|B]]}} Interested"

    comments = read_topic(project(Project="x", Review=votes)).comments

    assert [(each.author, each.kind) for each in comments] == [
        ("A", CommentKind.WILL_ATTEND), ("B", CommentKind.INTERESTED)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "plain", "markdown"),
    [
        ("[http://x.org]", "http://x.org", None),
        ("see http://x.org/a_b?c=d.", "see http://x.org/a_b?c=d.", None),
        ("[https://x.org/ the site]", "the site", "[the site](<https://x.org/>)"),
        ("''so'' '''it''' '''''is'''''", "so it is", "*so* **it** ***is***"),
        ("<nowiki>[[a]] ''b''</nowiki>", "[[a]] ''b''", None),
        ("a&#124;b &amp; c", "a|b & c", None),
        ("<code>x*y</code>", "x*y", "`x*y`"),
        ("vif-{bridge,route}", "vif-{bridge,route}", None),
        ("<script>alert(1)</script>", "<script>alert(1)</script>", None),
        ("{{Unknown|a}}", "{{Unknown|a}}", "[{{Unknown|a}}](<wiki:template>)"),
        ("a <!-- hidden --> b", "a b", None),
    ],
)
def test_markup_inside_a_text_becomes_words(source: str, plain: str, markdown: str | None) -> None:
    found = read_topic(project(Project="x", Desc=source)).description

    assert found is not None
    assert [block.text for block in found.blocks] == [plain]
    assert found.markdown == markdown


def test_a_broken_template_is_read_by_its_lines() -> None:
    broken = "{{project\n|Project=Broken\n|Date=2013-03-01\n|Desc=a {{Comment|b}\n|Outcomes=c\n}}"
    page = read(a_page(broken, project(Project="Whole", Desc="d")))

    assert [topic.title for topic in page.topics] == ["Broken", "Whole"]
    assert page.topics[0].outcomes is not None
    assert [block.text for block in page.topics[0].outcomes.blocks] == ["c"]
    assert page.questions[-1].kind is QuestionKind.UNMATCHED_BRACES
    assert page.questions[-1].title == "Broken"


def test_what_belongs_to_nothing_is_kept(page: Page) -> None:
    line = PAGE.split("\n").index("{{Notice|soon}}") + 1

    assert [(each.line, each.text) for each in page.unplaced] == [(line, "{{Notice|soon}}")]
    assert [line.text for line in page.chrome] == ["__NOTOC__", "[[Category:Events]]"]


def test_templates_a_thousand_deep_are_refused_in_words() -> None:
    with pytest.raises(NotAPage, match="Templates are nested more than 50 levels deep"):
        read(a_page(project(Project="x", Desc="{{a|" * 1000 + "}}" * 1000)))


@pytest.mark.parametrize(
    "noise",
    [
        *("{{a|" * 50_000, "[[" * 100_000, "''" * 100_000, "<b>" * 60_000, "<nowiki>" * 50_000),
        *("[http://" * 40_000, "{|\n" * 50_000, "{{{" * 50_000, "=\n" * 100_000, "<!--" * 50_000),
        *("x" * 1_000_000, "* a\n" * 50_000, "; a : b " * 50_000, "|a=b\n" * 50_000),
    ],
    ids=lambda noise: noise[:9].strip(),
)
def test_what_is_huge_or_strange_is_read_or_refused(noise: str) -> None:
    for source in (a_page(project(Project="x", Desc=noise)), a_page(project(Project="x")) + noise):
        with suppress(NotAPage):
            assert read(source).topics


def test_a_page_cut_inside_a_template_is_refused() -> None:
    whole = a_page(project(Project="x", Desc="long enough"))

    with pytest.raises(NotAPage, match="ends in the middle of the template that begins at line 3"):
        read(whole[: whole.index("enough")])


def test_a_hackathon_without_its_people_may_be_cut_off() -> None:
    with pytest.raises(NotAPage, match="without a list of attendees"):
        read(PAGE[: PAGE.index("== Confirmed")])


def test_wiki_source_is_recognized_by_itself() -> None:
    assert read_bytes(PAGE.encode()) == read_bytes(PAGE.encode(), PageFormat.WIKITEXT)


def test_another_kind_is_named_when_it_was_told_wrongly() -> None:
    with pytest.raises(NotAPage, match=r"it looks like the source of a wiki page \(wikitext\)"):
        read_bytes(PAGE.encode(), PageFormat.MEDIAWIKI_XML)
