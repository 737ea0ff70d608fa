"""Writes the topics of a page as a table for spreadsheets, one row for each topic."""

import csv
import io
import re
from collections.abc import Iterable

from hackathon.core.domain.topics import ContactRole
from hackathon.pages.model.blocks import blocks_as_markdown
from hackathon.pages.model.page import Contact, Page, PageTopic, Programme
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.readers.csv_table import COLUMNS, MENTOR, SHORT_COLUMNS, UNKNOWN_FIELD_PREFIX
from hackathon.pages.recognition.labels.fields import TEXT_FIELDS, is_placeholder, parse_programme

# Spreadsheets take a cell that starts so for a formula, the wide forms of East Asian keyboards included.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def write(page: Page) -> str:
    """Return the topics as CSV. Votes, comments and people are left out.

    A cell that a spreadsheet would take for a formula starts with an apostrophe, and so does a value that
    would read as a placeholder. Several names in a cell are separated by semicolons.
    """
    further = dict.fromkeys(
        f"{UNKNOWN_FIELD_PREFIX}{field.name}" for topic in page.topics for field in topic.further
    )
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, [*COLUMNS, *further], restval="")
    rows.writerow({name: _cell(name) for name in rows.fieldnames})
    rows.writerows(_row(topic) for topic in page.topics)
    return text.getvalue()


def _row(topic: PageTopic) -> dict[str, str]:
    insert_date = topic.date_of_insert
    return {
        "number": str(topic.number or ""),
        "title": _cell(topic.title),
        "list": _cell(topic.section or ""),
        "area": _cell(topic.area or ""),
        "review_state": topic.review_state.value.replace("_", " ") if topic.review_state else "",
        **_contact_cells(topic.contact),
        **{name: _short_cell(getattr(topic, name)) for name in SHORT_COLUMNS},
        **{name: _long_cell(getattr(topic, name)) for name in TEXT_FIELDS},
        "inserted_on": insert_date.day.isoformat() if insert_date and insert_date.day else "",
        "date_of_insert": _cell(insert_date.raw) if insert_date else "",
        "gsoc": _gsoc_cell(topic.gsoc),
        "length": str(topic.length or ""),
        "needs": _cell(_joined(topic.needs or ())),
        "plenary": "yes" if topic.is_plenary else "",
        "may_run_twice": "yes" if topic.may_run_twice else "",
        **{f"{UNKNOWN_FIELD_PREFIX}{field.name}": _cell(field.raw) for field in topic.further},
    }


def _cell(text: str) -> str:
    is_guarded = text.lstrip().startswith((*_FORMULA, "'")) or text != text.strip()
    return f"'{text}" if is_guarded else text


def _value_cell(text: str) -> str:
    return f"'{text}" if text and is_placeholder(text) else _cell(text)


def _short_cell(field: FieldValue | None) -> str:
    if field is None:
        return ""
    return _cell(field.raw) if field.value is None else _value_cell(field.value)


def _long_cell(field: TextField | None) -> str:
    if field is None:
        return ""
    text = blocks_as_markdown(field.blocks) if field.markdown is None else field.markdown
    return _cell(text) if field.is_placeholder else _value_cell(text)


def _gsoc_cell(offered: Programme | None) -> str:
    if offered is None:
        return ""
    is_said = parse_programme(offered.raw).state is offered.state
    return _cell(offered.raw) if is_said else offered.state.value.replace("_", " ")


def _contact_cells(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {}
    names = [person.name for person in contact.people]
    return {
        "contacts": _value_cell(_joined(names)) if names else _placeholder(contact.raw),
        "role": MENTOR if contact.role is ContactRole.MENTOR else "",
        "contact_note": _cell(contact.note or ""),
    }


def _placeholder(raw: str) -> str:
    return _cell(raw) if is_placeholder(raw) else ""


def _joined(names: Iterable[str]) -> str:
    return "; ".join(re.sub(r"[\\;]", r"\\\g<0>", name) for name in names)
