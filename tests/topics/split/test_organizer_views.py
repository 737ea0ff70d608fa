"""Splitting a topic from the organizer area."""

from tests.conftest import Visitor
from tests.dublin import Dublin

SPLIT = "/dublin-2013/organize/topics/2-xen-on-arm-portathon/splitting"


def test_an_organizer_splits_a_topic_in_two(visitor: Visitor, dublin: Dublin) -> None:
    assert visitor.signed_in_as(dublin.ian).get(SPLIT).status_code == 403
    visitor.signed_in_as(dublin.lars)
    assert "Split topic" in visitor.get(SPLIT).text
    assert visitor.post(SPLIT, data={"form_key": "a", "title": " "}).status_code == 422

    answer = visitor.post(SPLIT, data={"form_key": "a", "title": "Boards"})

    assert (answer.status_code, answer.location) == (303, "/dublin-2013/topics/2-xen-on-arm-portathon")
    assert "/dublin-2013/topics/6-boards" in visitor.get(answer.location).text
