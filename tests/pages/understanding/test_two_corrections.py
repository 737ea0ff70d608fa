"""However wrong a page was read, at most two choices of the check page give all of its topics."""

import pytest

from hackathon.pages.readers.understanding import understand_text
from hackathon.pages.recognition.corrections.operations import Correction, Role, TakeAs
from hackathon.pages.recognition.understanding import CollectionGuess, Understanding
from tests.pages.layout_samples import MARKDOWN_LAYOUTS
from tests.pages.notation_samples import NOTATION_LAYOUTS

LAYOUTS = MARKDOWN_LAYOUTS | NOTATION_LAYOUTS


def titles(understanding: Understanding) -> list[str]:
    return [topic.clean_title for topic in understanding.page.topics]


def of_topics(understanding: Understanding) -> list[CollectionGuess]:
    """Return the kinds that hold topics, the one with most of them first."""
    found = [guess for guess in understanding.collections if Role.TOPICS in guess.counts]
    return sorted(found, key=lambda guess: -guess.counts[Role.TOPICS])


@pytest.mark.parametrize("wrong", [Role.IGNORED, Role.SECTIONS, Role.PEOPLE])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_kind_that_was_taken_wrongly_is_offered_and_set_right(name: str, wrong: Role) -> None:
    layout = LAYOUTS[name]
    right = understand_text(layout.text)
    key = of_topics(right)[0].key
    broken: list[Correction] = [TakeAs(key, wrong)]

    misread = understand_text(layout.text, corrections=broken)
    mended = understand_text(layout.text, corrections=[*broken, TakeAs(key, Role.TOPICS)])

    assert titles(misread) != layout.topics
    assert key in {guess.key for guess in misread.collections}, "what was taken wrongly can't be chosen"
    missing = set(layout.topics) - set(titles(mended))
    assert len(missing) <= 1, missing
    if missing:
        (line,) = [topic.line for topic in right.page.topics if topic.clean_title in missing]
        again = [*broken, TakeAs(key, Role.TOPICS), TakeAs(f"line:{line}", Role.TOPICS)]
        assert set(layout.topics) <= set(titles(understand_text(layout.text, corrections=again)))
