"""Forms that are sent twice, sent elsewhere, or filled by a machine."""

import pytest
from sqlalchemy import func, select

from hackathon.agenda.models import Revision
from hackathon.core.extensions import Base, db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Topic
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

COMMENTS = "/dublin-2013/topics/{}/comments"
PROPOSAL = {"title": "A farm of boards", "area": "", "length": "1", "form_key": "one"}


def counted(model: type[Base]) -> int:
    return db.session.scalars(select(func.count()).select_from(model)).one()


def test_a_comment_sent_twice_is_said_once(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    data = {"text": "Who brings a board?", "form_key": "one"}

    first, second = (visitor.post(COMMENTS.format(2), data=data) for _ in range(2))

    assert first.status_code == 303
    assert first.location == second.location
    assert counted(Comment) == 1


@pytest.mark.parametrize(("topic", "text"), [(2, "Other words"), (3, "Who brings a board?")])
def test_other_words_in_a_form_that_was_sent_are_not_lost_unsaid(
    visitor: Visitor, dublin: Dublin, topic: int, text: str
) -> None:
    visitor.signed_in_as(dublin.ian)
    visitor.post(COMMENTS.format(2), data={"text": "Who brings a board?", "form_key": "one"})

    answer = visitor.post(COMMENTS.format(topic), data={"text": text, "form_key": "one"})

    assert answer.status_code == 409
    assert "already sent with different content" in answer.text
    assert counted(Comment) == 1


def test_a_proposal_sent_again_with_another_title_is_not_lost_unsaid(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.ian)
    address = "/dublin-2013/topics/new"
    first, second = (visitor.post(address, data=PROPOSAL) for _ in range(2))

    answer = visitor.post(address, data={**PROPOSAL, "title": "Another"})

    assert first.location == second.location == "/dublin-2013/topics/6-a-farm-of-boards"
    assert answer.status_code == 409
    assert counted(Topic) == 6


@pytest.mark.parametrize("key", ["", "\0", "k" * 100_000, "x y", "ü", "one\n"])
@pytest.mark.parametrize(
    ("address", "data"),
    [
        (COMMENTS.format(2), {"text": "Hello"}),
        ("/dublin-2013/topics/new", PROPOSAL),
        (
            "/dublin-2013/organize/topics/new",
            {**PROPOSAL, "version": "1", "programme": "not_applicable", "review_state": "new"},
        ),
    ],
)
def test_a_key_that_no_page_gave_out_is_refused(
    visitor: Visitor, dublin: Dublin, address: str, data: dict[str, str], key: str
) -> None:
    answer = visitor.signed_in_as(dublin.lars).post(address, data={**data, "form_key": key})

    assert answer.status_code == 422
    assert (counted(Comment), counted(Topic)) == (0, 5)


def test_a_form_about_one_draft_does_nothing_to_the_next(visitor: Visitor, dublin: Dublin) -> None:
    first = Draft(event=dublin.event, is_current=True, made_at=NOON)
    db.session.add(first)
    db.session.commit()
    stale = str(first.version)
    first.is_current = False
    db.session.flush()
    db.session.add(Draft(event=dublin.event, is_current=True, made_at=NOON))
    db.session.commit()
    visitor.signed_in_as(dublin.lars)

    published = visitor.post(
        "/dublin-2013/organize/schedule/publication", data={"version": stale, "note": ""}
    )

    assert published.status_code == 409
    assert "Someone else changed this" in published.text
    assert [counted(Session), counted(Revision)] == [0, 0]


def test_the_page_that_publishes_names_the_draft_that_it_shows(visitor: Visitor, dublin: Dublin) -> None:
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=dublin.roadmap, room=dublin.large_room, slot=dublin.event.slots[0])]
    db.session.add(draft)
    db.session.commit()

    page = visitor.signed_in_as(dublin.lars).get("/dublin-2013/organize/schedule?panel=publish")

    assert f'name="version" type="hidden" value="{draft.version}"' in page.text
