"""A page of any kind that was cut at any line, or made to hurt: read, asked about, or refused in one line."""

import json

import pytest

from benchmarks import pages as bench_pages
from benchmarks.notations import NOTATIONS
from hackathon.core.errors import NotAPage
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import QuestionSubject
from hackathon.pages.model.source import MAX_UPLOAD_BYTES
from hackathon.pages.readers.formats import PageFormat, read_bytes, read_text
from hackathon.pages.readers.wikitext.reader import read as read_source
from hackathon.pages.report import page_as_json
from hackathon.pages.writers.formats import WRITERS
from tests.examples import LENGTHS
from tests.pages.call_counts import calls

TABLES = (PageFormat.CSV, PageFormat.TABLE)
# Of a page in another layout nobody knows where it ends.
KINDS = [kind for kind in bench_pages.KINDS if kind not in NOTATIONS]
PAGES: dict[PageFormat, str] = {kind: bench_pages.page(kind, 3) for kind in KINDS}
STRANGE = (
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe \N{ARABIC LETTER BEH}e\N{COMBINING ACUTE ACCENT}"
    + "\N{COMBINING GRAVE ACCENT}" * 20
    + "<script>alert(1)</script>"
)


def outcome(text: str, kind: PageFormat) -> Page | NotAPage:
    try:
        return read_text(text, kind)
    except NotAPage as refusal:
        return refusal


def is_asked(page: Page) -> bool:
    return QuestionSubject.END_OF_PAGE in [question.about for question in page.questions]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_cut_at_any_line_is_refused_or_says_what_is_there(kind: PageFormat) -> None:
    """Where only a name of a list, or a row of a table, is missing, nothing shows it but the plan."""
    lines = PAGES[kind].split("\n")

    # Only names of the list of attendees follow.
    for kept in range(min(len(lines), 120)):
        for told in (kind, PageFormat.AUTO):
            found = outcome("\n".join(lines[:kept]), told)

            if isinstance(found, NotAPage):
                assert "\n" not in str(found)
            else:
                assert is_asked(found) or len(found.topics) == 3 or kind in TABLES


@pytest.mark.parametrize("kind", [PageFormat.WIKITEXT, PageFormat.MARKDOWN, PageFormat.JSON])
def test_a_page_that_we_wrote_is_refused_wherever_it_was_cut(kind: PageFormat) -> None:
    whole = read_source(PAGES[PageFormat.WIKITEXT])
    assert whole.event
    ours = WRITERS[kind].write(whole, None).rstrip().split("\n")
    if kind is PageFormat.MARKDOWN:
        ours.insert(2, "- **Address:** gull-2027")

    for kept in range(1, len(ours)):
        found = outcome("\n".join(ours[:kept]), kind)

        assert isinstance(found, NotAPage), (kept, ours[kept - 1])


@pytest.mark.parametrize("kind", KINDS)
def test_work_grows_with_the_page_and_not_faster(kind: PageFormat) -> None:
    small, large = bench_pages.page(kind, 20), bench_pages.page(kind, 200)

    assert calls(lambda: outcome(large, kind)) < 12 * calls(lambda: outcome(small, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_letters_of_every_direction_stay_as_they_are(kind: PageFormat) -> None:
    is_json = kind in (PageFormat.JSON, PageFormat.MEDIAWIKI_JSON, PageFormat.TOOL_JSON)
    is_xml = kind in (PageFormat.MEDIAWIKI_XML, PageFormat.SCHEDULE_XML)
    shown = json.dumps(STRANGE)[1:-1] if is_json else STRANGE
    shown = shown.replace("<", "&lt;") if is_xml else shown
    title = next(line for line in read_text(PAGES[kind]).topics).title
    found = outcome(PAGES[kind].replace(title, f"{title} {shown}"), kind)

    assert isinstance(found, Page)
    assert STRANGE.split("<", maxsplit=1)[0] in json.dumps(page_as_json(found), ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_another_encoding_says_the_same_whatever_kind_it_is(kind: PageFormat, encoding: str) -> None:
    text = PAGES[kind].replace("Boot Bootson", "Roger Pau Monn\N{LATIN SMALL LETTER E WITH ACUTE}")

    assert read_bytes(text.encode(encoding), kind) == read_bytes(text.encode(), kind)


RARER_UNITS = ("# ", "| ", "{{project|", "<pre>", "\\", "- [")


@LENGTHS
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "unit", ["x", "{{", "[[", '"', *(pytest.param(unit, marks=pytest.mark.long) for unit in RARER_UNITS)]
)
def test_a_very_long_line_is_read_or_refused(kind: PageFormat, unit: str, length: int) -> None:
    line = unit * (length // len(unit))
    lines = PAGES[kind].split("\n")
    middle = len(lines) // 2

    assert isinstance(outcome("\n".join([*lines[:middle], line, *lines[middle:]]), kind), Page | NotAPage)


@pytest.mark.parametrize("kind", KINDS)
def test_five_megabytes_and_a_byte_are_refused_before_they_are_read(kind: PageFormat) -> None:
    text = PAGES[kind].encode()

    with pytest.raises(NotAPage, match="more than the 5,000,000 bytes"):
        read_bytes(text + b"\n" * (MAX_UPLOAD_BYTES + 1 - len(text)), kind)
