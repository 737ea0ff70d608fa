"""A page that was written as wiki source reads back as the page that it was."""

from dataclasses import replace
from datetime import UTC, date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon.domain.attendance import EventKind, Status
from hackathon.domain.errors import NotAPage
from hackathon.domain.topics import ContactRole, ProgrammeState
from hackathon.domain.wiki.comments import kind_of
from hackathon.domain.wiki.markdown.markdown_blocks import blocks_of_markdown
from hackathon.domain.wiki.merging.records import fields_of
from hackathon.domain.wiki.page import (
    CommentKind,
    Confidence,
    Contact,
    FurtherField,
    Icon,
    InsertDate,
    NamedPerson,
    Page,
    PageAttendee,
    PageComment,
    PageTopic,
    Programme,
    Prose,
)
from hackathon.domain.wiki.rendered.frame import Section, SectionKind
from hackathon.domain.wiki.rendered.read import read as read_rendered
from hackathon.domain.wiki.texts import Block, BlockKind, FieldValue, TextField
from hackathon.domain.wiki.wikitext.wikitext import read
from hackathon.domain.wiki.wikitext.write import wikitext
from hackathon.samples import dublin
from tests.agendas import few
from tests.domain.wiki.pages import SHARED, needs_real_page
from tests.domain.wiki.wikisources import PAGE, a_page, kept, project

HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                "|",
                "{{",
                "}}",
                "=",
                "==",
                "<",
                ">",
                "[[",
                "]]",
                "~~~~",
                "*",
                "#",
                ":",
                ";",
                "----",
                "''",
                "'''",
                "'",
            ),
            *(
                "<nowiki>",
                "</nowiki>",
                "<pre>",
                "</pre>",
                "<!--",
                "-->",
                "&amp;",
                "&#124;",
                "__TOC__",
                "{|",
                "|}",
            ),
            *(
                "<script>alert(1)</script>",
                "http://x.org/?a=b|c",
                "[http://x y]",
                "{{project|Project=x}}",
                "}}}",
            ),
            *(
                "Will attend",
                "Interested",
                "N/A",
                "?",
                "10:00, 1 May 2013 (UTC)",
                "8 February 2013:",
                "a",
                "b c",
                "é",
            ),
            *(
                "Date of insert:",
                "|Desc=",
                "{{Vote|",
                "{{Comment|[[User:A|A]]}}",
                "\u202e",
                "%007b",
                "\\",
                "`",
                "-",
            ),
        ]
    )
    | st.text(max_size=5, alphabet=st.characters(exclude_categories=["Cc", "Cs"])),
    min_size=1,
    max_size=6,
).map(lambda parts: " ".join(" ".join(parts).split()))
WORDS = HOSTILE.filter(bool)
KEYS = st.from_regex(r"[A-Z][a-z]{3,9}x", fullmatch=True)


def paragraph(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text)


BLOCKS = st.one_of(
    WORDS.map(paragraph),
    st.builds(Block, kind=st.just(BlockKind.BULLET), text=WORDS, depth=st.integers(1, 3)),
    st.builds(
        Block, kind=st.just(BlockKind.NUMBERED), text=WORDS, depth=st.integers(1, 3), number=st.integers(1, 3)
    ),
    st.builds(Block, kind=st.just(BlockKind.VERBATIM), text=HOSTILE),
)
TEXTS = st.none() | st.lists(BLOCKS, max_size=4).map(
    lambda blocks: TextField(blocks=tuple(blocks), is_placeholder=not blocks)
)
MARKDOWN = st.lists(
    WORDS | WORDS.map("**{}**".format) | WORDS.map("- {}".format) | WORDS.map("[x](http://x.org/{})".format)
    | WORDS.map("> {}".format) | WORDS.map("# {}".format) | WORDS.map("```\n{}\n```".format),
    min_size=1, max_size=4,
).map("\n\n".join).map(
    lambda text: TextField(blocks=blocks_of_markdown(text), is_placeholder=False, markdown=text)
)  # fmt: skip
SHORT = st.none() | HOSTILE.map(
    lambda raw: FieldValue(raw=raw, value=raw if raw not in ("", "N/A", "?") else None)
)
CONTACTS = st.none() | st.builds(
    lambda label, names, note: Contact(
        label=label,
        raw=", ".join(names),
        people=tuple(NamedPerson(name=name, role=ContactRole.PROPOSER) for name in names),
        note=note,
    ),
    st.sampled_from(["Technical contact", "Mentor", "Contacts"]),
    st.lists(WORDS, max_size=3),
    st.none() | WORDS,
)  # fmt: skip
STAMPS = st.datetimes(timezones=st.just(UTC)).map(
    lambda at: at.replace(day=1, second=0, microsecond=0, fold=0, year=2013)
)


@st.composite
def comments(draw: st.DrawFn) -> tuple[PageComment, ...]:
    found: list[PageComment] = []
    for n in range(draw(st.integers(0, 4))):
        text = draw(WORDS)
        stamp = draw(st.none() | STAMPS)
        icon = draw(st.sampled_from([Icon.VOTE, Icon.COMMENT]))
        is_reply = bool(found) and draw(st.booleans())
        said = draw(st.sampled_from([CommentKind.COMMENT, kind_of(text)]))
        found.append(
            PageComment(
                line=n,
                kind=CommentKind.REPLY if is_reply else said,
                text=text,
                icon=icon,
                author=draw(WORDS) if stamp else None,
                stamp=stamp,
                stamp_raw=f"{stamp:%H:%M}, {stamp.day} {stamp:%B %Y} (UTC)" if stamp else None,
                reply_to=n - 1 if is_reply else None,
                addressed=draw(st.none() | STAMPS),
                nested=tuple(draw(st.lists(BLOCKS, max_size=2))),
            )
        )
    return tuple(found)


TOPICS = st.builds(
    PageTopic,
    n=st.just(1), line=st.just(1), title=WORDS, section=st.just("Topics"), area=st.none() | st.just("Tools"),
    review_state=st.none(),
    date_of_insert=HOSTILE.map(
        lambda raw: InsertDate(raw=raw, day=date(2013, 3, 2), confidence=Confidence.CERTAIN, why="we asked")
    ),
    verified=SHORT, difficulty=SHORT, irc=SHORT, mailing_list=SHORT, contact=CONTACTS,
    gsoc=st.none() | HOSTILE.map(lambda raw: Programme(raw=raw, state=ProgrammeState.UNKNOWN)).filter(
        lambda found: found.raw.casefold() not in ("yes", "y", "n/a", "no")
    ),
    skills=TEXTS, description=TEXTS | MARKDOWN, outcomes=TEXTS, steps=TEXTS, references=TEXTS,
    comments=comments(),
    further=st.lists(st.builds(FurtherField, name=KEYS, raw=HOSTILE), max_size=1)
    .map(tuple),
    number=st.none() | st.integers(1, 9), length=st.none() | st.integers(1, 3),
    needs=st.none() | st.lists(WORDS, max_size=2).map(tuple), is_plenary=st.none() | st.booleans(),
    proposers=st.lists(WORDS, max_size=2).map(tuple), anchor=st.none() | WORDS,
    peer_review_heading=st.booleans(), delete_as_addressed=st.booleans(),
)  # fmt: skip
ATTENDEES = st.builds(
    PageAttendee,
    line=st.just(90), raw=WORDS, name=WORDS, affiliation=st.none() | WORDS,
    status=st.sampled_from([Status.CONFIRMED, Status.MAYBE]),
)  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> Page:
    topics = tuple(replace(topic, n=n) for n, topic in enumerate(draw(st.lists(TOPICS, max_size=3)), start=1))
    ordered = [topic for topic in topics if topic.area is None] + [topic for topic in topics if topic.area]
    named = tuple(
        replace(topic, n=n, line=12 if topic.area is None else 22) for n, topic in enumerate(ordered, 1)
    )
    prose = st.lists(BLOCKS, min_size=1, max_size=3).map(
        lambda blocks: (Prose(section="Topics", line=11, blocks=tuple(blocks)),)
    )
    return Page(
        title=draw(WORDS),
        site=draw(st.none() | WORDS),
        kind=EventKind.IDEA_LIST,
        rendering="made",
        lines=0,
        chars=0,
        sections=(
            Section(line=10, heading="Topics", kind=SectionKind.TOPICS),
            Section(line=20, heading="Tools", kind=SectionKind.AREA, level=3, parent="Topics"),
            Section(line=80, heading="Confirmed Attendees", kind=SectionKind.ATTENDEES),
        ),
        prose=draw(prose | st.just(())),
        topics=named,
        attendees=(
            *draw(st.lists(ATTENDEES, max_size=2)),
            PageAttendee(
                line=99, raw="Lars Kurth", name="Lars Kurth", affiliation=None, status=Status.CONFIRMED
            ),
        ),
    )


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
