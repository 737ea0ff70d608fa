"""The review of a topic as people see it: who moves it, and what is ticked off."""

import re

import pytest
from sqlalchemy import select

from hackathon.core.domain.topics import ReviewState
from hackathon.core.extensions import db
from hackathon.topics.comments.models import Comment
from hackathon.topics.review.domain.checklist import ReviewQuestion
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

LIST = "/dublin-2013/topics/"
PORTATHON = f"{LIST}2-xen-on-arm-portathon"


def words(html: str) -> str:
    """The text of a page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def say(dublin: Dublin, text: str = "Who has a board?", *, to: int | None = None) -> int:
    return topics.comment(
        topic=dublin.portathon, by=dublin.wei, text=text, reply_to=to, form_key=text, now=NOON
    )


def buttons(page: str) -> list[str]:
    return re.findall(r'name="state"\s+value="(\w+)"', page)


def test_each_is_offered_the_moves_that_are_theirs(visitor: Visitor, dublin: Dublin) -> None:
    everything = ["new", "needs_review", "needs_work", "reviewed", "withdrawn"]
    for person, moves in (
        (dublin.wei, []),
        (dublin.ian, ["needs_review", "withdrawn"]),
        (dublin.lars, everything),
    ):
        assert buttons(visitor.signed_in_as(person).get(PORTATHON).text) == moves


def test_a_contact_asks_for_a_review(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    data = {"state": "needs_review", "version": str(dublin.portathon.version)}
    answer = visitor.post(f"{PORTATHON}/state", data=data)

    assert (answer.status_code, answer.location) == (303, f"{PORTATHON}#review")
    assert dublin.portathon.review_state is ReviewState.NEEDS_REVIEW
    assert "is now marked as “Needs review”" in visitor.get(PORTATHON).text


def test_a_contact_withdraws_their_topic(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    data = {"state": "withdrawn", "version": str(dublin.portathon.version)}

    answer = visitor.post(f"{PORTATHON}/state", data=data, follow_redirects=True)

    assert answer.status_code == 200
    assert dublin.portathon.review_state is ReviewState.WITHDRAWN
    assert "is now marked as “Withdrawn”" in answer.text


@pytest.mark.parametrize(
    ("state", "status"), [("reviewed", 403), ("needs_review", 403), ("odd", 400), ("", 400)]
)
def test_what_somebody_may_not_say_changes_nothing(
    visitor: Visitor, dublin: Dublin, state: str, status: int
) -> None:
    visitor.signed_in_as(dublin.wei)
    data = {"state": state, "version": str(dublin.portathon.version)}

    assert visitor.post(f"{PORTATHON}/state", data=data).status_code == status
    assert dublin.portathon.review_state is None


def test_open_comments_are_counted_and_addressed_ones_are_folded(visitor: Visitor, dublin: Dublin) -> None:
    first = say(dublin)
    say(dublin, "I have.", to=first)
    say(dublin, "Which room?")
    visitor.signed_in_as(dublin.ian)
    assert "2 open comments" in words(visitor.get(LIST).text)

    answer = visitor.post(f"{PORTATHON}/comments/{first}/addressed", data={"addressed": "yes"})
    page = visitor.get(PORTATHON).text
    assert (answer.status_code, answer.location) == (303, f"{PORTATHON}#thread-{first}")
    assert "1 open comment · 1 resolved" in words(page)
    assert page.count('<details class="thread"') == 1
    assert "1 open comment" in words(visitor.get(LIST).text)

    visitor.post(f"{PORTATHON}/comments/{first}/addressed", data={"addressed": "no"})
    assert '<details class="thread"' not in visitor.get(PORTATHON).text


def test_only_who_may_tick_off_is_offered_to(visitor: Visitor, dublin: Dublin) -> None:
    key = say(dublin)
    for person, may in ((dublin.wei, True), (dublin.ian, True), (dublin.lars, True), (dublin.konrad, False)):
        assert ("Mark as resolved" in visitor.signed_in_as(person).get(PORTATHON).text) is may

    answer = visitor.post(f"{PORTATHON}/comments/{key}/addressed", data={"addressed": "yes"})
    assert (answer.status_code, "That didn&#39;t work" in answer.text) == (403, True)


def test_a_comment_is_found_under_its_own_topic_only(visitor: Visitor, dublin: Dublin) -> None:
    key = say(dublin)
    visitor.signed_in_as(dublin.lars)
    for where in (f"{LIST}4-x/comments/{key}", f"{PORTATHON}/comments/{key + 1}"):
        assert visitor.post(f"{where}/addressed", data={"addressed": "yes"}).status_code == 404

    wrong = visitor.post(f"{PORTATHON}/comments/{key}/addressed", data={"addressed": "perhaps"})
    assert wrong.status_code == 400
    assert db.session.scalars(select(Comment.addressed_at)).all() == [None]


def test_a_quotation_stands_in_the_form_without_addresses_and_answers_what_it_quotes(
    visitor: Visitor, dublin: Dublin
) -> None:
    key = say(dublin, "Ask wei@xen.example\nor me")
    visitor.signed_in_as(dublin.ian)
    page = visitor.get(f"{PORTATHON}?quote={key}").text

    assert "&gt; Ask wei@…\n&gt; or me\n" in page
    assert re.search(rf'id="comment"(.|\n)*name="reply_to"\s+value="{key}"', page)
    assert "wei@xen" not in page


@pytest.mark.parametrize("quote", ["x", "", "99999999999999999999", "-1"])
def test_what_nobody_said_is_not_quoted(visitor: Visitor, dublin: Dublin, quote: str) -> None:
    say(dublin)
    page = visitor.signed_in_as(dublin.ian).get(f"{PORTATHON}?quote={quote}").text

    assert "You are replying to a comment above" not in page


ALL_YES = {f"{question.value}-answer": "yes" for question in ReviewQuestion}


def test_a_review_is_kept_and_changed(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei)
    data = {**ALL_YES, "useful-answer": "no", "useful-note": "Whose goal?"}
    first = visitor.post(f"{PORTATHON}/review", data=data)
    page = visitor.get(f"{PORTATHON}/review").text

    assert (first.status_code, first.location) == (303, f"{PORTATHON}#review")
    assert re.search(r'checked id="useful-answer-1"', page)
    assert 'value="Whose goal?"' in page
    assert "1 review. 1 open question." in words(visitor.get(PORTATHON).text)

    visitor.post(f"{PORTATHON}/review", data=ALL_YES)
    assert "1 review. No open questions." in words(visitor.get(PORTATHON).text)


def test_reviews_are_read_by_contacts_reviewers_and_organizers_with_names(
    visitor: Visitor, dublin: Dublin
) -> None:
    data = {**ALL_YES, "useful-answer": "unsure", "useful-note": "Whose goal?"}
    visitor.signed_in_as(dublin.wei).post(f"{PORTATHON}/review", data=data)
    for person, sees in ((dublin.ian, True), (dublin.lars, True), (dublin.wei, True), (dublin.konrad, False)):
        page = visitor.signed_in_as(person).get(f"{PORTATHON}/review").text
        assert ("Not sure Wei Liu : Whose goal?" in words(page)) is sees


def test_a_contact_is_asked_nothing_and_refused(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)

    assert "<button" not in visitor.get(f"{PORTATHON}/review").text
    assert visitor.post(f"{PORTATHON}/review", data=ALL_YES).status_code == 403


def test_who_reviewed_says_what_came_out(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei)
    assert buttons(visitor.get(PORTATHON).text) == []
    visitor.post(f"{PORTATHON}/review", data=ALL_YES)
    assert buttons(visitor.get(PORTATHON).text) == ["needs_work", "reviewed"]

    data = {"state": "reviewed", "version": str(dublin.portathon.version)}
    assert visitor.post(f"{PORTATHON}/state", data=data).status_code == 303
    assert dublin.portathon.review_state is ReviewState.REVIEWED


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_a_question_without_an_answer_is_asked_again(visitor: Visitor, dublin: Dublin, answer: str) -> None:
    visitor.signed_in_as(dublin.wei)
    data = {**ALL_YES, "useful-answer": answer, "useful-note": "Whose goal?"}
    refused = visitor.post(f"{PORTATHON}/review", data=data)

    assert refused.status_code == 422
    assert 'value="Whose goal?"' in refused.text
    assert "No reviews yet." in words(visitor.get(PORTATHON).text)


@pytest.mark.parametrize("reviewers", [1, 3])
def test_the_review_asks_four_questions_however_many_reviewed(
    visitor: Visitor, dublin: Dublin, queries: list[str], reviewers: int
) -> None:
    for person in dublin.crowd(reviewers, voting=dublin.portathon):
        visitor.signed_in_as(person).post(f"{PORTATHON}/review", data=ALL_YES)
    visitor.signed_in_as(dublin.lars)
    queries.clear()

    page = visitor.get(f"{PORTATHON}/review").text
    assert page.count(">Person ") == 5 * reviewers
    assert len(queries) == 4


def test_a_withdrawn_topic_asks_for_no_review(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    withdrawn = f"{LIST}5-vmfunc-grant-table-operations/review"

    assert "needs no review" in visitor.get(withdrawn).text
    assert visitor.post(withdrawn, data=ALL_YES).status_code == 409
