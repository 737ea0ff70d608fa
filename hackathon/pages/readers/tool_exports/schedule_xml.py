"""Converts schedule.xml to the values of schedule.json, with expat and without entities."""

import re
from typing import Any, NoReturn
from xml.parsers import expat

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.model.limits import check_xml
from hackathon.pages.readers.tool_exports.json_values import JsonObject

_BEGINS = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<schedule[\s>]", re.DOTALL)
_IN_CONFERENCE = frozenset(
    {"title", "acronym", "start", "end", "time_zone_name", "url", "base_url", "venue", "city"}
)


def looks_like(text: str) -> bool:
    """Whether the text is XML with a schedule as its root."""
    return _BEGINS.match(text[:5_000]) is not None


def read(text: str) -> JsonObject:
    """Return the schedule as schedule.json has it; raises NotAPage for XML that breaks off."""
    check_xml(text)
    return _Reading(text).document


class _Reading:
    """One pass through the XML; what is open is a stack of names."""

    def __init__(self, text: str) -> None:
        self._conference: JsonObject = {"days": []}
        self.document: JsonObject = {"schedule": {"conference": self._conference}}
        self._stack: list[str] = []
        self._words: list[str] = []
        self._event: JsonObject | None = None
        self._room: list[JsonObject] = []
        parser = expat.ParserCreate("UTF-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.EntityDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words.append
        try:
            # The declaration names the encoding that the file had, and this is text already.
            parser.Parse(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text, count=1).encode(), True)
        except expat.ExpatError as error:
            raise NotAPage(
                message(
                    "The schedule.xml is incomplete or broken at line %(line)s. Please export it again.",
                    line=error.lineno,
                )
            ) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._stack.append(name)
        self._words.clear()
        if name == "generator":
            self.document["generator"] = {"name": attributes.get("name", "")}
        elif name == "day":
            self._conference["days"].append({"date": attributes.get("date", ""), "rooms": {}})
        elif name == "room" and self._event is None:
            self._room = []
            if days := self._conference["days"]:
                self._room = days[-1]["rooms"].setdefault(attributes.get("name", ""), [])
        elif name == "event":
            number = attributes.get("id", "")
            self._event = {
                "guid": attributes.get("guid") or attributes.get("id", ""),
                "id": int(number) if number.isascii() and number.isdigit() and len(number) < 12 else number,
                "persons": [],
            }

    def _end(self, name: str) -> None:
        words = "".join(self._words).strip()
        self._words.clear()
        self._stack.pop()
        parent = self._stack[-1] if self._stack else ""
        if name == "event" and self._event is not None:
            self._room.append(self._event)
            self._event = None
        elif self._event is not None:
            self._say(self._event, name, parent, words)
        elif parent == "conference" and name in _IN_CONFERENCE:
            self._conference[name] = words

    def _say(self, event: JsonObject, name: str, parent: str, words: str) -> None:
        if name == "person" and parent == "persons" and words:
            event["persons"].append({"public_name": words})
        elif parent == "event":
            event.setdefault(name, words)


def _refuse_doctype(*_: Any) -> NoReturn:  # noqa: ANN401 -- whatever expat hands over
    raise NotAPage(
        message(
            "This schedule.xml declares a document type or entities, which can be an attack, so it was not "
            "read."
        )
    )
