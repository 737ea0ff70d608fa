"""Workbooks as bytes, sound and broken."""

import io
import zipfile


def workbook(
    *sheets: tuple[str, str, str],
    strings: str = "",
    head: str = "",
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """Return an XLSX file of sheets: name, state, and rows in XML.

    `strings` stand behind the rows, `head` before the root of each sheet, and `more` are further parts.
    """
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"{f" state={state!r}" if state else ""}/>'
        for n, (name, state, _) in enumerate(sheets, 1)
    )
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    related = "".join(
        f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="w" '
        f'Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{spreadsheet}" xmlns:r="{office}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{related}</Relationships>',
        **{
            f"xl/worksheets/sheet{n}.xml": f'{head}<worksheet xmlns="{spreadsheet}">'
            f"<sheetData>{rows}</sheetData>{strings}</worksheet>"
            for n, (_, _, rows) in enumerate(sheets, 1)
        },
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def rows(*lines: tuple[str, ...]) -> str:
    """Return rows of texts as the XML of a sheet."""
    return "".join(
        f'<row r="{y}">'
        + "".join(
            f'<c r="{chr(64 + x)}{y}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for x, cell in enumerate(line, 1)
            if cell
        )
        + "</row>"
        for y, line in enumerate(lines, 1)
    )
