"""Badges on paper: a name for everybody, ten to a sheet."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import jinja2
import pytest
from pypdf import PdfReader

from hackathon.attendance.badges.exports import Badge, badge_sheets
from hackathon.config import beside_package
from hackathon.core.files.pdf import Sheet


def printed(*badges: Badge) -> Sheet:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(beside_package("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    templates.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    return badge_sheets(
        badges, event="Xen Hackathon", hue=250, templates=templates, assets=beside_package("static")
    )


def badge(name: str, affiliation: str = "", role: str = "") -> Badge:
    address = f"https://hackathon.example/dublin-2013/organize/check-in/{len(name)}"
    return Badge(name=name, affiliation=affiliation, role=role, address=address)


def pages(sheet: Sheet) -> list[str]:
    found = PdfReader(io.BytesIO(sheet.content)).pages
    return [" ".join(page.extract_text().split()) for page in found]


def test_a_badge_has_the_name_the_affiliation_the_role_and_the_event() -> None:
    (page,) = pages(printed(badge("Lars Kurth", "Citrix", "Organizer"), badge("Msw")))

    for words in ("Xen Hackathon", "Lars Kurth", "Citrix", "Organizer", "Msw"):
        assert words in page


@pytest.mark.parametrize(("people", "sheets"), [(1, 1), (10, 1), (11, 2), (25, 3)])
def test_ten_badges_fill_a_sheet(people: int, sheets: int) -> None:
    found = pages(printed(*(badge(f"Person {number:02}") for number in range(people))))

    assert [page.count("Person") for page in found] == [min(10, people - 10 * at) for at in range(sheets)]


def test_a_very_long_or_hostile_name_stays_on_its_badge() -> None:
    names = ("Konstantinos " * 40, "W" * 300, "<script>alert(1)</script>\n\x07", "")

    found = pages(printed(*(badge(name, affiliation=name) for name in names), badge("Last")))

    assert len(found) == 1
    assert "<script>alert(1)</script>" in found[0]
    assert "Last" in found[0]


def test_the_square_opens_the_entry_at_the_door() -> None:
    square = badge("Msw").square

    assert square.startswith("data:image/svg+xml")
    assert square != badge("Lars Kurth").square


@pytest.mark.skipif(shutil.which("qpdf") is None and not os.environ.get("CI"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "badges.pdf"
    file.write_bytes(printed(badge("Lars Kurth")).content)

    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_no_name_prints_backwards() -> None:
    (page,) = pages(printed(badge("\u202eAdam\u2066 Abel\u200b", affiliation="\u202eCitrix")))

    assert "Adam Abel" in page
    assert "Citrix" in page
