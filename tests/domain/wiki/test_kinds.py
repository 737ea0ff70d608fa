"""One door for every kind of page: told or recognised."""

import pytest

from hackathon.domain.errors import NotAPage
from hackathon.domain.wiki.kinds import KINDS, READERS, Kind, read_any
from hackathon.domain.wiki.rendered.read import read
from hackathon.samples import dublin


@pytest.mark.parametrize("kind", [Kind.AUTO, Kind.RENDERED])
def test_rendered_text_is_read_whether_told_or_recognised(kind: Kind) -> None:
    assert read_any(dublin().encode(), kind) == read(dublin())


def test_each_kind_has_one_reader_and_a_name() -> None:
    kinds = [reader.kind for reader in READERS]

    assert len(set(kinds)) == len(kinds)
    assert list(KINDS) == [kind for kind in Kind if kind is Kind.AUTO or kind in kinds]


def test_what_is_no_page_of_any_kind_is_refused() -> None:
    with pytest.raises(NotAPage, match="no hackathon or idea page"):
        read_any(b"Nothing of the kind")
