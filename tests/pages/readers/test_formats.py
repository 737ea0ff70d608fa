"""One door for every kind of page: told or recognized."""

import pytest

from hackathon.core.errors import NotAPage
from hackathon.demo.samples import dublin
from hackathon.pages.readers.formats import CHOICES, READERS, PageFormat, read_bytes
from hackathon.pages.readers.rendered.reader import read


@pytest.mark.parametrize("kind", [PageFormat.AUTO, PageFormat.RENDERED])
def test_rendered_text_is_read_whether_told_or_recognized(kind: PageFormat) -> None:
    assert read_bytes(dublin().encode(), kind) == read(dublin())


def test_each_kind_has_one_reader() -> None:
    kinds = [reader.kind for reader in READERS]

    assert len(set(kinds)) == len(kinds)
    assert {PageFormat.AUTO, *kinds} == set(CHOICES)


def test_what_is_no_page_of_any_kind_is_refused() -> None:
    with pytest.raises(NotAPage, match="not a hackathon or idea page"):
        read_bytes(b"Nothing of the kind")
