"""People as they are written in one field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import WrittenPerson, read_people

Person = WrittenPerson


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Ada Quill (Example Ltd) <ada@x.example> @ada",
            [Person(name="Ada Quill", affiliation="Example Ltd", handle="ada", email="ada@x.example")],
        ),
        (
            "Ada Quill and Cleo de la Marsh, J. P. Roe",
            [Person(name="Ada Quill"), Person(name="Cleo de la Marsh"), Person(name="J. P. Roe")],
        ),
        ("Ada Quill (ada.quill at x.example)", [Person(name="Ada Quill", email="ada.quill@x.example")]),
        ("Ada Quill (ada at x dot example)", [Person(name="Ada Quill", email="ada@x.example")]),
        ("Ada Quill (@ada, ada@x.example) - primary",
         [Person(name="Ada Quill", handle="ada", email="ada@x.example")]),
        ("Ada Quill - @ada", [Person(name="Ada Quill", handle="ada")]),
        ("Ada Quill (ada on IRC)", [Person(name="Ada Quill", handle="ada")]),
        ("Ada Quill, PhD, Cleo Marsh et al.", [Person(name="Ada Quill"), Person(name="Cleo Marsh")]),
        ("@ada, @cleo", [Person(name="ada", handle="ada"), Person(name="cleo", handle="cleo")]),
        ("Ada Quill; Ada Quill", [Person(name="Ada Quill")]),
    ],
)  # fmt: skip
def test_people_are_read_with_all_that_is_said_of_them(text: str, people: list[WrittenPerson]) -> None:
    assert list(read_people(text)) == people


def test_a_link_to_a_profile_gives_the_handle() -> None:
    (person,) = read_people("[Ada Quill](https://github.example/ada)")

    assert (person.name, person.handle, person.link) == ("Ada Quill", "ada", "https://github.example/ada")


@pytest.mark.parametrize(
    "text",
    ["TBD", "N/A", "none", "None.", "you?", "???", "-", "to be found", "anybody?", "looking for a mentor"],
)
def test_some_words_stand_for_nobody(text: str) -> None:
    assert is_nobody(text)
    assert read_people(text) == ()


def test_a_sentence_names_nobody() -> None:
    assert read_people("We will find somebody who knows the old code before the event begins.") == ()


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(person.name.strip() for person in read_people(text))
