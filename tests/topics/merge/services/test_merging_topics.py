"""Two topics become one: what was said of both is kept, and every old address leads on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda import queries as agendas
from hackathon.agenda.my_agenda import queries as wishes
from hackathon.core.database import transactions
from hackathon.core.domain.topics import ContactRole
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import MergeImpossible, StaleForm
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.publication.services import publishing
from hackathon.topics.comments.models import Comment
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.queries import topics
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.checklist import NotedAnswer, ReviewAnswer, ReviewQuestion
from hackathon.topics.review.domain.review import Part
from hackathon.topics.review.models import Review
from hackathon.topics.services import topics as writing
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin

LATER = NOON + timedelta(hours=1)
LAST = NOON + timedelta(hours=2)


def merge(dublin: Dublin, **more: object) -> None:
    merging_topics.merge(kept=dublin.portathon, gone=dublin.network, by=dublin.lars, now=LAST, **more)  # type: ignore[arg-type]  # passed on


def said(dublin: Dublin) -> dict[str, tuple[Choice, str]]:
    found = db.session.scalars(select(Vote).where(Vote.topic_id == dublin.portathon.id))
    return {vote.person.name: (vote.choice, vote.note) for vote in found}


def test_of_two_votes_of_one_person_the_later_counts(dublin: Dublin) -> None:
    first, second = dublin.portathon, dublin.network
    votes.cast(topic=first, person=dublin.wei, choice=Choice.MUST, now=NOON)
    votes.cast(topic=second, person=dublin.wei, choice=Choice.MAYBE, note="When?", now=LATER)
    votes.cast(topic=first, person=dublin.ian, choice=Choice.WILL, now=LATER)
    votes.cast(topic=second, person=dublin.ian, choice=Choice.MUST, now=NOON)
    votes.cast(topic=second, person=dublin.konrad, choice=Choice.MUST, now=NOON)

    merge(dublin)

    assert said(dublin) == {
        "Wei Liu": (Choice.MAYBE, "When?"),
        "Ian Campbell": (Choice.WILL, ""),
        "Konrad Wilk": (Choice.MUST, ""),
    }
    assert db.session.scalars(select(Vote).where(Vote.topic_id == second.id)).all() == []


def test_comments_answers_and_reviews_follow(dublin: Dublin) -> None:
    first = writing.comment(topic=dublin.network, by=dublin.ian, text="Which NIC?", form_key="a", now=NOON)
    writing.comment(topic=dublin.network, by=dublin.wei, text="All.", reply_to=first, form_key="b", now=NOON)
    yes = dict.fromkeys(ReviewQuestion, NotedAnswer(answer=ReviewAnswer.YES, note=""))
    reviewing.answer(topic=dublin.network, by=dublin.konrad, parts={Part.REVIEWER}, checklist=yes, now=NOON)

    merge(dublin)

    comments = db.session.scalars(select(Comment).order_by(Comment.id)).all()
    assert [(each.topic, each.text, each.reply_to_id) for each in comments] == [
        (dublin.portathon, "Which NIC?", None),
        (dublin.portathon, "All.", first),
    ]
    assert [each.topic for each in db.session.scalars(select(Review))] == [dublin.portathon]


def test_contacts_and_texts_are_united_and_nothing_stands_there_twice(dublin: Dublin) -> None:
    dublin.portathon.steps, dublin.network.steps = "Port.", "Measure."
    dublin.portathon.references, dublin.network.references = "<https://arm.example>", "<https://net.example>"
    dublin.network.skills = "C"
    db.session.commit()

    merge(dublin, both={"steps"})

    kept = dublin.portathon
    assert (kept.steps, kept.skills) == ("Port.\n\nMeasure.", "C")
    assert kept.references == "<https://arm.example>\n\n<https://net.example>"
    assert kept.description == "To be *discussed* in Dublin."
    assert [(each.person.name, each.role) for each in kept.contacts] == [
        ("Ian Campbell", ContactRole.TECHNICAL_CONTACT),
        ("Wei Liu", ContactRole.TECHNICAL_CONTACT),
    ]


def test_old_addresses_lead_to_the_topic_that_stands_for_all(dublin: Dublin) -> None:
    merge(dublin)
    merging_topics.merge(kept=dublin.roadmap, gone=dublin.portathon, by=None, now=LAST)

    for number in (1, 2, 4):
        assert topics.find(dublin.event, f"{number}-an-old-title") is dublin.roadmap
    with pytest.raises(StaleForm, match="merged into “Xen Developer"):
        topics.find_itself(dublin.event, "4")


def test_what_cannot_be_merged_is_refused(dublin: Dublin) -> None:
    pairs = [
        (dublin.portathon, dublin.portathon),
        (dublin.withdrawn, dublin.network),
    ]
    for kept, gone in pairs:
        with pytest.raises(MergeImpossible):
            merging_topics.merge(kept=kept, gone=gone, by=None, now=NOON)
    with pytest.raises(StaleForm):
        merge(dublin, seen=(dublin.portathon.version, dublin.network.version + 1))
    merge(dublin)
    with pytest.raises(MergeImpossible, match="already"):
        merge(dublin)


@transactions.transaction
def drafted(dublin: Dublin, *, both: bool) -> None:
    """Put the network, and maybe the portathon too, in a draft."""
    slots = [slot for slot in dublin.event.slots if not slot.is_break]
    places = [(dublin.network, slots[0]), *([(dublin.portathon, slots[1])] if both else [])]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=topic, slot=slot, room=dublin.large_room) for topic, slot in places]
    db.session.add(draft)
    activity.record(LogKind.STARTED_PLANNER, event=dublin.event, by=None, now=NOON)


def current(event: Event) -> Draft:
    draft = drafts.current(event)
    assert draft is not None
    return draft


def test_the_kept_topic_takes_the_others_place_in_the_draft(dublin: Dublin) -> None:
    drafted(dublin, both=False)
    place, version = current(dublin.event).sessions[0].slot_id, current(dublin.event).version

    merge(dublin)

    draft = current(dublin.event)
    assert [(each.topic, each.slot_id) for each in draft.sessions] == [(dublin.portathon, place)]
    assert draft.version > version


def test_the_next_revision_cancels_what_was_merged_and_the_first_stays_as_it_is(dublin: Dublin) -> None:
    drafted(dublin, both=True)
    votes.cast(topic=dublin.network, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    first = publishing.publish(event=dublin.event, note="", by=None, now=NOON)
    document, uids = first.document, {each.topic: each.uid for each in first.agenda.sessions}

    merge(dublin)
    assert wishes.topics(event_id=dublin.event.id, person_id=dublin.konrad.id) == (2, 4, 5)
    publishing.publish(event=dublin.event, note="", by=None, now=LAST)

    agenda = agendas.latest(dublin.event)
    assert agenda is not None
    assert {each.topic: (each.uid, each.cancelled) for each in agenda.sessions} == {
        2: (uids[2], False),
        4: (uids[4], True),
    }
    assert agendas.revision(dublin.event, 1).document == document


def test_who_wants_a_topic_wants_what_went_up_in_it_only_while_it_may_be_published(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.kelly, choice=Choice.MUST, now=NOON)
    merge(dublin)

    assert [wish.topic for wish in wishes.preferences_of(dublin.event, dublin.kelly)] == [2]
