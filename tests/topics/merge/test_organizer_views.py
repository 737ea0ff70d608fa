"""Merging two topics from the organizer area."""

import re

from hackathon.core.domain.votes import Choice
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

MERGE = "/dublin-2013/organize/topics/4-xen-network-improvement/merge"
PORTATHON = "/dublin-2013/topics/2-xen-on-arm-portathon"


def test_an_organizer_is_told_what_will_happen_and_merges_two_topics(
    visitor: Visitor, dublin: Dublin
) -> None:
    votes.cast(topic=dublin.network, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    visitor.signed_in_as(dublin.lars)
    page = visitor.get(MERGE).text
    assert "1 interested" in page
    assert "If someone voted on both, the later vote counts" in page
    assert "VMFUNC" not in page
    form = {"version": dublin.network.version, "kept": dublin.portathon.id, "both": ["description"]}

    answer = visitor.post(MERGE, data=form)

    assert (answer.status_code, answer.location) == (303, PORTATHON)
    shown = visitor.get(PORTATHON).text
    assert "Wei Liu" in shown
    assert "must 1" in shown
    assert visitor.post(MERGE, data=form).status_code == 409


def test_what_was_changed_meanwhile_or_is_no_topic_is_not_merged(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    form = {"version": dublin.network.version + 1, "kept": dublin.portathon.id}

    assert visitor.post(MERGE, data=form).status_code == 409
    for wrong in (dublin.network.id, dublin.withdrawn.id, "x", ""):
        assert visitor.post(MERGE, data={**form, "kept": wrong}).status_code == 422
    assert not dublin.network.is_withdrawn


def test_a_merge_is_undone_from_the_organizer_page_of_the_topic_that_was_kept(
    visitor: Visitor, dublin: Dublin
) -> None:
    merging_topics.merge(kept=dublin.portathon, gone=dublin.network, by=None, now=NOON)
    page = visitor.signed_in_as(dublin.lars).get("/dublin-2013/organize/topics/2-xen-on-arm-portathon").text
    assert "#4 <bdi>Xen network improvement</bdi>" in page
    undoing = re.search(r'action="([^"]+/undoing)"', page)
    assert undoing

    answer = visitor.post(undoing[1])

    assert (answer.status_code, answer.location) == (303, "/dublin-2013/topics/4-xen-network-improvement")
    assert "is a separate topic again" in visitor.get(answer.location).text
    assert "undoing" not in visitor.get("/dublin-2013/organize/topics/2-xen-on-arm-portathon").text
    assert visitor.post("/dublin-2013/organize/topics/merges/99/undoing").status_code == 404
