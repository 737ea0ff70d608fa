"""The files that a topic accepts: their names, sizes and media types."""

import re

from hackathon.core.text.characters import clean_name

LARGEST_FILE = 5 * 1024 * 1024
"""The most bytes of a file; larger ones should be stored elsewhere and linked."""
MOST_FILES = 20
"""The most files of one topic."""
LONGEST_NAME = 100

_ARCHIVE, _TEXT = "application/octet-stream", "text/plain; charset=utf-8"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "txt": _TEXT,
    "md": _TEXT,
    "csv": _TEXT,
    "log": _TEXT,
    "diff": _TEXT,
    "patch": _TEXT,
    "zip": "application/zip",
    "gz": _ARCHIVE,
    "xz": _ARCHIVE,
}
"""The media type of a file by its extension; none that a browser would execute."""

_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f<>:"|?*;%#&]')


def file_name(sent: str) -> str:
    """Return the name under which a file is stored: without folders and characters special to systems.

    The result is empty if nothing is left of the name.
    """
    last = re.split(r"[/\\]", sent)[-1]
    name = " ".join(_NOT_IN_A_NAME.sub("", clean_name(last)).split()).strip(". ")
    stem, dot, end = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(end) - 1].rstrip()}{dot}{end}" if stem else name[:LONGEST_NAME]


def media_type(name: str) -> str | None:
    """Return the media type of a file name; None if it isn't accepted."""
    stem, _, end = name.rpartition(".")
    return MEDIA_TYPES.get(end.casefold()) if stem else None
