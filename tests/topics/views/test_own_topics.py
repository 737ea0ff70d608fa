"""Who stands for a topic sees what is open there and who wants it, with the notes left for them."""

import re

import pytest
from flask.testing import FlaskClient

from hackathon.accounts.models import Person
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.checklist import NotedAnswer, ReviewAnswer, ReviewQuestion
from hackathon.topics.services import topics
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

MINE = "/dublin-2013/mine/topics"
PORTATHON = "/dublin-2013/topics/2-xen-on-arm-portathon"


def words(html: str) -> str:
    """The text of a page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def want(dublin: Dublin, person: Person, choice: Choice, note: str | None = None) -> None:
    votes.cast(topic=dublin.portathon, person=person, choice=choice, note=note, now=NOON)


def test_my_topics_show_their_open_comments_reviews_and_who_wants_them(
    visitor: Visitor, dublin: Dublin
) -> None:
    for text in ("Who has a *board*? wei@xen.example", "Done long ago"):
        topics.comment(topic=dublin.portathon, by=dublin.wei, text=text, form_key=text, now=NOON)
    done = db.session.query(Comment).filter_by(text="Done long ago").one()
    reviewing.address(comment=done, is_addressed=True, by=dublin.wei, parts=(), now=NOON)
    checklist = {question: NotedAnswer(answer=ReviewAnswer.UNSURE) for question in ReviewQuestion}
    reviewing.answer(topic=dublin.portathon, by=dublin.wei, parts=(), checklist=checklist, now=NOON)
    want(dublin, dublin.konrad, Choice.MAYBE, "New to <ARM>")
    want(dublin, dublin.wei, Choice.MUST)
    page = words(visitor.signed_in_as(dublin.ian).get(MINE).text)

    assert (
        "Xen on ARM &#34;Portathon&#34; #2 Hypervisor Not reviewed "
        "1 review. 5 open questions. Read the review" in page
    )
    assert "1 open comment Who has a board? wei@… · Wei Liu , Wed 1 May, 13:00" in page
    assert "2 interested Must Wei Liu Maybe Konrad Wilk Konrad Wilk Oracle New to &lt;ARM&gt;" in page
    assert "Update toolstacks" in page
    assert "No open comments No interest yet" in page
    assert "Xen network improvement" not in page


def test_who_stands_for_nothing_is_told_how_to_begin(visitor: Visitor, dublin: Dublin) -> None:
    assert "You are not a contact for any topic" in visitor.signed_in_as(dublin.kelly).get(MINE).text


def test_a_note_goes_with_a_maybe_and_is_for_contacts_and_organizers(
    visitor: Visitor, dublin: Dublin
) -> None:
    data = {"choice": "maybe", "note": "New to ARM"}
    visitor.signed_in_as(dublin.konrad).post(f"{PORTATHON}/vote", data=data)
    assert 'value="New to ARM"' in visitor.get(PORTATHON).text

    for person, sees in ((dublin.ian, True), (dublin.lars, True), (dublin.wei, False)):
        page = visitor.signed_in_as(person).get(PORTATHON).text
        assert ("New to ARM" in page, "Who is interested" in page) == (sees, sees)


def test_a_stranger_sees_nobodys_note(client: FlaskClient, dublin: Dublin) -> None:
    want(dublin, dublin.konrad, Choice.MAYBE, "New to ARM")

    assert "New to ARM" not in client.get(PORTATHON).text


@pytest.mark.parametrize(
    ("then", "note"),
    [({"choice": "maybe"}, "New to ARM"), ({"choice": "maybe", "note": ""}, ""), ({"choice": "will"}, "")],
)
def test_a_note_stays_until_it_is_emptied_or_the_vote_is_another(
    visitor: Visitor, dublin: Dublin, then: dict[str, str], note: str
) -> None:
    visitor.signed_in_as(dublin.konrad)
    for data in ({"choice": "maybe", "note": "New to ARM"}, then):
        visitor.post(f"{PORTATHON}/vote", data=data)

    assert db.session.query(Vote.note).filter_by(person_id=dublin.konrad.id).scalar() == note


def test_who_will_not_come_is_not_counted_among_those_who_want_it(visitor: Visitor, dublin: Dublin) -> None:
    want(dublin, dublin.konrad, Choice.MUST)
    db.session.query(Attendance).filter_by(person_id=dublin.konrad.id).one().status = Status.DECLINED
    db.session.commit()

    assert "Konrad" not in visitor.signed_in_as(dublin.ian).get(MINE).text


@pytest.mark.parametrize("more", [1, 3])
def test_my_topics_ask_five_questions_however_many_there_are(
    visitor: Visitor, dublin: Dublin, queries: list[str], more: int
) -> None:
    for number in range(6, 6 + more):
        topic = Topic(
            event=dublin.event,
            number=number,
            title="More",
            made_at=NOON,
            contacts=[Contact(person=dublin.ian)],
        )
        db.session.add_all([topic, Comment(topic=topic, person=dublin.wei, text="?", written_at=NOON)])
        db.session.flush()
        dublin.crowd(more, voting=topic)
    visitor.signed_in_as(dublin.ian)
    queries.clear()

    page = visitor.get(MINE).text
    assert page.count('<section class="stack"') == 2 + more
    assert len(queries) == 5
