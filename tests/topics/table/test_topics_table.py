"""The organizers' table of topics: filtered, sorted, and many topics changed at once or none."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from hackathon.core.domain.roles import Role
from hackathon.core.domain.topics import ContactRole, ReviewState
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.models import Topic
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.refusals import NOT_ALLOWED, refusal

TOPICS = "/dublin-2013/organize/topics"
UNCHANGED: dict[str, Any] = {
    "area_all": "keep",
    "state_all": "keep",
    "length": "",
    "plenary": "keep",
    "twice": "keep",
    "contact_role": "technical_contact",
}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def numbers(page: str) -> list[int]:
    """Return the topics that the table shows, in order."""
    return [int(number) for number in re.findall(r'<td class="number">(\d+)</td>\s*<th', page)]


def topic(number: int) -> Topic:
    db.session.expire_all()
    return db.session.scalars(select(Topic).where(Topic.number == number)).one()


def test_the_table_is_filtered_and_sorted_by_the_address(lars: Visitor, dublin: Dublin) -> None:
    dublin.crowd(3, voting=dublin.network)
    everything = numbers(lars.get(TOPICS).text)
    in_area = numbers(lars.get(f"{TOPICS}?area=toolstack").text)
    withdrawn = numbers(lars.get(f"{TOPICS}?state=withdrawn").text)
    by_votes = numbers(lars.get(f"{TOPICS}?sort=votes").text)
    titles = {each.number: each.title.lower() for each in dublin.event.topics}

    assert everything == sorted(titles)
    assert in_area == [each.number for each in dublin.event.topics if each.area is dublin.toolstack]
    assert withdrawn == [each.number for each in dublin.event.topics if each.is_withdrawn]
    assert by_votes[0] == dublin.network.number
    assert numbers(lars.get(f"{TOPICS}?sort=title").text) == sorted(titles, key=titles.__getitem__)
    assert numbers(lars.get(f"{TOPICS}?contact=none").text) == [
        each.number for each in dublin.event.topics if not each.contacts
    ]
    assert numbers(lars.get(f"{TOPICS}?sort=nonsense&area=nowhere").text) == everything


def test_chosen_topics_are_changed_together_and_the_others_are_not(lars: Visitor, dublin: Dublin) -> None:
    first, second, other = dublin.portathon.number, dublin.network.number, dublin.roadmap.number
    versions = db.session.query(TopicVersion).count()
    before = topic(other).length

    answer = lars.post(
        f"{TOPICS}?sort=votes",
        data=UNCHANGED
        | {
            "chosen": [first, second],
            "area_all": "hypervisor",
            "state_all": "reviewed",
            "length": "2",
            "plenary": "no",
            "twice": "yes",
            "added": "whiteboard",
            "contact_name": "Ian Campbell",
            "contact_role": "mentor",
        },
        follow_redirects=True,
    )

    assert "2 topics changed." in answer.text
    assert answer.request.full_path == f"{TOPICS}?sort=votes"
    for number in (first, second):
        changed = topic(number)
        assert changed.area is not None
        assert changed.area.slug == "hypervisor"
        assert (changed.review_state, changed.length) == (ReviewState.REVIEWED, 2)
        assert (changed.is_plenary, changed.may_run_twice) == (False, True)
        assert "whiteboard" in changed.needs
        assert [each.person.name for each in changed.contacts].count("Ian Campbell") == 1
    assert topic(other).length == before
    assert ContactRole.MENTOR in {each.role for each in topic(second).contacts}
    # Each is in the history of its topic, as if it were changed alone.
    assert db.session.query(TopicVersion).count() > versions


def test_all_are_withdrawn_and_restored_or_none(lars: Visitor, dublin: Dublin) -> None:
    chosen = [dublin.portathon.number, dublin.network.number]
    sent = UNCHANGED | {"chosen": chosen}

    gone = lars.post(f"{TOPICS}/chosen/withdrawal", data=sent, follow_redirects=True)
    refused = lars.post(
        TOPICS, data=sent | {"chosen": [*chosen, dublin.roadmap.number], "state_all": "new", "length": "3"}
    )

    assert "2 topics withdrawn." in gone.text
    assert refused.status_code == 409
    # What stands in the way is named, the rows stay ticked, and nothing at all was changed.
    assert "before you change their review state: “Xen on ARM &#34;Portathon&#34;” and “" in refused.text
    assert refused.text.count("checked") == 3
    assert topic(dublin.roadmap.number).length != 3
    back = lars.post(f"{TOPICS}/chosen/return", data=sent, follow_redirects=True)
    assert "2 topics restored." in back.text
    assert topic(chosen[0]).review_state is ReviewState.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"length": "2"}, "Please choose at least one topic."),
        ({"chosen": ["1", "2"]}, "Please choose what to change."),
        ({"chosen": ["1"], "length": "99"}, "Please enter a whole number from 1 to"),
    ],
)
def test_what_says_nothing_changes_nothing(
    lars: Visitor, dublin: Dublin, sent: dict[str, Any], words: str
) -> None:
    answer = lars.post(TOPICS, data=UNCHANGED | sent)

    assert answer.status_code == 422
    assert words in answer.text
    assert {each.version for each in dublin.event.topics} == {1}


def test_a_helper_changes_topics_and_withdraws_none(visitor: Visitor, dublin: Dublin) -> None:
    ian = dublin.ian
    db.session.scalars(select(Attendance).where(Attendance.person_id == ian.id)).one().role = Role.HELPER
    db.session.commit()
    sent = UNCHANGED | {"chosen": ["1"], "length": "2"}

    assert visitor.signed_in_as(ian).post(TOPICS, data=sent).status_code == 303
    assert topic(1).length == 2
    assert "Withdraw" not in visitor.get(TOPICS).text.replace("Withdrawn", "")
    assert refusal(visitor.post(f"{TOPICS}/chosen/withdrawal", data=sent)) == NOT_ALLOWED
