"""The history of a topic as people read it, and an old version brought back."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from hackathon.activity.models import Activity
from hackathon.core.domain.topics import ReviewState, TopicFields
from hackathon.core.extensions import db
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

HISTORY = "/dublin-2013/topics/2-xen-on-arm-portathon/history"
RESTORE = "/dublin-2013/organize/topics/2-xen-on-arm-portathon/restoration"
LATER = NOON + timedelta(hours=1)


def change(dublin: Dublin, *descriptions: str) -> None:
    for description in descriptions:
        fields = TopicFields(title=dublin.portathon.title, area="hypervisor", description=description)
        topics.change(topic=dublin.portathon, fields=fields, seen=None, by=dublin.lars, now=LATER)


def numbers(topic_id: int) -> Sequence[int]:
    found = select(TopicVersion.number).where(TopicVersion.topic_id == topic_id)
    return db.session.scalars(found.order_by(TopicVersion.number)).all()


def test_it_says_who_changed_what_in_words_and_signs(client: FlaskClient, dublin: Dublin) -> None:
    change(dublin, "To be discussed in Cambridge.")

    page = client.get(HISTORY).text

    assert "Version 2" in page
    assert "Lars Kurth" in page
    assert '<del><span class="diff-sign">[\u2212</span> *discussed*' in page
    assert '<ins><span class="diff-sign">[+</span> Cambridge.<span class="diff-sign">]</span></ins>' in page
    assert "Ian Campbell (Technical contact)" in page
    assert "Restore version" not in page


def test_no_address_of_anybody_stands_in_it(client: FlaskClient, dublin: Dublin) -> None:
    change(dublin, "Write to ian@xen.example today.", "Write to ian@xen.example now.", "<script>x</script>")

    page = client.get(HISTORY).text

    assert "ian@…" in page
    assert "xen.example" not in page
    assert "<script>x" not in page


def test_a_helper_brings_an_old_version_back_as_a_new_one(visitor: Visitor, dublin: Dublin) -> None:
    change(dublin, "Something else.")
    form = {"version": dublin.portathon.version, "number": 1}
    visitor.signed_in_as(dublin.lars)
    assert "Restore version 1" in visitor.get(HISTORY).text

    assert visitor.post(RESTORE, data=form).status_code == 303

    topic = dublin.portathon
    assert (topic.description, topic.forum) == ("To be *discussed* in Dublin.", "xen-devel@")
    assert [each.person for each in topic.contacts] == [dublin.ian]
    assert numbers(topic.id) == [1, 2, 3]
    assert "restored version 1" in visitor.get(HISTORY).text
    log = db.session.scalars(select(Activity.words).order_by(Activity.id.desc())).first()
    assert log == 'Lars Kurth restored version 1 of “Xen on ARM "Portathon"”'
    assert visitor.post(RESTORE, data=form).status_code == 409
    assert visitor.post(RESTORE, data={"version": topic.version, "number": 9}).status_code == 404
    assert visitor.post(RESTORE, data={"version": topic.version}).status_code == 400


def test_what_is_gone_since_does_not_return_and_the_review_stays(visitor: Visitor, dublin: Dublin) -> None:
    change(dublin, "Something else.")
    dublin.portathon.review_state = ReviewState.REVIEWED
    db.session.delete(dublin.ian)
    db.session.delete(dublin.hypervisor)
    db.session.commit()
    form = {"version": dublin.portathon.version, "number": 1}

    visitor.signed_in_as(dublin.lars).post(RESTORE, data=form)

    topic = dublin.portathon
    assert (topic.area, topic.contacts, topic.review_state) == (None, [], ReviewState.REVIEWED)
    assert "Deleted person" in visitor.get(HISTORY).text


def test_a_merged_topic_keeps_its_own_history(client: FlaskClient, dublin: Dublin) -> None:
    merging_topics.merge(kept=dublin.portathon, gone=dublin.network, by=dublin.lars, now=LATER)

    page = client.get("/dublin-2013/topics/4-xen-network-improvement/history").text

    assert "merged into #2" in page
    assert 'href="/dublin-2013/topics/2-xen-on-arm-portathon"' in page
    assert "merged #4 “Xen network improvement” into this topic" in client.get(HISTORY).text
    moved = client.get("/dublin-2013/topics/2-old/history")
    assert (moved.status_code, moved.location) == (301, HISTORY)


@pytest.mark.parametrize("more", [1, 9])
def test_a_long_history_is_shown_by_pages_with_the_same_few_queries(
    client: FlaskClient, dublin: Dublin, queries: list[str], more: int
) -> None:
    change(dublin, *(f"Number {number}" for number in range(more)))
    queries.clear()

    client.get(HISTORY)

    assert len(queries) == 6


def test_older_versions_stand_on_the_next_page(client: FlaskClient, dublin: Dublin) -> None:
    change(dublin, *(f"Number {number}" for number in range(11)))

    assert "before=3" in client.get(HISTORY).text
    older = client.get(f"{HISTORY}?before=3").text
    assert "Version 2<" in older
    assert "Version 3<" not in older
    assert client.get(f"{HISTORY}?before=x").status_code == 200
