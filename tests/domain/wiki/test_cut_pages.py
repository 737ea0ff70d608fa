"""A page of any kind that was cut at any line, or made to hurt: read, asked about, or refused in one line."""

import json

import pytest

from hackathon.cli import bench_pages
from hackathon.domain.errors import NotAPage
from hackathon.domain.wiki.kinds import Kind, read_any, read_text
from hackathon.domain.wiki.page import About, Page
from hackathon.domain.wiki.report import as_truth
from hackathon.domain.wiki.source import LARGEST
from hackathon.domain.wiki.wikitext.wikitext import read as read_source
from hackathon.domain.wiki.writers import WRITERS
from tests.domain.wiki.work import calls

KINDS = [kind for kind in Kind if kind is not Kind.AUTO]
PAGES: dict[Kind, str] = {kind: bench_pages.page(kind, 3) for kind in KINDS}
STRANGE = (
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe \N{ARABIC LETTER BEH}e\N{COMBINING ACUTE ACCENT}"
    + "\N{COMBINING GRAVE ACCENT}" * 20
    + "<script>alert(1)</script>"
)


def outcome(text: str, kind: Kind) -> Page | NotAPage:
    try:
        return read_text(text, kind)
    except NotAPage as refusal:
        return refusal


def is_asked(page: Page) -> bool:
    return About.END_OF_PAGE in [question.about for question in page.questions]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_cut_at_any_line_is_refused_or_says_what_is_there(kind: Kind) -> None:
    """Where only a name of a list, or a row of a table, is missing, nothing shows it but the plan."""
    lines = PAGES[kind].split("\n")

    # Only names of the list of attendees follow.
    for kept in range(min(len(lines), 120)):
        for told in (kind, Kind.AUTO):
            found = outcome("\n".join(lines[:kept]), told)

            if isinstance(found, NotAPage):
                assert "\n" not in str(found)
            else:
                assert is_asked(found) or len(found.topics) == 3 or kind is Kind.CSV


@pytest.mark.parametrize("kind", [Kind.WIKITEXT, Kind.MARKDOWN, Kind.JSON])
def test_a_page_that_we_wrote_is_refused_wherever_it_was_cut(kind: Kind) -> None:
    whole = read_source(PAGES[Kind.WIKITEXT])
    assert whole.event
    ours = WRITERS[kind].write(whole, None).rstrip().split("\n")
    if kind is Kind.MARKDOWN:
        ours.insert(2, "- **Address:** gull-2027")

    for kept in range(1, len(ours)):
        found = outcome("\n".join(ours[:kept]), kind)

        assert isinstance(found, NotAPage), (kept, ours[kept - 1])


@pytest.mark.parametrize("kind", KINDS)
def test_work_grows_with_the_page_and_not_faster(kind: Kind) -> None:
    small, large = bench_pages.page(kind, 20), bench_pages.page(kind, 200)

    assert calls(lambda: outcome(large, kind)) < 12 * calls(lambda: outcome(small, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_letters_of_every_direction_stay_as_they_are(kind: Kind) -> None:
    shown = json.dumps(STRANGE)[1:-1] if kind in (Kind.JSON, Kind.MEDIAWIKI_JSON) else STRANGE
    shown = shown.replace("<", "&lt;") if kind is Kind.MEDIAWIKI_XML else shown
    title = next(line for line in read_text(PAGES[kind]).topics).title
    found = outcome(PAGES[kind].replace(title, f"{title} {shown}"), kind)

    assert isinstance(found, Page)
    assert STRANGE.split("<", maxsplit=1)[0] in json.dumps(as_truth(found), ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_refused_whatever_kind_it_is(kind: Kind, encoding: str) -> None:
    text = PAGES[kind].replace("Boot Bootson", "Roger Pau Monn\N{LATIN SMALL LETTER E WITH ACUTE}")

    with pytest.raises(NotAPage, match="UTF-"):
        read_any(f"{text}\n\N{LATIN SMALL LETTER E WITH ACUTE}".encode(encoding, "replace"), kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("unit", ["x", "{{", "[[", "# ", '"', "| ", "{{project|", "<pre>", "\\", "- ["])
def test_a_line_of_a_megabyte_is_read_or_refused(kind: Kind, unit: str) -> None:
    line = unit * (1_000_000 // len(unit))
    lines = PAGES[kind].split("\n")
    middle = len(lines) // 2

    assert isinstance(outcome("\n".join([*lines[:middle], line, *lines[middle:]]), kind), Page | NotAPage)


@pytest.mark.parametrize("kind", KINDS)
def test_five_megabytes_and_a_byte_are_refused_before_they_are_read(kind: Kind) -> None:
    text = PAGES[kind].encode()

    with pytest.raises(NotAPage, match="more than the 5,000,000 bytes"):
        read_any(text + b"\n" * (LARGEST + 1 - len(text)), kind)
