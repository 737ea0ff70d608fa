"""A part of a topic becomes one of its own; the first stays as it is."""

import pytest

from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry, TopicWithdrawn
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Topic
from hackathon.topics.split import services as splitting_topics
from hackathon.topics.votes import services as votes
from tests.dublin import NOON, Dublin


def split(dublin: Dublin, topic: Topic, *, title: str = "Boards", copies: bool = True) -> Topic:
    return splitting_topics.split_off(
        topic=topic, title=title, description="Which ones?", with_votes=copies, with_contacts=copies,
        form_key="a", by=dublin.lars, now=NOON,
    )  # fmt: skip


@pytest.mark.parametrize("copies", [True, False])
def test_votes_and_contacts_are_copied_only_where_that_is_asked_for(dublin: Dublin, *, copies: bool) -> None:
    votes.cast(topic=dublin.portathon, person=dublin.wei, choice=Choice.MAYBE, note="When?", now=NOON)

    new = split(dublin, dublin.portathon, copies=copies)

    assert (new.number, new.area, new.description) == (6, dublin.hypervisor, "Which ones?")
    assert [each.person for each in new.contacts] == ([dublin.ian] if copies else [])
    said = [(each.person, each.choice, each.note) for each in new.votes]
    assert said == ([(dublin.wei, Choice.MAYBE, "")] if copies else [])
    assert [each.note for each in dublin.portathon.votes] == ["When?"]


def test_the_same_form_sent_twice_splits_once_and_each_leads_to_the_other(dublin: Dublin) -> None:
    new = split(dublin, dublin.portathon)

    assert split(dublin, dublin.portathon) is new
    assert [each.heading for each in topic_links.related(new)] == ["Split off from"]
    assert [(each.heading, each.topic) for each in topic_links.related(dublin.portathon)] == [
        ("Split into", new)
    ]


def test_a_withdrawn_topic_and_a_title_that_stands_there_are_refused(dublin: Dublin) -> None:
    with pytest.raises(TopicWithdrawn):
        split(dublin, dublin.withdrawn)
    with pytest.raises(BadEntry):
        split(dublin, dublin.portathon, title=dublin.portathon.title)
