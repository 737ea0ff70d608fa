"""MoinMoin and MediaWiki share their headings and bold words; where items stand tells them apart."""

from hackathon.pages.document.formats import DocumentFormat, recognize_document_format

_HEADINGS = (
    "== Days ==\n\n=== Who ===\n\n"
    "See [[https://example.org|the page]] and '''come''', '''all''' of '''you'''.\n\n"
)


def test_items_behind_a_space_are_of_a_moin_page() -> None:
    items = "".join(f" * Kettle {number}\n\n" for number in range(3))

    assert recognize_document_format(_HEADINGS + items) is DocumentFormat.MOIN


def test_items_at_the_start_of_the_line_are_of_a_mediawiki_page() -> None:
    items = "".join(f"* Kettle {number}\n" for number in range(3))

    assert recognize_document_format(_HEADINGS + items) is DocumentFormat.WIKITEXT


def test_one_template_is_enough_for_a_mediawiki_page() -> None:
    items = "".join(f" * Kettle {number}\n" for number in range(3))

    assert recognize_document_format(_HEADINGS + "{{Kettles}}\n" + items) is DocumentFormat.WIKITEXT
