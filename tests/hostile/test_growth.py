"""No text makes what reads, cleans or shows it take more than its share of time."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from hackathon.announcements import domain as announcements
from hackathon.attendance.invitations import domain as address_lists
from hackathon.core.domain.attendance import Status
from hackathon.core.errors import NotAPage
from hackathon.core.files import csv
from hackathon.core.forms import entries
from hackathon.core.text import addresses, diffs, emails, markdown, names, similar
from hackathon.core.text import files as text
from hackathon.mail.exports import mime
from hackathon.pages.merge import comparison
from hackathon.pages.model import blocks, markdown_blocks, source
from hackathon.pages.model.source import Line
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.readers.markdown import notation
from hackathon.pages.readers.wikitext import blocks as wiki_blocks
from hackathon.pages.readers.wikitext import comments as wiki_comments
from hackathon.pages.readers.wikitext import inline, templates
from hackathon.pages.readers.wikitext import topics as wiki_topics
from hackathon.pages.recognition.collections import headings
from hackathon.pages.recognition.events import dates, places
from hackathon.pages.recognition.events import event_sentences as event
from hackathon.pages.recognition.labels import fields
from hackathon.pages.recognition.people import contact_lines as people
from hackathon.pages.recognition.topics import comments, insert_dates
from hackathon.pages.writers.wikitext import markup as wiki_markup
from hackathon.topics.readiness import domain as readiness
from tests.hostile.growth import MOST_GROWTH, growth

PLAIN = ("a", " ", "\n", "a\n", "@", "@ a", "<", "é\u0301", "1.", "and ")
SIGNS = ("[", "![", "`", "*a ", "_a", "> ", "- a\n", "|a", "](", "<!--", "\\", '"\\', "&amp;", "\t\n")
WIKI = (
    "[[a|",
    "{{a|",
    "''a ",
    "'''",
    "{{Vote|",
    "{|\n",
    "\n|}",
    "<pre>",
    "</pre",
    "<b>a",
    "\n* a",
    "\n== a ==\n",
)
SPELT = ("a dot ", "a at ", "<a@", "(", "1 May ", "12:00 - ", "in A", "a, ", "mentor: ", "12:00, 1 May ")


DAILY_UNITS = 3
"""How many units of each text are tried daily; `make test-long` tries all."""


def _line(words: str) -> Line:
    return Line(number=1, text=words, gap=0)


def _turned(text: str) -> object:
    return diffs.shortened(diffs.pieces(text, text[::-1]))


SHORT: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "public": (addresses.without_addresses, ("@ a", "a", "a@", "a@b.", "@a.b", "http://", "a.b@c.d ", "(@")),
    "shown": (markdown.render.__wrapped__, SIGNS),
    "plain": (markdown.plain.__wrapped__, SIGNS),
    "quoted": (markdown.quoted, PLAIN[:4]),
    "invited": (
        address_lists.read,
        ("@ ", "a@ ", "a@b.c, ", '"', "(", " - ", "a, b ", "to: ", "a@b.c;", "a\n"),
    ),
    "compared": (names.normalize, PLAIN[:4]),
    "address": (names.slugify, PLAIN[:4]),
    "alike": (similar.words.__wrapped__, PLAIN[:4]),
    "changed": (_turned, ("a ", "a b ", "a\n", "ab")),
    "filled": (
        lambda text: announcements.filled_markdown(text, name="Ann", link="here"),
        ("{", "{name}", "*"),
    ),
    "mail address": (emails.email_key, ("@", "a.", "a@", "é")),
    "skills": (readiness.skills_of, ("and ", ",", " ", "a,")),
    "days": (dates.find_days, SPELT),
    "hours": (dates.find_hours, SPELT),
    "stamp": (dates.find_signature_time, SPELT),
    "labels": (fields.parse_first_line, (";", "; ", "Verified", ": ")),
    "contact": (lambda text: people.parse_contact("Contact", text), (*SPELT, " ", "<", "@", "<@", "a@b.")),
    "attendee": (lambda text: people.parse_attendee(_line(text), text, Status.CONFIRMED), (",", " ", "a ")),
    "comment": (lambda text: comments.parse_comments(_line(text)), (*SPELT[4:], "Pictogram vote.png ")),
    "statement": (lambda text: event.read_statement(_line(f"Hackathon 1 May 2013 {text}")), SPELT),
    "place": (places.read_place, (",", "a,", " ", "a ")),
    "inserted": (insert_dates.read_insert_date, ("1/", "1.", "20")),
    "people's heading": (headings.attendance_status, ("a ", "people that confirmed ", "invited ")),
    "blocks of Markdown": (markdown_blocks.blocks_of_markdown, (*SIGNS, "a\n")),
    "escaped": (blocks.escape_line, SIGNS),
    "quoted texts": (notation.parse_quoted, ('"', '"\\', '\\"', '"a')),
    "line of wikitext": (inline.parse_inline, WIKI),
    "guarded": (inline.wikitext_line, WIKI),
    "blocks of wikitext": (wiki_blocks.read_blocks, WIKI),
    "review": (lambda text: wiki_comments.read_comments(text, 1), WIKI),
    "one value": (templates.is_one_value, WIKI),
    "text of a topic": (wiki_topics.read_text, WIKI),
    "Markdown as wikitext": (wiki_markup.markdown_source, SIGNS),
    "fit for files": (text.plain, ("a", "\r", "\u2028", "\x00")),
    "cell": (csv.cell, (" ", "=", "\r")),
    "one line": (entries.on_one_line, PLAIN[:4]),
    "paragraphs": (entries.as_paragraphs, ("\r", "\r\n", "\x00", " ")),
    "entries": (entries.words_of, (",", ", ", "a,")),
    "lines": (source.lines_of, ("\n", "\t", "\r", " ")),
    "wire": (mime.address, ("a", "@", "a@")),
}
"""What a text of a person goes through, and of what it may consist."""

PAGES: dict[PageFormat, tuple[tuple[str, ...], tuple[str, ...]]] = {
    PageFormat.RENDERED: (
        (
            "{}",
            "Title\n\nTopics\n\nA\nDate of insert: 1 May 2013\nDescription: {}\nAttendees\n\n  • B\n",
        ),
        (
            "a\n",
            "a\n\n",
            "  • a\n",
            " • ",
            "A\nDate of insert: 1\n",
            "{{project\n",
            "|a=",
            "Difficulty: a\nA\n",
            " |\n",
        ),
    ),
    PageFormat.WIKITEXT: (
        (
            "{}",
            "== T ==\n{{project|Project=a|Desc={}}}\n== Confirmed Attendees ==\n* A\n",
            "== T ==\n{{project|Project=a}}\n== Milestones ==\n{}\n== Confirmed Attendees ==\n* A\n",
        ),
        (
            "\n== a ==\n",
            "\n=== a ===\n",
            "{{project|a=b}}\n",
            "\n|a=b",
            "<!--",
            "\n* 1 May: a",
            "{{",
            "a\n",
            "[[",
        ),
    ),
    PageFormat.MARKDOWN: (
        ("{}", "# H\n\n## Topics\n\n### A\n\n**Contact:** B\n\n{}\n\n## Milestones\n\n{}\n"),
        (
            "## a\n",
            "## What\n",
            "### a\n\n**Contact:** b\n\n",
            "- 1 May: a\n",
            "a\n",
            "\n---\n",
            "```\n",
            '"\\',
            "**a",
        ),
    ),
    PageFormat.CSV: (
        ("title,area\n{}", "title,{}\n", 'title,area\n"{}"\n'),
        ("a,b\n", ",", '"', '""', "\n", "a"),
    ),
    PageFormat.JSON: (
        ('{"format":"hackathon-page-1","page":{}', "{}"),
        ("[", "{", '{"a":', "[],", "1", '"', "\\"),
    ),
    PageFormat.MEDIAWIKI_XML: (
        ("<mediawiki>{}", "<mediawiki><page><text>{}"),
        ("<a>", "<a/>", "<", "&amp;", "a"),
    ),
    PageFormat.MEDIAWIKI_JSON: (('{"parse":{"wikitext":"{}"}}',), ("a", "[[", "\\n", "\\n== a ==\\n")),
    PageFormat.TEXT: (
        ("A\n\nTopics:\n\n- {}\n", "From: a\nSubject: b\n\n{}"),
        ("- a (A B)\n", "a\tb\n", "a at b dot c ", "(a", "A -- B\n", "> a\n"),
    ),
    PageFormat.HTML: (("<html>{}",), ("<li>a", "<ul>", "<b>", "<!--", "<td>a", "<p>a: b")),
    PageFormat.DOKUWIKI: (("== a ==\n{}",), ("| a | b |\n", "  * a\n", "[[", "**a", "//")),
}
"""Each kind of page: where on it a text may stand, and of what that consists."""


def _read(kind: PageFormat) -> Callable[[str], None]:
    def work(text: str) -> None:
        with suppress(NotAPage):
            read_text(text, kind)

    return work


def _unless_refused(work: Callable[[str], object]) -> Callable[[str], None]:
    def tried(text: str) -> None:
        with suppress(NotAPage, ValueError):
            work(text)

    return tried


def _long(unit: str, around: str = "{}") -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield a text of that unit alone, and one in which the first of it is never finished."""
    yield unit, lambda length: around.replace("{}", (unit * length)[:length])
    yield f"x@{unit}", lambda length: around.replace("{}", ("x@" + unit * length)[:length])


def _units(units: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield each unit of a text, and whether only `make test-long` tries it."""
    for position, unit in enumerate(units):
        yield unit, position >= DAILY_UNITS


def _by_unit() -> Iterator[object]:
    for name, (_, units) in SHORT.items():
        for unit, is_long in _units(units):
            yield pytest.param(name, unit, marks=[pytest.mark.long] if is_long else [])


@pytest.mark.parametrize(("name", "unit"), [*_by_unit()])
def test_a_text_four_times_as_long_takes_about_four_times_as_long(name: str, unit: str) -> None:
    work, _ = SHORT[name]

    for shown, longer in _long(unit):
        assert growth(_unless_refused(work), longer) <= MOST_GROWTH, shown


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_four_times_as_long_takes_about_four_times_as_long(kind: PageFormat) -> None:
    shapes, units = PAGES[kind]

    for around in shapes:
        for unit in units:
            shown, longer = next(_long(unit, around))
            assert growth(_read(kind), longer) <= MOST_GROWTH, (around, shown)


ALIKE = ("Ann Lee {}", "Ann{} Lee", "Ann {} Lee", "al{}", "A{}l", "Ann Lee", "ann-lee{}", "A. {}. Lee")


@pytest.mark.parametrize("name", ALIKE)
@pytest.mark.parametrize("row", ["{number},{name},a{number}\n", "t,{name},a\n"])
def test_four_times_as_many_names_are_told_apart_in_about_four_times_as_long(name: str, row: str) -> None:
    def rows(length: int) -> str:
        drawn = (row.format(number=n, name=name.format(n)) for n in range(length // 20))
        return f"title,contacts,area\n{''.join(drawn)}"

    def planned(text: str) -> None:
        comparison.compare_page(read_text(text, PageFormat.CSV), None)

    assert growth(planned, rows, longest=100_000) <= MOST_GROWTH


@pytest.mark.parametrize("name", ALIKE)
def test_a_list_of_attendees_is_told_apart_as_fast(name: str) -> None:
    def people(length: int) -> str:
        listed = "".join(f"- {name.format(n)}\n" for n in range(length // 20))
        said = "".join(f"- **{name.format(-n)}**: Will attend\n" for n in range(length // 20))
        return (
            f"# H\n\n## Topics\n\n### A\n\n**Contact:** B\n\n#### Votes\n\n{said}\n## Attendees\n\n{listed}"
        )

    def planned(text: str) -> None:
        comparison.compare_page(read_text(text, PageFormat.MARKDOWN), None)

    assert growth(planned, people, longest=100_000) <= MOST_GROWTH
