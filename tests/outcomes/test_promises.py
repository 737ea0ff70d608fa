"""What became of what topics promised: who says so, and what the report counts."""

import re

import pytest
from sqlalchemy import delete, select

from hackathon.core.domain.outcomes import PromiseResult
from hackathon.core.errors import BadEntry, NotYours, StaleForm
from hackathon.core.extensions import db
from hackathon.event_settings.queries import what_is_lost
from hackathon.outcomes import queries, services
from hackathon.outcomes.models import PromiseAssessment
from hackathon.topics.models import Topic
from tests.agenda.test_views import words
from tests.agendas import few
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze

OUTCOME = "/dublin-2013/topics/2-xen-on-arm-portathon/outcome"
PROMISE = "/dublin-2013/topics/2-xen-on-arm-portathon/promise"
PARTLY = {"result": "partly met", "sentence": "It boots, without a network.", "version": 0}


@pytest.fixture
def promising(dublin: Dublin) -> Dublin:
    """Dublin, where the portathon says what should come out of it."""
    dublin.portathon.outcomes = "A *booting* board"
    db.session.commit()
    return dublin


def said(topic: Topic) -> tuple[str, str] | None:
    row = db.session.execute(
        select(PromiseAssessment.result, PromiseAssessment.sentence).where(
            PromiseAssessment.topic_id == topic.id
        )
    ).first()
    return row and (row.result.value, row.sentence)


def test_the_host_says_what_became_of_the_promise_and_takes_it_back(
    visitor: Visitor, promising: Dublin
) -> None:
    visitor.signed_in_as(promising.ian)
    answer = visitor.post(PROMISE, data=PARTLY)
    assert (answer.status_code, answer.location) == (303, f"{OUTCOME}#promised")
    page = words(visitor.get(OUTCOME).text)
    assert "What the topic promised A booting board" in page
    assert "What was achieved Partly met It boots, without a network." in page

    visitor.post(PROMISE, data={"result": "", "sentence": "", "version": 1})

    assert said(promising.portathon) is None


def test_only_hosts_and_organizers_say_it(visitor: Visitor, promising: Dublin) -> None:
    visitor.signed_in_as(promising.wei)
    assert 'name="result"' not in visitor.get(OUTCOME).text
    assert visitor.post(PROMISE, data=PARTLY).status_code == 403
    assert said(promising.portathon) is None

    visitor.signed_in_as(promising.lars)
    assert 'name="result"' in visitor.get(OUTCOME).text
    visitor.post(PROMISE, data=PARTLY)
    assert said(promising.portathon) == ("partly met", "It boots, without a network.")


@pytest.mark.postgresql
def test_of_two_who_say_it_at_once_the_second_is_shown_what_the_first_said(
    visitor: Visitor, promising: Dublin
) -> None:
    visitor.signed_in_as(promising.ian).post(PROMISE, data=PARTLY)
    visitor.signed_in_as(promising.lars)
    late = {"result": "met", "sentence": "It runs.", "version": 0}

    answer = visitor.post(PROMISE, data=late)

    assert answer.status_code == 409
    assert "Currently saved: It boots, without a network." in words(answer.text)
    assert said(promising.portathon) == ("partly met", "It boots, without a network.")
    visitor.post(PROMISE, data={**late, "version": 1})
    assert said(promising.portathon) == ("met", "It runs.")


def test_a_topic_that_promised_nothing_keeps_no_promise(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)

    assert "What was achieved" not in visitor.get(OUTCOME).text
    with pytest.raises(BadEntry, match="no expected outcome"):
        say(dublin, PromiseResult.MET)


def test_the_service_refuses_strangers_and_what_is_out_of_date(promising: Dublin) -> None:
    with pytest.raises(NotYours):
        services.assess(
            topic=promising.portathon, result=PromiseResult.MET, sentence="", seen=0, attendance=None,
            by=promising.msw, now=NOON,
        )  # fmt: skip
    say(promising, PromiseResult.MET)
    with pytest.raises(StaleForm):
        say(promising, PromiseResult.NOT_MET)


def say(dublin: Dublin, result: PromiseResult, sentence: str = "") -> None:
    services.assess(
        topic=dublin.portathon, result=result, sentence=sentence, seen=0, attendance=None, by=dublin.ian,
        now=NOON,
    )  # fmt: skip


@pytest.mark.postgresql
def test_the_report_counts_promises_on_the_page_as_markdown_and_as_wikitext(
    visitor: Visitor, promising: Dublin
) -> None:
    freeze(promising.event, few())
    promising.roadmap.outcomes = "A list"
    db.session.commit()
    say(promising, PromiseResult.NOT_MET, "The board [burnt] down")

    page = words(visitor.get("/dublin-2013/report").text)
    markdown = visitor.get("/dublin-2013/report.md").text
    wikitext = visitor.get("/dublin-2013/report.wiki").text

    counts = queries.event_report(promising.event).promises
    assert (counts.met, counts.partly_met, counts.not_met, counts.not_assessed) == (0, 0, 1, 1)
    assert "Promised outcomes 0 of 2 met" in page
    assert "Not met The board [burnt] down" in page
    line = "Promised outcomes of 2 topics: 0 met, 0 partly met, 1 not met, 1 not assessed"
    assert f"- {line}\n" in markdown
    assert f"* {line}\n" in wikitext
    assert r"- Promised outcomes not met: The board \[burnt\] down" in markdown
    assert "* Promised outcomes not met: <nowiki>The board [burnt] down</nowiki>" in wikitext
    found = visitor.get("/dublin-2013/report?q=burnt").text
    assert "1 topic found" in found


def test_what_was_not_met_is_unfinished(promising: Dublin) -> None:
    freeze(promising.event, few())
    before = [topic.number for topic, _ in queries.unfinished_topics(promising.event)]
    say(promising, PromiseResult.PARTLY_MET)

    after = [topic.number for topic, _ in queries.unfinished_topics(promising.event)]

    assert promising.portathon.number not in before
    assert promising.portathon.number in after


@pytest.mark.postgresql
def test_it_goes_with_the_topic_and_is_counted_among_what_is_lost(promising: Dublin) -> None:
    say(promising, PromiseResult.MET)
    assert what_is_lost(promising.event).assessments == 1

    db.session.execute(delete(Topic).where(Topic.id == promising.portathon.id))
    db.session.commit()

    assert db.session.scalars(select(PromiseAssessment)).all() == []


def test_people_who_write_find_the_minutes_first_and_readers_what_became_of_the_promise(
    visitor: Visitor, promising: Dublin
) -> None:
    def sections() -> list[str]:
        return re.findall(
            r'<section class="stack" aria-labelledby="(promised|minutes-of|noted)"', visitor.get(OUTCOME).text
        )

    reader = sections()
    visitor.signed_in_as(promising.wei)

    assert reader == ["promised", "minutes-of", "noted"]
    assert sections() == ["minutes-of", "noted", "promised"]
