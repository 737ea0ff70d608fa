"""Reads one page in a separate process: `python -m hackathon.pages.reading_process`.

Standard input is a line of JSON (kind, corrections, limits) and then the file; standard output is JSON. The
process limits its own memory and time, so the caller can kill it or wait for it to end.
"""

import json
import resource
import sys
from typing import Any

from hackathon.core.errors import ColumnsAlike, NotAPage
from hackathon.core.text.messages import Message
from hackathon.core.text.stored_messages import message_to_json
from hackathon.pages.model.json_codec import to_json
from hackathon.pages.readers.formats import PageFormat, page_text
from hackathon.pages.readers.understanding import understand_text
from hackathon.pages.recognition.corrections.correction_codec import corrections_from_json

_PARTS = ("page", "format", "layout", "outline", "collections", "labels", "lines")


def main() -> None:
    """Read a page from standard input, and write its interpretation to standard output."""
    asked = json.loads(sys.stdin.buffer.readline())
    seconds, size = asked["seconds"], asked["bytes"]
    # The softer limit ends it by a signal of its own, so that nobody takes that for a kill.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    json.dump(_answer(asked, sys.stdin.buffer.read()), sys.stdout, ensure_ascii=False)


def _answer(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        # A form feed is white space in a page, and none in JSON of ours.
        text = page_text(data).replace("\x0c", " ")
        understanding = understand_text(
            text, PageFormat(asked["kind"]), corrections_from_json(asked["corrections"])
        )
    except ColumnsAlike as question:
        return {"columns": {what: to_json(alike) for what, alike in question.columns.items()}}
    except NotAPage as refusal:
        return {"refused": _refusal(refusal.message)}
    return {"text": text, **{part: to_json(getattr(understanding, part)) for part in _PARTS}}


def _refusal(words: str | Message) -> dict[str, Any]:
    return {"words": words} if isinstance(words, str) else {"message": message_to_json(words)}


if __name__ == "__main__":
    main()
