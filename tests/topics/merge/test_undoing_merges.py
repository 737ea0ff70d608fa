"""Undoing a merge: everything as it was, or a refusal that names what changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.core.domain.topics import LinkKind
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import MergeImpossible, UndoImpossible
from hackathon.core.extensions import db
from hackathon.my_account.account_deletion import services as leaving
from hackathon.planning.drafts.models import Draft, Session
from hackathon.topics.comments.models import Comment
from hackathon.topics.links import queries as topic_links
from hackathon.topics.links.models import SameTopic, TopicLink
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.models import Topic
from hackathon.topics.order import services as ordering
from hackathon.topics.order.models import TopicOrder
from hackathon.topics.queries import topics
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.checklist import NotedAnswer, ReviewAnswer, ReviewQuestion
from hackathon.topics.review.domain.review import Part
from hackathon.topics.services import topics as writing
from hackathon.topics.split import services as splitting_topics
from hackathon.topics.votes import services as votes
from tests.dublin import NOON, Dublin
from tests.page_builders import without_logs

pytestmark = pytest.mark.postgresql

LATER = NOON + timedelta(hours=1)
LAST = NOON + timedelta(hours=2)


def merge(kept: Topic, gone: Topic) -> TopicMerge:
    merging_topics.merge(kept=kept, gone=gone, both={"steps"}, by=None, now=LATER)
    return db.session.scalars(select(TopicMerge).order_by(TopicMerge.id.desc()).limit(1)).one()


def undo(record: TopicMerge) -> None:
    merging_topics.undo(merge=record, by=None, now=LAST)


def order(dublin: Dublin, first: Topic, then: Topic) -> None:
    ordering.add(event=dublin.event, first=first, then=then, by=None, now=NOON)


def ordered() -> list[tuple[int, int]]:
    found = db.session.scalars(select(TopicOrder))
    return sorted((each.first.number, each.then.number) for each in found)


def two_with_everything(dublin: Dublin) -> tuple[Topic, Topic]:
    """Two topics about which all was said that can be said, and their places in a draft."""
    kept, gone = dublin.portathon, dublin.network
    kept.steps, gone.steps, gone.skills, gone.needs = "Port.", "Measure.", "C", ["projector"]
    slots = [slot for slot in dublin.event.slots if not slot.is_break]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=topic, slot=slot, room=dublin.large_room, pinned=topic is gone)
        for topic, slot in zip((kept, gone), slots, strict=False)
    ]
    db.session.add(draft)
    db.session.add(SameTopic(topic_id=gone.id, other_id=dublin.roadmap.id, made_at=NOON))
    db.session.commit()
    for person, mine, theirs in (
        (dublin.wei, Choice.MUST, Choice.MAYBE),
        (dublin.ian, Choice.MAYBE, None),
        (dublin.konrad, None, Choice.MUST),
    ):
        if mine:
            votes.cast(topic=kept, person=person, choice=mine, now=NOON)
        if theirs:
            votes.cast(topic=gone, person=person, choice=theirs, note="When?", now=LATER)
    first = writing.comment(topic=gone, by=dublin.ian, text="Which NIC?", form_key="a", now=NOON)
    writing.comment(topic=gone, by=dublin.wei, text="All.", reply_to=first, form_key="b", now=NOON)
    yes = dict.fromkeys(ReviewQuestion, NotedAnswer(answer=ReviewAnswer.YES, note="Good"))
    reviewing.answer(topic=gone, by=dublin.konrad, parts={Part.REVIEWER}, checklist=yes, now=NOON)
    order(dublin, gone, dublin.toolstacks)
    order(dublin, dublin.roadmap, gone)
    splitting_topics.split_off(
        topic=gone, title="Boards", description="", with_votes=True, with_contacts=True, form_key="c",
        by=None, now=NOON,
    )  # fmt: skip
    return kept, gone


def test_a_merge_is_undone_exactly(dublin: Dublin) -> None:
    kept, gone = two_with_everything(dublin)
    before = without_logs()

    record = merge(kept, gone)
    assert without_logs() != before
    undo(record)

    assert without_logs() == before
    assert record.undone_at == LAST
    assert topics.find(dublin.event, "4") is gone
    undo(record)
    assert without_logs() == before


def test_what_came_before_or_after_the_one_comes_before_or_after_the_other(dublin: Dublin) -> None:
    order(dublin, dublin.network, dublin.toolstacks)
    order(dublin, dublin.roadmap, dublin.network)
    order(dublin, dublin.roadmap, dublin.portathon)
    order(dublin, dublin.portathon, dublin.network)

    merge(dublin.portathon, dublin.network)

    assert ordered() == [(1, 2), (2, 3)]


def test_an_order_that_would_run_in_a_circle_is_refused_by_name(dublin: Dublin) -> None:
    order(dublin, dublin.network, dublin.toolstacks)
    order(dublin, dublin.toolstacks, dublin.portathon)
    before = without_logs()

    with pytest.raises(MergeImpossible, match=r"“Update toolstacks.*comes after one of these topics"):
        merge(dublin.portathon, dublin.network)

    assert without_logs() == before


def test_what_came_from_the_one_comes_from_the_other_and_what_it_came_from_too(dublin: Dublin) -> None:
    kept, gone = dublin.portathon, dublin.network
    part = splitting_topics.split_off(
        topic=gone, title="Boards", description="", with_votes=False, with_contacts=False, form_key="c",
        by=None, now=NOON,
    )  # fmt: skip
    db.session.add_all(
        [
            TopicLink(topic_id=gone.id, kind=LinkKind.CARRIED, other_id=dublin.roadmap.id, made_at=NOON),
            TopicLink(topic_id=kept.id, kind=LinkKind.CARRIED, other_id=dublin.toolstacks.id, made_at=NOON),
        ]
    )
    db.session.commit()

    merge(kept, gone)

    assert [(each.heading, each.topic) for each in topic_links.related(kept)] == [
        ("Carried over from", dublin.toolstacks),
        ("Split into", part),
        ("The same topic elsewhere", dublin.roadmap),
    ]


def test_a_pinned_place_counts_more_than_one_that_is_not(dublin: Dublin) -> None:
    kept, gone = two_with_everything(dublin)
    pinned = db.session.scalars(select(Session).where(Session.topic_id == gone.id)).one()
    key, slot = pinned.id, pinned.slot_id

    merge(kept, gone)

    found = db.session.scalars(select(Session)).all()
    assert [(each.id, each.topic, each.slot_id, each.pinned) for each in found] == [(key, kept, slot, True)]


def vote_again(dublin: Dublin) -> str:
    votes.cast(topic=dublin.portathon, person=dublin.konrad, choice=Choice.MAYBE, now=LAST)
    return "a vote for “Xen on ARM"


def take_the_vote_back(dublin: Dublin) -> str:
    votes.take_back(topic=dublin.portathon, person=dublin.konrad, now=LAST)
    return "a vote for “Xen on ARM"


def change_a_united_text(dublin: Dublin) -> str:
    dublin.portathon.steps = "Only port."
    db.session.commit()
    return "“Xen on ARM"


def lose_the_draft(_: Dublin) -> str:
    db.session.delete(db.session.scalars(select(Draft)).one())
    db.session.commit()
    return "a place in a draft"


@pytest.mark.parametrize("change", [vote_again, take_the_vote_back, change_a_united_text, lose_the_draft])
def test_what_changed_since_is_named_and_nothing_is_undone(
    dublin: Dublin, change: Callable[[Dublin], str]
) -> None:
    record = merge(*two_with_everything(dublin))
    named = change(dublin)
    before = without_logs()

    with pytest.raises(UndoImpossible, match="This merge can no longer be undone") as refusal:
        undo(record)

    assert named in str(refusal.value)
    assert without_logs() == before
    assert record.undone_at is None


def test_what_is_new_stays_and_answers_go_where_the_comment_goes(dublin: Dublin) -> None:
    kept, gone = two_with_everything(dublin)
    record = merge(kept, gone)
    votes.cast(topic=kept, person=dublin.kelly, choice=Choice.MUST, now=LAST)
    asked = db.session.scalars(select(Comment).where(Comment.text == "All.")).one()
    writing.comment(topic=kept, by=dublin.ian, text="Thanks.", reply_to=asked.id, form_key="d", now=LAST)
    writing.comment(topic=kept, by=dublin.ian, text="And?", form_key="e", now=LAST)
    kept.title = "Portathon"
    db.session.commit()

    undo(record)

    said = db.session.scalars(select(Comment).order_by(Comment.id)).all()
    assert [(each.text, each.topic) for each in said] == [
        ("Which NIC?", gone), ("All.", gone), ("Thanks.", gone), ("And?", kept),
    ]  # fmt: skip
    assert kept.title == "Portathon"
    assert dublin.kelly in [vote.person for vote in kept.votes]


def test_of_two_merges_in_a_row_the_later_is_undone_first(dublin: Dublin) -> None:
    kept, gone = two_with_everything(dublin)
    before = without_logs()
    first = merge(kept, gone)
    second = merge(dublin.roadmap, kept)

    with pytest.raises(UndoImpossible, match="Undo that merge first"):
        undo(first)
    undo(second)
    assert topics.find(dublin.event, "4") is kept
    undo(first)

    assert without_logs() == before


def test_what_somebody_who_left_said_does_not_come_back(dublin: Dublin) -> None:
    kept, gone = two_with_everything(dublin)
    record = merge(kept, gone)

    leaving.leave(person=dublin.wei, takes_words=True, now=LAST)

    assert record.written is None
    with pytest.raises(UndoImpossible, match="its changes were not recorded"):
        undo(record)
