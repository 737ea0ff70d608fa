"""A list of many topics, page by page."""

import re

from hackathon.core.extensions import db
from hackathon.topics.models import Topic
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

LIST = "/dublin-2013/topics/"


def test_a_long_list_is_shown_by_pages_or_whole(visitor: Visitor, dublin: Dublin, queries: list[str]) -> None:
    db.session.add_all(
        Topic(event=dublin.event, number=number, title=f"More {number}", made_at=NOON)
        for number in range(6, 206)
    )
    db.session.commit()
    queries.clear()

    first = visitor.get(f"{LIST}?sort=number").text
    assert len(queries) == 6
    assert first.count('class="topic-line"') == 100
    assert "204 topics" in first
    assert "Page 1 of 3" in first
    last = visitor.get(f"{LIST}?sort=number&page=3").text
    assert re.findall(r'id="topic-(\d+)"', last) == ["202", "203", "204", "205"]
    assert visitor.get(f"{LIST}?page=all").text.count('class="topic-line"') == 204
    assert "No topics match your search" in visitor.get(f"{LIST}?page={10**9}").text
    assert visitor.get(f"{LIST}?page=x").text.count('class="topic-line"') == 100
