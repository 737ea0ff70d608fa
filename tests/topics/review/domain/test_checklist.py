"""Which questions of the checklist are open."""

from hypothesis import given
from hypothesis import strategies as st

from hackathon.topics.review.domain.checklist import NotedAnswer, ReviewAnswer, ReviewQuestion, open_questions

CHECKLISTS = st.lists(
    st.fixed_dictionaries(
        {
            question: st.builds(NotedAnswer, answer=st.sampled_from(ReviewAnswer))
            for question in ReviewQuestion
        }
    ),
    max_size=4,
)


def said(**others: ReviewAnswer) -> dict[ReviewQuestion, NotedAnswer]:
    return {
        question: NotedAnswer(answer=others.get(question.value, ReviewAnswer.YES))
        for question in ReviewQuestion
    }


def test_a_question_is_open_as_long_as_anybody_does_not_say_yes() -> None:
    first, second = said(useful=ReviewAnswer.UNSURE), said(defined=ReviewAnswer.NO, useful=ReviewAnswer.NO)

    assert open_questions([first, second]) == (ReviewQuestion.DEFINED, ReviewQuestion.USEFUL)
    assert open_questions([said(), said()]) == ()
    assert open_questions([]) == ()


@given(CHECKLISTS, CHECKLISTS)
def test_one_more_review_closes_no_question(
    some: list[dict[ReviewQuestion, NotedAnswer]], more: list[dict[ReviewQuestion, NotedAnswer]]
) -> None:
    assert set(open_questions(some)) <= set(open_questions(some + more))
