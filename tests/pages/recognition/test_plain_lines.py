"""Short lines that say much: days and a place below the title, a person and their company after a label."""

from datetime import date

import pytest

from hackathon.pages.readers.formats import read_text
from hackathon.pages.recognition.people.people_strings import read_people

PAGE = """# Gull Hackathon

{line}

## Topics

### Port the scheduler to Arm

Mentor: Nora Bay

### A faster build

Mentor: Tom Reed
"""


@pytest.mark.parametrize(
    ("line", "last", "place"),
    [
        ("16-17 May 2027, Dublin", 17, "Dublin"),
        ("May 16-17, 2027, Harbour Town", 17, "Harbour Town"),
        ("16-17 May 2027", 17, None),
        ("16-17 May 2027, online", 17, None),
        ("16.-17. Mai 2027, Wien", 17, "Wien"),
        ("2027-05-16 to 2027-05-17, Dublin", 17, "Dublin"),
        ("Sunday 16 May 2027, Dublin, Ireland", 16, "Dublin, Ireland"),
    ],
)
def test_a_line_of_days_below_the_title_says_when_and_where(line: str, last: int, place: str | None) -> None:
    event = read_text(PAGE.format(line=line)).event

    assert event is not None
    assert (event.starts, event.ends, event.place) == (date(2027, 5, 16), date(2027, 5, last), place)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Nora Bay, Harbour Ltd", [("Nora Bay", "Harbour Ltd")]),
        ("Nora Bay, Tom Reed, Example GmbH", [("Nora Bay", None), ("Tom Reed", "Example GmbH")]),
        ("Nora Bay, Harbour, Inc., Tom Reed", [("Nora Bay", "Harbour"), ("Tom Reed", None)]),
        ("Nora Bay, University of Bern", [("Nora Bay", "University of Bern")]),
        ("Nora Bay, Tom Reed", [("Nora Bay", None), ("Tom Reed", None)]),
    ],
)
def test_a_company_after_a_name_is_no_other_person(text: str, people: list[tuple[str, str | None]]) -> None:
    assert [(person.name, person.affiliation) for person in read_people(text)] == people
