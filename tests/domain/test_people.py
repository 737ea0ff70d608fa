"""What an organizer says of a person."""

import pytest

from hackathon.domain.errors import BadEntry
from hackathon.domain.people import PersonFields, check_email, normal_email


@pytest.mark.parametrize("name", ["", "  ", "._"])
def test_a_person_has_a_name(name: str) -> None:
    with pytest.raises(BadEntry, match="needs a name"):
        PersonFields(name=name)


def test_a_handle_has_a_name() -> None:
    with pytest.raises(BadEntry, match="cannot be a handle"):
        PersonFields(name="Ian", handles=("Ijc", " . "))


@pytest.mark.parametrize(
    "email", ["ian", "@xen.example", "ian@", "i an@xen.example", "a@b\nBcc: c@d", "a@b,c@d"]
)
def test_what_cannot_be_an_address_is_refused(email: str) -> None:
    with pytest.raises(BadEntry, match="not an e-mail address"):
        check_email(email)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Ian@Xen.Example", "ian@xen.example"),
        ("ian+dublin@xen.example", "ian+dublin@xen.example"),
        ("Zo\u0065\u0308@XN--MNCHEN-3YA.example", "zo\u00eb@m\u00fcnchen.example"),
        ("nobody in particular", "nobody in particular"),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_an_address_is_kept_as_it_is_compared(text: str | None, kept: str | None) -> None:
    assert normal_email(text) == kept
