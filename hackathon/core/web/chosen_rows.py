"""Tables whose rows are chosen with a box each, and what is done with them."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import row_number


def chosen_keys() -> set[int]:
    """Return the keys of the rows that were chosen; a value that is no key chooses nothing."""
    return set(request.form.getlist("chosen", type=row_number))


def back_to_table(address: str) -> ResponseReturnValue:
    """Redirect to the table at this address, filtered and sorted as it was when the form was sent."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{address}?{query}" if query else address, code=303)
