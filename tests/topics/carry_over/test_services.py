"""A topic is proposed again at a later event: what it says goes along, what was said of it stays."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hackathon.activity.models import Activity
from hackathon.core.domain.topics import ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.areas.models import Area
from hackathon.topics.carry_over import services as carrying_topics
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.links import queries as topic_links
from hackathon.topics.links.models import SameTopic
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.models import Topic
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin

LATER = NOON + timedelta(hours=1)


def nanjing(*, year: int = 2018) -> Event:
    event = Event(
        slug=f"nanjing-{year}", title="Nanjing", zone="Asia/Shanghai",
        first_day=date(year, 6, 20), last_day=date(year, 6, 22), made_at=NOON,
    )  # fmt: skip
    event.areas = [Area(slug="hv", name="HYPERVISOR", position=0)]
    db.session.add(event)
    db.session.commit()
    return event


def carry(
    dublin: Dublin, to: Event, *, topic: Topic | None = None, key: str = "a", interest: bool = False
) -> Topic:
    return carrying_topics.carry_over(
        topic=topic or dublin.portathon,
        to=to,
        with_interest=interest,
        form_key=key,
        by=dublin.lars,
        now=LATER,
    )


def said(topic: Topic) -> dict[str, tuple[Choice, str]]:
    found = db.session.scalars(select(Vote).where(Vote.topic_id == topic.id))
    return {vote.person.name: (vote.choice, vote.note) for vote in found}


def test_texts_contacts_and_the_area_of_the_same_name_go_along(dublin: Dublin) -> None:
    dublin.portathon.needs, dublin.portathon.length = ["projector"], 2
    dublin.portathon.review_state = ReviewState.REVIEWED
    db.session.commit()

    new = carry(dublin, nanjing())

    old = dublin.portathon
    for name in ("title", "description", "forum", "chat", "needs", "length"):
        assert getattr(new, name) == getattr(old, name)
    assert new.area is not None
    assert (new.number, new.area.slug, new.review_state) == (1, "hv", ReviewState.NEW)
    assert [each.person for each in new.contacts] == [dublin.ian]
    assert [each.person for each in old.contacts] == [dublin.ian]


def test_each_of_the_two_leads_to_the_other_and_the_history_says_whence(dublin: Dublin) -> None:
    new = carry(dublin, nanjing())

    found = {each: topic_links.related(each) for each in (new, dublin.portathon)}
    assert [(each.heading, each.topic) for each in found[new]] == [("Carried over from", dublin.portathon)]
    assert [(each.heading, each.topic) for each in found[dublin.portathon]] == [("Carried over to", new)]
    first = db.session.scalars(select(TopicVersion).where(TopicVersion.topic_id == new.id)).one()
    assert first.because == "carried over from #2 of Xen Hackathon"
    logged = select(Activity.words).where(Activity.event_id == dublin.event.id)
    assert db.session.scalars(logged).all() == ['Lars Kurth carried “Xen on ARM "Portathon"” over to Nanjing']


@pytest.mark.parametrize("interest", [True, False])
def test_votes_stay_and_may_be_brought_as_interest_without_their_notes(
    dublin: Dublin, *, interest: bool
) -> None:
    votes.cast(topic=dublin.portathon, person=dublin.wei, choice=Choice.MUST, now=NOON)
    votes.cast(topic=dublin.portathon, person=dublin.konrad, choice=Choice.MAYBE, note="When?", now=NOON)
    before = said(dublin.portathon)

    new = carry(dublin, nanjing(), interest=interest)

    assert said(dublin.portathon) == before
    maybe = dict.fromkeys(("Wei Liu", "Konrad Wilk"), (Choice.MAYBE, ""))
    assert said(new) == (maybe if interest else {})


def test_the_same_form_sent_twice_makes_one_topic_and_another_form_is_refused(dublin: Dublin) -> None:
    there = nanjing()
    new = carry(dublin, there, interest=True)

    assert carry(dublin, there, interest=True) is new
    with pytest.raises(BadEntry, match="Nanjing already has this topic: #1"):
        carry(dublin, there, key="b")
    assert len(there.topics) == 1


def test_an_earlier_event_is_refused(dublin: Dublin) -> None:
    for event in (nanjing(year=2012), dublin.event):
        with pytest.raises(BadEntry, match="not later"):
            carry(dublin, event)


@pytest.mark.parametrize("by_way", [True, False])
def test_a_topic_comes_to_an_event_once_whatever_lies_between(dublin: Dublin, *, by_way: bool) -> None:
    soon, late = nanjing(), nanjing(year=2019)
    at_soon = carry(dublin, soon)
    at_late = carry(dublin, late, topic=at_soon if by_way else None, key="b")

    for topic in (dublin.portathon, at_soon):
        with pytest.raises(BadEntry, match="already has this topic: #1"):
            carry(dublin, late, topic=topic, key="c")
        assert at_late in topic_links.later_on(topic)
    assert len(late.topics) == 1
    assert topic_links.later_on(at_late) == []


def test_what_went_up_in_another_there_does_not_come_again(dublin: Dublin) -> None:
    there = nanjing()
    new = carry(dublin, there)
    other = carry(dublin, there, topic=dublin.network, key="b")
    merging_topics.merge(kept=other, gone=new, by=None, now=LATER)

    for topic in (dublin.portathon, dublin.network):
        with pytest.raises(BadEntry, match="already has this topic: #2"):
            carry(dublin, there, topic=topic, key="c")


def test_what_is_known_as_the_same_topic_does_not_come_again(dublin: Dublin) -> None:
    there = nanjing()
    known = Topic(event=there, number=1, title="Portathon", made_at=NOON)
    db.session.add(known)
    db.session.flush()
    db.session.add(SameTopic(topic_id=known.id, other_id=dublin.portathon.id, made_at=NOON))
    db.session.commit()

    with pytest.raises(BadEntry, match="already has this topic: #1 “Portathon”"):
        carry(dublin, there)
