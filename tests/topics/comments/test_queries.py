"""Threads of comments."""

from datetime import timedelta

import pytest

from hackathon.core.extensions import db
from hackathon.topics.comments import queries as comments
from hackathon.topics.comments.models import Comment
from hackathon.topics.services import topics
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql


def say(dublin: Dublin, text: str, *, to: int | None = None, minutes: int = 0) -> int:
    now = NOON + timedelta(minutes=minutes)
    return topics.comment(topic=dublin.network, by=dublin.ian, text=text, reply_to=to, form_key=text, now=now)


def test_answers_to_answers_stand_below_the_first_comment_in_the_order_of_writing(dublin: Dublin) -> None:
    first = say(dublin, "first")
    answer = say(dublin, "answer", to=first, minutes=1)
    say(dublin, "second", minutes=2)
    say(dublin, "answer to the answer", to=answer, minutes=3)

    threads = comments.threads(dublin.network)
    assert [(each.first.text, [answer.text for answer in each.answers]) for each in threads] == [
        ("first", ["answer", "answer to the answer"]),
        ("second", []),
    ]


def test_an_answer_to_what_is_gone_starts_a_thread(dublin: Dublin) -> None:
    first = say(dublin, "first")
    say(dublin, "answer", to=first, minutes=1)
    db.session.delete(db.session.get_one(Comment, first))
    db.session.commit()

    assert [each.first.text for each in comments.threads(dublin.network)] == ["answer"]
