"""Which files a topic takes, what they are called, and as what they are sent."""

import re

from hackathon.core.text.characters import clean_name

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes; what is larger belongs elsewhere, and a link leads to it."""
MOST_FILES = 20
"""Files of one topic."""
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
"""What a file is sent as, by the end of its name. Nothing that a browser would run is among them."""

_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f<>:"|?*;%#&]')


def file_name(sent: str) -> str:
    """Return the name under which a file is kept: without folders and signs that mean something to a system.

    The result is empty where nothing is left of the name.
    """
    last = re.split(r"[/\\]", sent)[-1]
    name = " ".join(_NOT_IN_A_NAME.sub("", clean_name(last)).split()).strip(". ")
    stem, dot, end = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(end) - 1].rstrip()}{dot}{end}" if stem else name[:LONGEST_NAME]


def media_type(name: str) -> str | None:
    """Return what a file of this name is sent as; None where it isn't taken."""
    stem, _, end = name.rpartition(".")
    return MEDIA_TYPES.get(end.casefold()) if stem else None
