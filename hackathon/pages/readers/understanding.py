"""The entry point for interpreting any text: its page, its lines, and its reader's guesses."""

from collections.abc import Iterable

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.model.limits import check_lines
from hackathon.pages.model.source import with_line_feeds
from hackathon.pages.readers.any_page import understand_document
from hackathon.pages.readers.formats import READERS, PageFormat, read_text, recognize_format
from hackathon.pages.readers.line_account import understanding_of
from hackathon.pages.readers.own_layouts import has_own_reader
from hackathon.pages.readers.tables.understand import understand_table
from hackathon.pages.recognition.answers import with_answers
from hackathon.pages.recognition.corrections.operations import Answer, Correction
from hackathon.pages.recognition.understanding import Understanding


def understand_text(
    text: str, kind: PageFormat = PageFormat.AUTO, corrections: Iterable[Correction] = ()
) -> Understanding:
    """Interpret a text, with corrections; raises NotAPage like `read_text`.

    A page without topics is not an error if corrections could change that: see `check_has_content`. Pages
    with their own reader are read by their layout once they are corrected.
    """
    text, told = with_line_feeds(text), tuple(corrections)
    said = tuple(each for each in told if not isinstance(each, Answer))
    return with_answers(_understand(text, kind, said), told)


def _understand(text: str, kind: PageFormat, told: tuple[Correction, ...]) -> Understanding:
    recognized = recognize_format(text)
    chosen = next((reader for reader in READERS if reader.kind is kind), recognized)
    if chosen.kind is PageFormat.TABLE:
        return understand_table(text, told)
    has_layout = chosen.notation is not None or chosen.kind is PageFormat.RENDERED
    if told and not has_layout:
        raise NotAPage(
            message(
                "Only tables and pages of text can be corrected, and this is “%(kind)s”.",
                kind=chosen.kind.value,
            )
        )
    if told or (chosen.notation and not has_own_reader(text)):
        check_lines(text)
        if not told and chosen is not recognized:
            read_text(text, kind)  # refused in words that say what it looks like
        return understand_document(text, chosen.notation, told)
    return understanding_of(read_text(text, kind), text, format_name=chosen.kind.value)


def check_has_content(understanding: Understanding, text: str, kind: PageFormat) -> None:
    """Raise NotAPage where there is nothing to import."""
    page = understanding.page
    if page.topics or page.attendees:
        return
    if understanding.corrections:
        raise NotAPage(message("With these corrections, the page has no topics and no attendees."))
    read_text(text, kind)
