"""Schedule changes as sent by a page: one as form fields, or several as JSON."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField

from hackathon.core.errors import BadEntry
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.text.messages import message
from hackathon.schedule.changes.domain.changes import Action, Change, Place, SeenPlace

FIELDS = ("action", "topic", "run", "slot", "room", "minutes", "believed")
LARGEST = 2**31 - 1


class ScheduleForm(BaseForm):
    """Any change of the schedule; `read_changes` reads its values."""

    override = BooleanField(_l("Override the rule"))


def read_changes(sent: MultiDict[str, str]) -> list[Change]:
    """Return the submitted changes: from the field `changes` as JSON, or from fields, repeated for several.

    `session` ("12,1": topic number and run) may be repeated, and the action applies to each. Otherwise, of
    repeated fields, the first of each name belong together, then the second, and so on; a field that is sent
    once counts for all. Raises BadEntry for invalid input.
    """
    try:
        return [_change(entry) for entry in _entries(sent)]
    except (KeyError, TypeError, ValueError) as error:
        raise BadEntry(message("This change could not be read. Please reload the page.")) from error


def read_block(sent: MultiDict[str, str]) -> tuple[list[tuple[int, int]], Place] | None:
    """Return the ticked sessions to be moved together, and their destination; None for other requests.

    Raises BadEntry for invalid input.
    """
    if "session" not in sent or sent.get("action") != Action.MOVE.value:
        return None
    try:
        sessions = [tuple(int(part) for part in each.split(",")) for each in sent.getlist("session")]
        return [(topic, run) for topic, run in sessions], (int(sent["slot"]), int(sent["room"]))
    except ValueError as error:
        raise BadEntry(message("This change could not be read. Please reload the page.")) from error


def _entries(sent: MultiDict[str, str]) -> Iterator[Mapping[str, Any]]:
    if "changes" in sent:
        entries = json.loads(sent["changes"])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise ValueError("not a list of changes")
        yield from entries
        return
    if "session" in sent or "topic" not in sent:
        for session in sent.getlist("session"):
            topic, run = session.split(",")
            yield {"action": sent["action"], "topic": topic, "run": run}
        return
    columns = {name: sent.getlist(name) for name in FIELDS if sent.getlist(name)}
    number = max(map(len, columns.values()), default=0)
    for position in range(number):
        yield {
            name: values[position] if len(values) == number else values[0] for name, values in columns.items()
        }


def _change(entry: Mapping[str, Any]) -> Change:
    slot, room = _number(entry.get("slot")), _number(entry.get("room"))
    return Change(
        action=Action(entry["action"]),
        topic=_number(entry["topic"]) or 0,
        run=_number(entry.get("run")) or 1,
        place=(slot, room) if slot is not None and room is not None else None,
        minutes=_number(entry.get("minutes")),
        belief=SeenPlace(place=_place(entry["believed"])) if entry.get("believed") is not None else None,
    )


def _number(value: object) -> int | None:
    if value is None or value == "":
        return None
    number = int(str(value))
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no row has the number {number}")
    return number


def _place(text: str) -> Place | None:
    if not text:
        return None
    slot, room = (int(part) for part in str(text).split(","))
    return slot, room
