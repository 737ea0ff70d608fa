"""Files that could do harm: refused in one line that names the fault, or read as what they show."""

import io
import zipfile

import pytest

from hackathon.core.errors import NotAPage
from hackathon.importing.services import reading
from hackathon.pages.readers.formats import PageFormat, page_text
from hackathon.pages.readers.understanding import check_has_content, understand_text
from tests.pages.workbooks import rows, workbook

GOOD = rows(("Title", "Lead"), ("Boats", "Ada Quill"), ("Rafts", "Cleo Marsh"))
SHEET = ("T", "", GOOD)
LAUGHS = "<!DOCTYPE l [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9)) + "]>"
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
NAMESPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def flipped(data: bytes) -> bytes:
    """Return a packed file in which some bytes are wrong."""
    return data[:200] + bytes(byte ^ 0x55 for byte in data[200:260]) + data[260:]


def ods(row: str) -> bytes:
    """Return an ODS file of two topics and a row."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = (("Title", "Lead"), ("Boats", "Ada Quill"), ("Rafts", "Cleo Marsh"))
    topics = "".join(
        f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>" for line in lines
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{NAMESPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="T">{topics}{row}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return written.getvalue()


def repeated(rows: int, columns: int, words: str) -> str:
    kind = ' office:value-type="string"' if words else ""
    return (
        f'<table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell{kind} table:number-columns-repeated="{columns}">'
        f"<text:p>{words}</text:p></table:table-cell></table:table-row>"
    )


REFUSED: dict[str, tuple[bytes, str]] = {
    "a bomb beside the sheets": (
        workbook(SHEET, more={"xl/media/zeros.bin": bytes(61_000_000)}), "too large when unpacked",
    ),
    "a bomb in a cell": (workbook(("T", "", rows(("A" * 61_000_000,)))), "too large when unpacked"),
    "a cell far away": (
        workbook(("T", "", f'{GOOD}<row r="1048576"><c r="XFD1048576"/></row>')), "too large when unpacked",
    ),
    "entities that grow": (workbook(("T", "", rows(("Title", "&l8;"))), head=LAUGHS), "damaged"),
    "an entity from a file": (workbook(("T", "", rows(("Title", "&x;"))), head=OUTSIDE), "damaged"),
    "thousands of parts": (
        workbook(SHEET, more={f"xl/{n}.xml": "" for n in range(2_500)}), "too many parts",
    ),
    "a sheet that is no XML": (workbook(("T", "", "<row")), "damaged"),
    "a count of four thousand million texts": (
        workbook(
            ("T", "", '<row r="1"><c r="A1" t="s"><v>9</v></c></row>'),
            more={
                "xl/sharedStrings.xml": '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
                'main" count="4000000000" uniqueCount="4000000000"><si><t>Title</t></si></sst>'
            },
        ),
        "damaged",
    ),
    "wrong bytes": (flipped(workbook(SHEET)), "damaged"),
    "half a workbook": (workbook(SHEET)[:300], "damaged"),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "a repeated row of words": (ods(repeated(1_000_000, 1_000, "x")), "too large when unpacked"),
    "a hundred thousand braces": (b"{{" * 100_000, "not a hackathon or idea page"),
    "a hundred thousand brackets": (b"[" * 100_000, "nested more deeply|not a hackathon"),
    "nested objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested more deeply"),
    "a million columns": (b"Title" + b"," * 1_000_000 + b"\nBoats\n", "running text"),
    "a cell without an end": (b'Title,Lead\n"' + b'""' * 500_000, "incomplete or not valid CSV near line 2"),
    "only ends of lines": (b"\r" * 300_000 + b"x", "more than 250,000 lines"),
    "ten thousand lists of HTML": (b"<html><body>" + b"<ul><li>" * 10_000 + b"x", "It contains lists"),
    "elements that are never closed": (b"<html><body>" + b"<div>" * 100_000 + b"x", "running text"),
    "an entity of a schedule": (
        f'<?xml version="1.0"?>{LAUGHS}<schedule><title>&l8;</title></schedule>'.encode(),
        "declares a document type or entities",
    ),
}  # fmt: skip

READ: dict[str, bytes] = {
    "a million empty rows": workbook(
        ("T", "", GOOD + "".join(f'<row r="{n}"/>' for n in range(4, 1_000_000)))
    ),
    "links that lead outside": workbook(
        SHEET,
        strings='<hyperlinks><hyperlink ref="A2" xmlns:r="r" r:id="x"/></hyperlinks>',
        more={
            "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="x" Type="hyperlink" '
            'Target="http://127.0.0.1:9/" TargetMode="External"/></Relationships>'
        },
    ),
    "a merge over all rows": workbook(
        SHEET, strings='<mergeCells><mergeCell ref="A4:A1048576"/></mergeCells>'
    ),
    "rows of nothing repeated": ods(repeated(1_048_570, 16_384, "")),
    "anchors of YAML that grow": b"---\na: &a [x, x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9))
    + b"---\n\n## Boats\n\nMentor: Ada Quill\n\n## Rafts\n\nMentor: Cleo Marsh\n",
    "files that a page wants to include": b"Ideas\n=====\n\n.. include:: /etc/passwd\n\n.. csv-table:: x\n"
    b"   :file: /etc/passwd\n\nBoats\n-----\n\n:Mentor: Ada Quill\n\nRafts\n-----\n\n:Mentor: Cleo Marsh\n",
}


def read(data: bytes) -> list[str]:
    text = page_text(data)
    understanding = understand_text(text)
    check_has_content(understanding, text, PageFormat.AUTO)
    assert "root:" not in str(understanding)
    return [topic.title for topic in understanding.page.topics]


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_one_line_that_names_the_fault(name: str) -> None:
    data, words = REFUSED[name]

    with pytest.raises(NotAPage, match=words) as refused:
        read(data)

    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("name", READ)
def test_a_file_that_looks_hostile_is_read_as_what_it_shows(name: str) -> None:
    assert read(READ[name]) == ["Boats", "Rafts"]


def test_formulas_are_words_dates_are_days_and_a_merged_area_is_that_of_each_row() -> None:
    cells = (
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Sea</t></is></c>'
        '<c r="B2" t="str"><f>HYPERLINK("http://127.0.0.1:9/")</f><v>Boats</v></c>'
        '<c r="C2" t="inlineStr"><is><t>=1+1</t></is></c><c r="D2" s="1"><v>46876</v></c></row>'
    )
    table = (
        rows(("Area", "Title", "Notes", "Deadline"))
        + cells
        + rows(("",), ("",), ("", "Rafts")).replace('<row r="1"></row><row r="2"></row>', "")
    )
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2">'
        '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    merged = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'

    text = page_text(workbook(("T", "", table), strings=merged, more={"xl/styles.xml": styles}))

    assert text.splitlines()[1:] == [
        "Area,Title,Notes,Deadline",
        "Sea,Boats,=1+1,2028-05-03",
        "Sea,Rafts,,",
    ]


@pytest.mark.parametrize("name", ["a bomb in a cell", "a repeated row of words", "nested objects"])
def test_a_bomb_meets_the_limits_of_the_process_that_reads_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, words = REFUSED[name]
    monkeypatch.setattr(reading, "SECONDS", 10)
    monkeypatch.setattr(reading, "MEMORY", 700_000_000)

    with pytest.raises(NotAPage, match=words):
        reading.read_page(data, PageFormat.AUTO)
