import io
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
import pytest
from pypdf import PdfReader

from hackathon.agenda.paper.exports.pdf import agenda_sheet
from hackathon.agenda.paper.exports.sheets import layout
from hackathon.config import beside_package
from hackathon.core.domain.agenda import Agenda
from hackathon.core.files.pdf import Sheet
from tests.agenda.paper.exports.test_sheets import crowded
from tests.agendas import APRIL, CLOSING, FEW, NETWORK, PORTATHON, few, publish

LIVE = "https://hackathon.example/dublin-2013/agenda/"
ASSETS = beside_package("static")


def environment(folder: Path) -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    found.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    return found


def printed(agenda: Agenda) -> Sheet:
    templates = environment(beside_package("templates"))
    return agenda_sheet(agenda, templates=templates, assets=ASSETS, live_url=LIVE, printed_at=APRIL)


def pages(sheet: Sheet) -> list[str]:
    """Return the words of each page, as one line each."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(sheet.content)).pages]


@pytest.fixture(scope="module")
def dublin() -> Sheet:
    return printed(few())


def test_each_day_has_its_sheet_with_all_that_a_visitor_needs(dublin: Sheet) -> None:
    thursday, friday = pages(dublin)

    words = (
        "Xen Hackathon, May 2013 Thursday 16 May Dublin, Ireland · 16\N{EN DASH}17 May 2013 "
        "Always current hackathon.example/dublin-2013/agenda/ "
        "Time Liffey 40 seats Tolka 20 seats Dodder 10 seats "
        "09:30 11:00 Xen 4.3 Release Closing Liffey · George Dunlap "
        "11:00 Coffee "
        '11:30 13:00 Xen on ARM "Portathon" Ian Campbell, Stefano Stabellini '
        "Xen network improvement Wei Liu "
        "13:00 Lunch "
        "14:00 15:30 "
        "Revision 1 · printed Sat 20 Apr 2013, 13:00 · times in Europe/Dublin Page 1 of 2"
    )
    # Words are painted in another order than they are read in.
    assert Counter(thursday.split()) == Counter(words.split())
    assert "Friday 17 May" in friday
    assert "Page 2 of 2" in friday


def test_the_file_is_tagged_and_names_its_language_and_title(dublin: Sheet) -> None:
    reader = PdfReader(io.BytesIO(dublin.content))
    root: Any = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- pypdf's own kind of true
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 -- as above
    assert reader.metadata is not None
    assert reader.metadata.title == "Xen Hackathon, May 2013: agenda"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_every_font_is_embedded_as_a_subset(dublin: Sheet) -> None:
    fonts = list(_fonts(dublin))

    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+.+", name) and embedded for name, embedded in fonts)


def _fonts(sheet: Sheet) -> Iterator[tuple[str, bool]]:
    for page in PdfReader(io.BytesIO(sheet.content)).pages:
        resources: Any = page["/Resources"]
        for reference in resources["/Font"].values():
            font = reference.get_object()
            for descendant in font["/DescendantFonts"]:
                descriptor = descendant.get_object()["/FontDescriptor"]
                yield font["/BaseFont"], any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))


def test_the_live_page_is_a_link_and_the_code_says_so_in_words(dublin: Sheet) -> None:
    reader = PdfReader(io.BytesIO(dublin.content))
    first: Any = reader.pages[0]
    root: Any = reader.trailer["/Root"]

    assert [note.get_object()["/A"]["/URI"] for note in first["/Annots"]] == [LIVE]
    assert list(_alternatives(root["/StructTreeRoot"])) == [f"QR code: {LIVE}"] * 2


def _alternatives(element: Any) -> Iterator[str]:  # noqa: ANN401 -- pypdf has many kinds of element
    """Yield the words that stand for pictures, in the order of reading."""
    if not isinstance(element, dict):
        return
    if "/Alt" in element:
        yield str(element["/Alt"])
    children: Any = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        yield from _alternatives(child.get_object())


@pytest.mark.skipif(shutil.which("qpdf") is None and not os.environ.get("CI"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(dublin: Sheet, tmp_path: Path) -> None:
    (tmp_path / "agenda.pdf").write_bytes(dublin.content)
    done = subprocess.run(
        ["qpdf", "--check", tmp_path / "agenda.pdf"], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_cancelled_is_not_on_paper() -> None:
    agenda = publish(CLOSING, previous=publish(CLOSING, NETWORK))

    assert "network" not in " ".join(pages(printed(agenda)))


def test_a_day_and_an_agenda_without_sessions_say_so() -> None:
    assert "No session takes place on this day." in pages(printed(publish(NETWORK)))[1]
    assert "The timetable is empty." in pages(printed(publish(slots=())))[0]


def test_text_is_printed_as_text() -> None:
    title = "<img src=http://example.org/x> & \x00\r\n<b>bold</b>"
    (thursday, _) = pages(printed(publish(replace(NETWORK, title=title))))

    assert "<img src=http://example.org/x> & <b>bold</b>" in thursday


def test_a_character_without_a_glyph_is_named_and_stops_nothing() -> None:
    sheet = printed(publish(replace(NETWORK, title="Xen \U0010fffd")))

    assert sheet.missing == ("\U0010fffd",)
    assert len(pages(sheet)) == 2
    assert all("no font here for U+10FFFD" in page for page in pages(sheet))


def test_many_rooms_and_slots_keep_each_table_on_its_sheet() -> None:
    agenda = crowded(12, 10)
    words = pages(printed(agenda))

    assert len(words) == len(layout(agenda).tables) == 2
    assert sum(page.count("Update OpenNebula integration") for page in words) == 120


def test_titles_far_too_long_are_printed_whole() -> None:
    title = " ".join(f"word{number}" for number in range(300))
    words = " ".join(pages(printed(publish(*FEW[2:], replace(NETWORK, title=title)))))

    assert all(f"word{number}" in words for number in range(300))


@pytest.mark.parametrize(
    "source",
    ["http://127.0.0.1:9/logo.png", "file:///etc/hostname", "../templates/base.html", "img/missing.png"],
)
def test_nothing_but_our_own_assets_is_loaded(source: str, tmp_path: Path) -> None:
    (tmp_path / "print").mkdir()
    (tmp_path / "print/agenda.html").write_text(f'<html lang="en"><img src="{source}" alt="x"></html>')

    with pytest.raises(ValueError, match=re.escape(source.rsplit("/", maxsplit=1)[-1])):
        agenda_sheet(few(), templates=environment(tmp_path), assets=ASSETS, live_url=LIVE, printed_at=APRIL)


def test_a_missing_stylesheet_fails_the_sheet(tmp_path: Path) -> None:
    templates = environment(beside_package("templates"))

    with pytest.raises(ValueError, match=r"print\.css"):
        agenda_sheet(few(), templates=templates, assets=tmp_path, live_url=LIVE, printed_at=APRIL)


@pytest.mark.parametrize(
    ("days", "words"),
    [((16, 17), "16\N{EN DASH}17 May 2013"), ((16,), "16 May 2013")],
)
def test_dates_read_as_in_a_programme(days: tuple[int, ...], words: str) -> None:
    agenda = publish(PORTATHON)
    slots = tuple(slot for slot in agenda.slots if slot.starts.day in days)

    assert f"Dublin, Ireland · {words}" in pages(printed(replace(agenda, slots=slots)))[0]
