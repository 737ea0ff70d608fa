"""Reading a page in a separate process with limits, which can be killed safely."""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hackathon.core.errors import Column, ColumnsAlike, NotAPage, ReadingStopped
from hackathon.core.text.messages import Message, message
from hackathon.core.text.stored_messages import message_from_json
from hackathon.pages.model.json_codec import from_json
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import PageFormat
from hackathon.pages.readers.line_account import counts_of
from hackathon.pages.recognition.corrections.correction_codec import (
    corrections_as_json,
    corrections_from_json,
)
from hackathon.pages.recognition.corrections.operations import Correction
from hackathon.pages.recognition.understanding import (
    CollectionGuess,
    LabelGuess,
    OutlineEntry,
    SourceLine,
    Understanding,
)

SECONDS = 30
"""CPU seconds for reading one page; the wall-clock limit is twice as long."""
MEMORY = 1_500_000_000
"""Bytes of address space, only part of which is used."""
_PROCESS = "hackathon.pages.reading_process"
_TOO_MUCH = message("The page took too much time or memory to read. Import its parts one by one.")
_STOPPED = message("Reading the page was interrupted. Nothing was imported. Please try again.")
_FAILED = message(
    "The page can't be read because of an error in this program, which was logged. Nothing was imported."
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """The text of a file and its interpretation, as JSON for storage."""

    text: str
    answer: dict[str, Any]


def read_page(data: bytes, kind: PageFormat, corrections: Iterable[Correction] = ()) -> PageReading:
    """Return the interpretation of a file, read in a separate process.

    Raises NotAPage or ColumnsAlike as reading does, and ReadingStopped if the process was killed or failed.
    """
    told = corrections_as_json(corrections)
    asked = {"kind": kind.value, "corrections": told, "seconds": SECONDS, "bytes": MEMORY}
    answer = _answer_of_process(json.dumps(asked).encode() + b"\n" + data)
    if "refused" in answer:
        raise NotAPage(_refusal(answer["refused"]))
    if "columns" in answer:
        raise ColumnsAlike(
            {what: from_json(tuple[Column, ...], raw, what) for what, raw in answer["columns"].items()}
        )
    return PageReading(text=answer.pop("text"), answer={**answer, "corrections": told})


def _answer_of_process(sent: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, and nothing of the page among its arguments
            [sys.executable, "-m", _PROCESS],
            input=sent,
            capture_output=True,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotAPage(_TOO_MUCH) from error
    # Compiled code aborts if it can't allocate memory.
    if done.returncode in (-signal.SIGXCPU, -signal.SIGABRT) or b"MemoryError" in done.stderr:
        raise NotAPage(_TOO_MUCH)
    if done.returncode in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT):
        raise ReadingStopped(_STOPPED)
    if done.returncode:
        log.error("reading a page ended with %s: %s", done.returncode, done.stderr.decode(errors="replace"))
        raise ReadingStopped(_FAILED)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def understanding_in(answer: dict[str, Any]) -> Understanding:
    """Return the interpretation in a stored reading."""
    lines = from_json(tuple[SourceLine, ...], answer["lines"], "lines")
    return Understanding(
        page=from_json(Page, answer["page"], "page"),
        format=answer["format"],
        layout=answer["layout"],
        outline=from_json(tuple[OutlineEntry, ...], answer["outline"], "outline"),
        collections=from_json(tuple[CollectionGuess, ...], answer["collections"], "collections"),
        labels=from_json(tuple[LabelGuess, ...], answer["labels"], "labels"),
        lines=lines,
        corrections=corrections_from_json(answer["corrections"]),
        line_counts=counts_of(lines),
    )


def _refusal(raw: dict[str, Any]) -> str | Message:
    return message_from_json(raw["message"]) if "message" in raw else str(raw["words"])
