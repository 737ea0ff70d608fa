"""What an organizer says of a person."""

import pytest

from hackathon.accounts.domain import PersonFields
from hackathon.core.errors import BadEntry


@pytest.mark.parametrize("name", ["", "  ", "._"])
def test_a_person_has_a_name(name: str) -> None:
    with pytest.raises(BadEntry, match="Please enter a name"):
        PersonFields(name=name)


def test_a_handle_has_a_name() -> None:
    with pytest.raises(BadEntry, match="be a handle"):
        PersonFields(name="Ian", handles=("Ijc", " . "))
