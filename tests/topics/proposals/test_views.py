"""Proposing a topic: a preview, what is like it, and a draft that is kept while it is written."""

import re

import pytest
from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.topics.models import Topic
from hackathon.topics.proposals.models import TopicDraft
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

NEW = "/dublin-2013/topics/new"
NESTED = {
    "title": "Nested virtualisation",
    "description": "How *far* are we?",
    "steps": "First KVM",
    "references": "The manual",
    "area": "hypervisor",
    "length": "2",
    "form_key": "a",
}
SCRIPT = {"X-Part": "draft"}


def words(html: str) -> str:
    """The text of a page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def titles() -> list[str]:
    return list(db.session.scalars(select(Topic.title).where(Topic.number > 5)))


def kept(person_id: int) -> dict[str, object] | None:
    return db.session.scalar(select(TopicDraft.entered).where(TopicDraft.person_id == person_id))


def test_a_preview_shows_the_topic_and_proposes_nothing(visitor: Visitor, dublin: Dublin) -> None:
    page = visitor.signed_in_as(dublin.wei).post(NEW, data={**NESTED, "press": "preview"})

    assert page.status_code == 200
    assert "<h1>Nested virtualisation</h1>" in page.text
    assert "How <em>far</em> are we?" in page.text
    assert 'value="Nested virtualisation"' in page.text
    assert titles() == []


def test_a_preview_without_a_title_is_asked_for_one(visitor: Visitor, dublin: Dublin) -> None:
    page = visitor.signed_in_as(dublin.wei).post(NEW, data={**NESTED, "title": "", "press": "preview"})

    assert (page.status_code, "Please enter a title" in page.text) == (422, True)


def test_every_field_of_the_form_reaches_the_topic(visitor: Visitor, dublin: Dublin) -> None:
    answer = visitor.signed_in_as(dublin.wei).post(NEW, data=NESTED)
    page = words(visitor.get(answer.location).text)

    assert "Steps First KVM References The manual" in page


def test_what_is_alike_is_shown_once_and_the_next_press_sends(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei)
    data = {**NESTED, "title": "ARM portathon"}
    shown = visitor.post(NEW, data=data)
    assert shown.status_code == 200
    assert "There may already be a topic for this." in words(shown.text)
    assert "Xen on ARM &#34;Portathon&#34; #2" in words(shown.text)
    assert titles() == []

    (compared,) = re.findall(r'name="compared" type="hidden" value="(\w+)"', shown.text)
    assert visitor.post(NEW, data={**data, "compared": compared}).status_code == 303
    assert titles() == ["ARM portathon"]


def test_a_withdrawn_topic_is_like_nothing(visitor: Visitor, dublin: Dublin) -> None:
    data = {**NESTED, "title": "VMFUNC and grant table operations"}

    assert visitor.signed_in_as(dublin.wei).post(NEW, data=data).status_code == 303


def test_the_same_form_sent_twice_is_not_like_itself(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei)
    first, second = visitor.post(NEW, data=NESTED), visitor.post(NEW, data=NESTED)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location


def test_a_draft_is_kept_whatever_it_lacks_and_stands_in_the_form_again(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.wei)
    data = {**NESTED, "title": "", "length": "many", "area": "nowhere\x00"}
    answer = visitor.post(f"{NEW}/draft", data=data)
    page = visitor.get(NEW).text

    assert (answer.status_code, answer.location) == (303, NEW)
    assert "Draft saved." in page
    assert "Your draft." in page
    assert "How *far* are we?" in page


def test_a_draft_is_its_writers_alone(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei).post(f"{NEW}/draft", data=NESTED)

    assert "Nested" not in visitor.signed_in_as(dublin.ian).get(NEW).text


def test_a_script_keeps_the_draft_and_is_told_what_is_alike(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei)
    answer = visitor.post(f"{NEW}/draft", data={**NESTED, "title": "Portathon"}, headers=SCRIPT)

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert re.search(r"Draft saved at \d\d:\d\d\.", answer.text)
    assert "There may already be a topic for this." in answer.text
    assert (kept(dublin.wei.id) or {})["title"] == "Portathon"


def test_a_draft_is_gone_when_its_topic_is_proposed(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei)
    visitor.post(f"{NEW}/draft", data=NESTED)
    visitor.post(NEW, data=NESTED)

    assert kept(dublin.wei.id) is None


def test_a_draft_is_still_there_when_its_topic_is_refused(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei).post(f"{NEW}/draft", data=NESTED)
    dublin.event.proposals_close = NOON
    db.session.commit()

    assert visitor.post(NEW, data=NESTED).status_code == 409
    assert (kept(dublin.wei.id) or {})["title"] == "Nested virtualisation"


def test_an_empty_form_keeps_nothing_and_throws_away_what_was_kept(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei)
    for data in (NESTED, {"length": "1", "leads": "y", "form_key": "b"}):
        visitor.post(f"{NEW}/draft", data=data)

    assert kept(dublin.wei.id) is None
    assert "Your draft." not in visitor.get(NEW).text


def test_a_text_that_is_far_too_long_is_cut_in_the_draft(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei).post(f"{NEW}/draft", data={**NESTED, "description": "x" * 100_000})

    assert len(str((kept(dublin.wei.id) or {})["description"])) == 20_000


@pytest.mark.parametrize("more", [0, 4])
def test_a_preview_asks_four_questions_however_many_topics(
    visitor: Visitor, dublin: Dublin, queries: list[str], more: int
) -> None:
    for number in range(6, 6 + more):
        db.session.add(Topic(event=dublin.event, number=number, title="More", made_at=NOON))
    db.session.commit()
    visitor.signed_in_as(dublin.wei)
    queries.clear()

    visitor.post(NEW, data={**NESTED, "press": "preview"})
    assert len(queries) == 4
