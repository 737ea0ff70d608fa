"""People whom a sentence names as those to turn to."""

import pytest

from hackathon.pages.recognition.people.prose_people import people_in_prose


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It is slow. Mentored by Ada Quill and Cleo Marsh.", ["Ada Quill", "Cleo Marsh"]),
        ("Please contact Orla Roe (@orla) or Tal Elm <tal@x.example> for details.", ["Orla Roe", "Tal Elm"]),
        ("The mentors for this project are R. Ada Quill and Cleo Marsh.", ["R. Ada Quill", "Cleo Marsh"]),
        ("contact: @runa", ["runa"]),
        ("Talk to Ada Quill about the lamps first.", ["Ada Quill"]),
        ("Please contact the mailing list.", []),
        ("Ask any mentor before you begin.", []),
        ("The mentors are friendly.", []),
        ("It was led by a committee of seven.", []),
        ("Read the guide by Levin Dunmere first.", []),
        ("The contact is lost when the lamp is off.", []),
    ],
)
def test_only_those_to_turn_to_are_named(text: str, names: list[str]) -> None:
    assert [person.name for _, people in people_in_prose(text) for person in people] == names
