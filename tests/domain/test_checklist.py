"""Which questions of the checklist are open."""

from hypothesis import given
from hypothesis import strategies as st

from hackathon.domain.checklist import Answer, Question, Said, open_questions

CHECKLISTS = st.lists(
    st.fixed_dictionaries(
        {question: st.builds(Said, answer=st.sampled_from(Answer)) for question in Question}
    ),
    max_size=4,
)


def said(**others: Answer) -> dict[Question, Said]:
    return {question: Said(answer=others.get(question.value, Answer.YES)) for question in Question}


def test_a_question_is_open_as_long_as_anybody_does_not_say_yes() -> None:
    first, second = said(useful=Answer.UNSURE), said(defined=Answer.NO, useful=Answer.NO)

    assert open_questions([first, second]) == (Question.DEFINED, Question.USEFUL)
    assert open_questions([said(), said()]) == ()
    assert open_questions([]) == ()


@given(CHECKLISTS, CHECKLISTS)
def test_one_more_review_closes_no_question(
    some: list[dict[Question, Said]], more: list[dict[Question, Said]]
) -> None:
    assert set(open_questions(some)) <= set(open_questions(some + more))
