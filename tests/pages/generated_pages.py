"""Pages that hypothesis draws, hostile texts included, to be written and read back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from hackathon.core.domain.attendance import EventKind, Status
from hackathon.core.domain.topics import ContactRole, ProgrammeState
from hackathon.pages.model.event import EventStatement, OpenDay, PageMilestone
from hackathon.pages.model.markdown_blocks import blocks_of_markdown
from hackathon.pages.model.metadata import Section, SectionKind
from hackathon.pages.model.page import (
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
from hackathon.pages.model.texts import Block, BlockKind, FieldValue, TextField
from hackathon.pages.recognition.labels.fields import field_value
from hackathon.pages.recognition.topics.comments import comment_kind

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
SHORT = (
    st.none()
    | WORDS.map(lambda raw: FieldValue(raw=raw, value=raw))
    | st.sampled_from(["", "N/A", "?", "Unknown"]).map(field_value)
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
STAMPS = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001 -- hypothesis gives it its zone
    datetime(2100, 1, 1),  # noqa: DTZ001 -- hypothesis gives it its zone
    timezones=st.just(UTC),
).map(lambda at: at.replace(fold=0))


@st.composite
def comments(draw: st.DrawFn) -> tuple[PageComment, ...]:
    found: list[PageComment] = []
    for n in range(draw(st.integers(0, 4))):
        text = draw(WORDS)
        stamp = draw(st.none() | STAMPS)
        icon = draw(st.none() | st.sampled_from([Icon.VOTE, Icon.COMMENT]))
        is_reply = bool(found) and draw(st.booleans())
        said = draw(st.sampled_from([CommentKind.COMMENT, comment_kind(text)]))
        found.append(
            PageComment(
                line=n,
                kind=CommentKind.REPLY if is_reply else said,
                text=text,
                icon=icon,
                author=draw(WORDS if stamp else st.none() | WORDS),
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
    gsoc=st.none() | st.builds(Programme, raw=HOSTILE, state=st.sampled_from(ProgrammeState)),
    skills=TEXTS, description=TEXTS | MARKDOWN, outcomes=TEXTS, steps=TEXTS, references=TEXTS,
    comments=comments(),
    further=st.lists(st.builds(FurtherField, name=KEYS, raw=HOSTILE), max_size=4)
    .map(tuple),
    number=st.none() | st.integers(1, 9), length=st.none() | st.integers(1, 3),
    needs=st.none() | st.lists(WORDS, max_size=2).map(tuple), is_plenary=st.none() | st.booleans(),
    may_run_twice=st.none() | st.booleans(),
    proposers=st.lists(WORDS, max_size=2).map(tuple), anchor=st.none() | WORDS,
    peer_review_heading=st.booleans(), delete_as_addressed=st.booleans(),
)  # fmt: skip
ATTENDEES = st.builds(
    PageAttendee,
    line=st.just(90), raw=WORDS, name=WORDS, affiliation=st.none() | WORDS,
    status=st.sampled_from([Status.CONFIRMED, Status.MAYBE]),
)  # fmt: skip


def in_order(found: list[Any]) -> tuple[Any, ...]:
    """As they stand on the page, from its first line to its last."""
    return tuple(sorted(found, key=lambda each: each.line))


OPEN_DAYS = st.builds(
    OpenDay,
    day=st.dates(date(2013, 5, 16), date(2013, 5, 17)), opens=st.just(time(9)),
    closes=st.times(time(10), time(23)), raw=WORDS, line=st.sampled_from([0, 11]),
)  # fmt: skip
EVENTS = st.builds(
    EventStatement,
    raw=WORDS | st.just("The Xen Hackathon is on May 16-17, 2013 in Dublin"), line=st.sampled_from([0, 11]),
    name=st.none() | WORDS, starts=st.just(date(2013, 5, 16)), ends=st.just(date(2013, 5, 17)),
    place=st.none() | WORDS, city=st.none() | WORDS, country=st.none() | WORDS,
    days=st.lists(OPEN_DAYS, max_size=3).map(in_order), slug=st.none() | st.just("dublin-2013"),
    zone=st.none() | st.just("Europe/Dublin"),
)  # fmt: skip
MILESTONES = st.builds(
    PageMilestone,
    line=st.sampled_from([11, 71]), raw=WORDS | WORDS.map("May 3, 2013: {}".format), what=WORDS,
    starts=st.dates(date(2013, 1, 1), date(2013, 6, 1)), ends=st.none() | st.just(date(2013, 6, 2)),
    year_inferred_from=st.none() | WORDS,
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
    # Those that were made here stand nowhere yet.
    milestones = st.lists(MILESTONES, max_size=3).map(in_order) | st.lists(
        MILESTONES.map(lambda found: replace(found, line=0)), max_size=3
    ).map(tuple)
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
            Section(line=70, heading="Milestones", kind=SectionKind.MILESTONES),
            Section(line=80, heading="Confirmed Attendees", kind=SectionKind.ATTENDEES),
        ),
        event=draw(st.none() | EVENTS),
        milestones=draw(milestones),
        prose=draw(prose | st.just(())),
        topics=named,
        attendees=(
            *draw(st.lists(ATTENDEES, max_size=2)),
            PageAttendee(
                line=99, raw="Lars Kurth", name="Lars Kurth", affiliation=None, status=Status.CONFIRMED
            ),
        ),
    )
