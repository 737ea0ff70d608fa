"""What looks like a collection of topics and was not taken is asked about, and one answer takes all of it."""

from hackathon.importing.organizer_views.answering import corrections_of
from hackathon.pages.model.questions import Question, QuestionKind
from hackathon.pages.readers.understanding import understand_text
from hackathon.pages.recognition.understanding import Understanding

LISTS = """# Winter meeting

We meet in the old house.

## Lamps and their makers

- Quiet lamps
- Fast lamps

## Bells of all the towers

- Loud bells
- A ring in the morning
"""
TALE = """# Winter meeting

We meet in the old house.

## How it went last time

- Everybody came by boat because the road was under water for all of that week, and the
  boat was late because nobody had told it when to leave the harbour.
- Please bring shoes.
"""
AREAS = """# Winter

Add your topics.

## Lamps

- Quiet lamps
- Fast lamps

## Bells

- Loud bells
- A ring in the morning

## Oil

- Everybody came by boat because the road was under water for all of that week, and the
  boat was late because nobody had told it when to leave the harbor.
"""


def titles(understanding: Understanding) -> list[str]:
    return [topic.title for topic in understanding.page.topics]


def about_lists(understanding: Understanding) -> list[Question]:
    kind = QuestionKind.NOT_TAKEN_FOR_TOPICS
    return [question for question in understanding.page.questions if question.kind is kind]


def test_lists_of_titles_on_a_page_without_topics_are_topics_by_one_answer() -> None:
    before = understand_text(LISTS)
    (question,) = about_lists(before)

    after = understand_text(LISTS, corrections=corrections_of(before, f"{question.key}=yes"))

    assert titles(before) == []
    assert question.proposals == ("Quiet lamps", "Fast lamps", "Loud bells", "A ring in the morning")
    assert titles(after) == list(question.proposals)
    assert about_lists(after) == []


def test_a_list_of_sentences_is_not_asked_about_but_can_be_chosen() -> None:
    understanding = understand_text(TALE)

    assert about_lists(understanding) == []
    assert "list@how it went last time" in {guess.key for guess in understanding.collections}


def test_a_list_beside_lists_of_topics_is_asked_about() -> None:
    understanding = understand_text(AREAS)

    assert titles(understanding) == ["Quiet lamps", "Fast lamps", "Loud bells", "A ring in the morning"]
    (question,) = about_lists(understanding)
    assert question.count == 1
