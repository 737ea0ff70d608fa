"""A column of a room or slot that is added later also goes along to a copy and into the JSON of an event."""

import ast
from dataclasses import fields
from pathlib import Path

from sqlalchemy import inspect

from hackathon.core.extensions import Base
from hackathon.pages.model.setup import SetupRoom, SetupSlot
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot

COPYING = Path(__file__).parents[2] / "hackathon/event_settings/services/copying.py"
OWN_TO_A_ROW = {"id", "event_id", "version"}
"""Keys, and the counter that tells stale forms apart: a copy has its own."""
WRITTEN_AS = {"starts_fold": "starts_second", "ends_fold": "ends_second"}


def columns(model: type[Base]) -> set[str]:
    return {column.key for column in inspect(model).columns} - OWN_TO_A_ROW


def test_a_copied_event_has_every_column_of_its_rooms() -> None:
    calls = [
        node
        for node in ast.walk(ast.parse(COPYING.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Room"
    ]

    assert [{each.arg for each in call.keywords} for call in calls] == [columns(Room)]


def test_the_json_of_an_event_has_every_column_of_its_rooms() -> None:
    # The position of a room is its place in the list.
    assert columns(Room) - {"position"} <= {field.name for field in fields(SetupRoom)}


def test_the_json_of_an_event_has_every_column_of_its_slots() -> None:
    written = {WRITTEN_AS.get(column, column) for column in columns(Slot)}

    assert written == {field.name for field in fields(SetupSlot)}
