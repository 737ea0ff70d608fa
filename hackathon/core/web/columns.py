"""Asking which column of a table is meant if two could be the same."""

from flask import request

from hackathon.core.text.messages import message

BEGINS = "column-"
WHICH_COLUMN = message(
    "Two columns could have the same meaning. Please choose the right one, then send it again."
)


def chosen() -> dict[str, int]:
    """Return the positions of the chosen columns, by field."""
    return {
        name.removeprefix(BEGINS): int(value)
        for name, value in request.form.items()
        if name.startswith(BEGINS) and value.isascii() and value.isdecimal() and len(value) < 10
    }
