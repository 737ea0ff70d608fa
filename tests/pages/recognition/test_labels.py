"""What labels mean, whatever their spelling."""

import pytest

from hackathon.pages.recognition.labels.field_labels import Field, field_for_label, normalized_label


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Champion(s)", Field.CONTACT),
        ("**Mentor**", Field.CONTACT),
        ("_Mentors:_", Field.CONTACT),
        ("Coding Mentors", Field.CONTACT),
        ("Key investigators", Field.CONTACT),
        ("Ansprechpartner", Field.CONTACT),
        ("Additional chairs (Optional)", Field.CONTACT),
        ("Brief explanation", Field.DESCRIPTION),
        ("Résumé", Field.DESCRIPTION),
        ("Expected Outcome(s):", Field.OUTCOMES),
        ("What should be there at the end?", Field.OUTCOMES),
        ("Languages & skills", Field.SKILLS),
        ("Recommended Skills", Field.SKILLS),
        ("Vorkenntnisse", Field.SKILLS),
        ("Difficulty rate", Field.DIFFICULTY),
        ("Expected project size", Field.LENGTH),
        ("Email Address", Field.EMAIL),
        ("Your organisation", Field.AFFILIATION),
        ("#", Field.NUMBER),
        ("Dietary requirements", Field.PRIVATE),
    ],
)
def test_a_label_is_known_by_its_meaning(label: str, field: Field) -> None:
    assert field_for_label(label) is field


@pytest.mark.parametrize("text", ["", "Why now", "We meet at nine", "Rust in the kernel", "A" * 500])
def test_other_words_are_no_label(text: str) -> None:
    assert field_for_label(text) is None


def test_case_marks_and_brackets_make_no_difference() -> None:
    assert normalized_label("**Goal(s):**") == normalized_label("goal") == "goal"
