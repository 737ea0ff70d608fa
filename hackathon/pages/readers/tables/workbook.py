"""Turns a workbook (XLSX, XLSB, XLS, ODS) into text, its visible sheets one below the other.

The only module that uses python-calamine. Sizes are checked first, because calamine builds each sheet in
full.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.core.text.tables import MOST_COLUMNS
from hackathon.pages.readers.tables.sheets import sheet_line

Cell = int | float | str | bool | time | date | datetime | timedelta

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
MOST_UNPACKED = 60_000_000
"""Bytes that the parts of a workbook may have together, unpacked."""
MOST_CELLS = 2_000_000
_DAMAGED = message("The workbook is damaged. Save it again, or save its sheets as CSV.")
_PROTECTED = message("The workbook is protected by a password. Save it without one.")
_TOO_LARGE = message("The workbook is too large when unpacked. Please save the sheets that matter as CSV.")
_MOST_PARTS = 2_000
_MOST_SHEETS = 50
_CELL = re.compile(rb'<c(?:\s[^>]{0,200})?\sr="([A-Z]{1,3})(\d{1,7})"')
_TEXT_COUNT = re.compile(rb"""\b(?:uniqueC|c)ount\s*=\s*["'](\d{1,20})["']""")
_HEAD = 4_000
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]{0,500})>(.*?)</table:table-row>", re.DOTALL)
_ODS_FILLED = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]{0,500}office:value-type[^>]{0,500})>")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook of a kind that can be read."""
    if data.startswith(_OLE):
        return b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k" in data or b"B\x00o\x00o\x00k" in data
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return bool({"xl/workbook.xml", "xl/workbook.bin"} & names) or _ODS in data[:200]


def workbook_text(data: bytes) -> str:
    """Return the visible sheets as CSV, each below a line with its name.

    Raises NotAPage for a workbook that is too large unpacked, damaged or protected by a password.
    """
    if data.startswith(_ZIP):
        _check_parts(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        texts = [_sheet_text(name, workbook.get_sheet_by_name(name)) for name in visible[:_MOST_SHEETS]]
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise NotAPage(_PROTECTED if "assword" in str(error) else _DAMAGED) from error
    text = "\n".join(each for each in texts if each)
    if not text:
        raise NotAPage(message("The workbook has no visible sheet with content."))
    return text


def _check_parts(data: bytes) -> None:
    """Unpack each part and count, since what a ZIP says of its sizes may be wrong."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise NotAPage(message("The workbook has too many parts."))
            for part in archive.infolist():
                if part.flag_bits & 1:
                    raise NotAPage(_PROTECTED)
                content = _unpacked(data, part, left)
                left -= len(content)
                _check_cells(part.filename, content)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError) as error:
        raise NotAPage(_DAMAGED) from error


def _unpacked(data: bytes, part: zipfile.ZipInfo, most: int) -> bytes:
    name, extra = data[part.header_offset + 26 : part.header_offset + 28], data[part.header_offset + 28 :][:2]
    begin = part.header_offset + 30 + int.from_bytes(name, "little") + int.from_bytes(extra, "little")
    packed = data[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
    else:
        raise NotAPage(message("The workbook uses an unknown compression. Please save it again."))
    if len(content) > most:
        raise NotAPage(_TOO_LARGE)
    return content


def _check_cells(name: str, content: bytes) -> None:
    """Raise NotAPage for a sheet that would be laid out with more cells than any that people fill in."""
    if name == "xl/sharedStrings.xml":
        # Room is made for as many texts as the part says that it has.
        if any(int(match[1]) > len(content) for match in _TEXT_COUNT.finditer(content[:_HEAD])):
            raise NotAPage(_DAMAGED)
    elif name.startswith("xl/worksheets/"):
        most_columns = most_rows = 0
        for match in _CELL.finditer(content):
            column = 0
            for letter in match[1]:
                column = column * 26 + letter - 64
            most_columns, most_rows = max(most_columns, column), max(most_rows, int(match[2]))
        _check_area(most_rows, most_columns)
    elif name == "content.xml":
        cells = 0
        for row in _ODS_ROW.finditer(content):
            filled = [_times(match[1]) for match in _ODS_FILLED.finditer(row[2])]
            cells += _times(row[1]) * sum(filled)
            _check_area(cells, 1)


def _times(attributes: bytes) -> int:
    match = _REPEATED.search(attributes)
    return int(match[1]) if match else 1


def _check_area(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise NotAPage(_TOO_LARGE)


def _sheet_text(name: str, sheet: CalamineSheet) -> str:
    if not sheet.height or sheet.height * sheet.width > MOST_CELLS:
        return ""
    rows = [[_words(cell) for cell in row[:MOST_COLUMNS]] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        # A cell over several rows says the same for each; one over several columns is a heading.
        if left == right < MOST_COLUMNS:
            for row in rows[top + 1 : bottom + 1]:
                row[left] = row[left] or rows[top][left]
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(_trimmed(rows))
    return f"{sheet_line(name)}\n{written.getvalue()}" if written.getvalue().strip() else ""


def _trimmed(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the rows without the blank ones, which a workbook may have thousands of at its end."""
    return (row for row in rows if any(cell.strip() for cell in row))


def _words(cell: Cell) -> str:
    """Return a cell as people see it: whole numbers without a point, dates in ISO."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep="T", timespec="minutes")
        )
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "".join(letter for letter in str(cell) if letter >= " " or letter in "\t\n")
