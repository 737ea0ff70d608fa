"""Turns a text document (DOCX, ODT) into HTML with one block per line, to be read like a saved page.

Sizes are checked before anything is parsed. Tracked deletions are left out.
"""

import io
import zipfile
from collections.abc import Callable
from xml.etree.ElementTree import ParseError

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.readers.office.docx import docx_as_html
from hackathon.pages.readers.office.odt import odt_as_html
from hackathon.pages.readers.office.packages import PROTECTED, ZIP_MARK, Package

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = message("The document is damaged. Save it again, or save it as HTML.")
_CONVERTERS: dict[str, Callable[[Package], str]] = {
    "word/document.xml": docx_as_html,
    "content.xml": odt_as_html,
}


def is_office_document(data: bytes) -> bool:
    """Whether the bytes are a text document, or an old or protected one to be refused as such."""
    if data.startswith(_OLE):
        return any(name.encode("utf-16-le") in data for name in ("WordDocument", "EncryptedPackage"))
    return _main_part(data) is not None


def office_text(data: bytes) -> str:
    """Return the document as HTML; raises NotAPage if it is too large, damaged or protected."""
    part = _main_part(data)
    if part is None and "EncryptedPackage".encode("utf-16-le") in data:
        raise NotAPage(PROTECTED)
    if part is None:
        raise NotAPage(message("This is an old Word document (DOC). Save it as DOCX, ODT or HTML."))
    try:
        package = Package(data)
        body = _CONVERTERS[part](package)
    except (ParseError, KeyError, ValueError, zipfile.BadZipFile, OSError) as error:
        raise NotAPage(_DAMAGED) from error
    if not body.strip():
        raise NotAPage(message("The document has no text in it."))
    return f"<html>\n<body>\n{body}\n</body>\n</html>\n"


def _main_part(data: bytes) -> str | None:
    """Return the name of the part that holds the text; None for what is no text document."""
    if not data.startswith(ZIP_MARK):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "content.xml" if b"opendocument.text" in data[:200] else None
    if "word/document.xml" in names:
        return "word/document.xml"
    return "content.xml" if "content.xml" in names and b"opendocument.text" in data[:200] else None
