"""What stands against a place is said in the reader's language."""

from flask import Flask

from hackathon.core.translation import in_language, translated
from hackathon.planner.explanation.alternatives import Hindrance, HindranceKind
from hackathon.planner.model.problem import Person, Topic
from hackathon.planning.problem.place_messages import hindrance_message
from tests.planner.smalltown import town

PROBLEM = town(Topic(key=3, title="Arm"), Topic(key=4), people=(Person(key=7, name="Lars"), Person(key=8)))


def test_every_kind_has_a_sentence_in_both_languages(app: Flask) -> None:
    with app.app_context(), in_language("de"):
        for kind in HindranceKind:
            said = hindrance_message(
                PROBLEM, Hindrance(kind=kind, topic=0, person=0, number=5, feature="beamer")
            )

            assert "%" not in f"{said}{translated(said)}", kind
            assert str(said) != translated(said), kind


def test_topics_and_people_without_a_name_are_called_by_their_number() -> None:
    named = Hindrance(kind=HindranceKind.RUNS_ANOTHER, topic=0, person=0)
    numbered = Hindrance(kind=HindranceKind.RUNS_ANOTHER, topic=1, person=1)

    assert str(hindrance_message(PROBLEM, named)) == "Lars runs “Arm” then"
    assert str(hindrance_message(PROBLEM, numbered)) == "person 8 runs topic 4 then"
