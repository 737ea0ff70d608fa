"""What is left of an e-mail address in public."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.text.addresses import without_addresses


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Ian Campbell", "Ian Campbell"),
        ("ian.campbell@xen.example", "ian.campbell@…"),
        ("Ian Campbell <ian@xen.example>", "Ian Campbell <ian@…>"),
        ("xen-devel@", "xen-devel@"),
        ("a@b.example, c@d.example", "a@… c@…"),
        ("[Ian](mailto:ian@xen.example)", "[Ian](mailto:ian@…)"),
        ("see https://lists.example/17.23@xen.example", "see https://lists.example/17.23@xen.example"),
    ],
)
def test_a_name_keeps_everything_but_addresses(text: str, public: str) -> None:
    assert without_addresses(text) == public


@given(before=st.text(), local=st.from_regex(r"[a-z]+", fullmatch=True), after=st.text())
def test_no_address_is_left_whatever_stands_around_it(before: str, local: str, after: str) -> None:
    public = without_addresses(f"{before} {local}@mail.example {after}")

    assert re.search(r"[^\s<>()@]@mail\.example", public) is None
