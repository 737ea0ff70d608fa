"""Every question that a page may leave open has a sentence, in English and in the reader's language."""

from itertools import product

from flask import Flask

from hackathon.core.translation import in_language, translated
from hackathon.importing.question_messages import question_message
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject


def question(kind: QuestionKind | None, *, names: tuple[str, ...] = (), **said: str | int) -> Question:
    return Question(about=QuestionSubject.LEFT_OUT, kind=kind, names=names, **said)  # type: ignore[arg-type]


def test_every_kind_has_a_sentence_in_both_languages(app: Flask) -> None:
    with app.app_context(), in_language("de"):
        for kind, count in product(QuestionKind, (1, 7)):
            asked = question_message(question(kind, title="Portathon", names=("a", "b"), count=count, line=3))

            assert "%" not in f"{asked}{translated(asked)}", kind
            assert str(asked) != translated(asked), kind


def test_names_are_listed_and_the_rest_is_counted() -> None:
    asked = question(QuestionKind.TURNED_DOWN, names=("Old hats", "Doom"), count=5, quoted="withdrawn")

    assert str(question_message(asked)) == (
        "5 sessions were turned down or withdrawn: “Old hats”, “Doom” and 3 more (withdrawn). "
        "Should they be topics?"
    )


def test_a_question_of_an_older_document_is_asked_as_it_was_written() -> None:
    asked = question_message(question(None, text="Where is it? 100%"))

    assert str(asked) == "Where is it? 100%"
