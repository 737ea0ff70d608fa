"""Descriptions of a column's meaning, for `_("Which column is the %(meaning)s?")`."""

from hackathon.core.text.messages import Message, message

_MEANINGS = {
    "affiliation": message("affiliation"),
    "area": message("area"),
    "contact_note": message("note on the contact"),
    "contacts": message("contact"),
    "date_of_insert": message("date of the proposal"),
    "description": message("description"),
    "difficulty": message("difficulty"),
    "email": message("email"),
    "first": message("first name"),
    "gsoc": message("Google Summer of Code status"),
    "inserted_on": message("date of the proposal"),
    "irc": message("chat"),
    "last": message("last name"),
    "length": message("length"),
    "list": message("list"),
    "mailing_list": message("mailing list"),
    "may_run_twice": message("second run"),
    "name": message("name"),
    "needs": message("equipment"),
    "number": message("number"),
    "outcomes": message("outcomes"),
    "plenary": message("plenary"),
    "references": message("references"),
    "review_state": message("review status"),
    "role": message("role of the contact"),
    "skills": message("skills"),
    "steps": message("steps"),
    "title": message("title"),
    "verified": message("date of the last check"),
}


def column_meaning(field: str) -> Message | str:
    """Return the description of a column that is read as that field."""
    return _MEANINGS.get(field, field)
