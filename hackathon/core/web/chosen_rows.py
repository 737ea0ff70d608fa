"""Tables with a checkbox in each row, and the forms that act on the checked rows."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import row_number


def chosen_keys() -> set[int]:
    """Return the keys of the checked rows, ignoring invalid values."""
    return set(request.form.getlist("chosen", type=row_number))


def back_to_table(address: str) -> ResponseReturnValue:
    """Redirect to the table at this address, filtered and sorted as when the form was sent."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{address}?{query}" if query else address, code=303)
