"""After the event: plots, search, and what goes on at the next one."""

from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import delete, select

from hackathon.agenda.head_counts.services import count_heads
from hackathon.core.domain.outcomes import OutcomeKind
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.event_settings.services import copying
from hackathon.events.models import Event
from hackathon.outcomes import queries, services
from hackathon.outcomes.domain import ActionLine, SessionMinutes, TopicOutcome, found_in
from hackathon.outcomes.models import Feedback, Minutes, OutcomeLine
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.agenda.test_views import words
from tests.agendas import few
from tests.conftest import Visitor
from tests.dublin import NOON, THURSDAY, Dublin
from tests.published import freeze

NEXT = "/dublin-2013/organize/next"


def action(topic: Topic, text: str) -> OutcomeLine:
    line = OutcomeLine(topic=topic, kind=OutcomeKind.ACTION, text=text, made_at=NOON)
    db.session.add(line)
    db.session.commit()
    return line


def next_year(dublin: Dublin) -> Event:
    return copying.copy(
        event=dublin.event, slug="rome-2014", title="Rome", place=None,
        first_day=THURSDAY + timedelta(days=364), by=dublin.lars, now=NOON,
    )  # fmt: skip


@pytest.mark.postgresql
def test_unfinished_topics_go_on_with_their_voters_and_open_actions(dublin: Dublin) -> None:
    freeze(dublin.event, few())
    dublin.crowd(3, voting=dublin.network)
    action(dublin.network, "Send the patches")
    rome = next_year(dublin)
    numbers = [topic.number for topic, _ in queries.unfinished_topics(dublin.event)]
    assert dublin.network.number in numbers

    added = services.carry_unfinished(
        event=dublin.event, topics=[dublin.network.number], to=rome, by=dublin.lars, now=NOON
    )

    [copy] = db.session.scalars(select(Topic).where(Topic.event_id == rome.id))
    assert (added, copy.title) == (1, dublin.network.title)
    assert copy.description.endswith("- Send the patches")
    voters = select(Vote.person_id).where(Vote.topic_id == copy.id)
    assert len(set(db.session.scalars(voters))) >= 3
    again = services.carry_unfinished(
        event=dublin.event, topics=[dublin.network.number], to=rome, by=dublin.lars, now=NOON
    )
    assert again == 0


def test_nothing_goes_on_at_an_earlier_event(dublin: Dublin) -> None:
    action(dublin.network, "Send the patches")
    rome = next_year(dublin)
    action(dublin.network, "More")
    dublin.event.first_day, dublin.event.last_day = rome.first_day, rome.last_day
    db.session.commit()

    with pytest.raises(BadEntry):
        services.carry_unfinished(
            event=dublin.event, topics=[dublin.network.number], to=rome, by=None, now=NOON
        )


def test_the_page_offers_what_is_unfinished(visitor: Visitor, dublin: Dublin) -> None:
    action(dublin.network, "Send the patches")
    visitor.signed_in_as(dublin.lars)
    assert "organize a later event yet" in visitor.get(NEXT).text
    rome = next_year(dublin)
    assert "Send the patches" in visitor.get(NEXT).text

    answer = visitor.post(NEXT, data={"to": rome.id, "topics": [dublin.network.number]})

    assert (answer.status_code, answer.location) == (303, NEXT)
    assert db.session.scalar(select(Topic.title).where(Topic.event_id == rome.id)) == dublin.network.title


def test_the_report_has_plots_and_is_searched(visitor: Visitor, dublin: Dublin) -> None:
    dublin.crowd(3, voting=dublin.network)
    action(dublin.network, "Send the patches to Łukasz")
    db.session.add(Minutes(topic=dublin.portathon, text="The port builds.", written_at=NOON))
    db.session.add(Feedback(event_id=dublin.event.id, device="x", rating=4, given_at=NOON))
    db.session.commit()

    page = visitor.get("/dublin-2013/report").text
    found = visitor.get("/dublin-2013/report?q=lukasz").text

    assert "<svg" in page
    assert all(title in page for title in ("Attendance", "Outcomes", "4 of 5"))
    assert ("Send the patches" in found, "The port builds." in found) == (True, False)
    assert "1 topic found" in found
    assert "0 topics found" in visitor.get("/dublin-2013/report?q=<b>none").text


def test_a_search_wants_all_words_in_one_line() -> None:
    topic = TopicOutcome(
        number=1, title="Network", address="1-network", promised="", achieved=None,
        minutes=(SessionMinutes(occurrence=1, text="We measured twice."),),
        files=(("plot.png", "/plot.png"),),
        decisions=("Merge it",), links=(("Slides", "https://xen.example/slides"),),
        actions=(ActionLine(text="Measure again", owner="Wei Liu", due=None, is_done=False),),
    )  # fmt: skip

    def hits(wanted: str) -> tuple[bool, int, int, int] | None:
        found = found_in(topic, wanted)
        if found is None:
            return None
        return bool(found.minutes), len(found.decisions), len(found.actions), len(found.links)

    assert hits("network") == (True, 1, 1, 1)
    assert hits("MEASURE") == (True, 0, 1, 0)
    assert hits("wei again") == (False, 0, 1, 0)
    assert hits("slides") == (False, 0, 0, 1)
    assert hits("measured merge") is None


def test_the_report_says_how_many_votes_could_be_attended_and_what_was_possible(
    visitor: Visitor, dublin: Dublin
) -> None:
    dublin.crowd(4, voting=dublin.network)
    job.plan(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON).id)
    publishing.publish(event=dublin.event, note="", by=None, now=NOON)

    line = "100% of votes could be attended; no agenda could have reached more"
    assert line not in visitor.get("/dublin-2013/report.md").text
    visitor.signed_in_as(dublin.lars)
    assert "100% of votes could be attended. No agenda could have reached more." in words(
        visitor.get("/dublin-2013/report").text
    )
    assert f"- {line}\n" in visitor.get("/dublin-2013/report.md").text
    assert f"* {line}\n" in visitor.get("/dublin-2013/report.wiki").text


@pytest.mark.postgresql
def test_the_report_says_how_many_of_those_expected_were_counted(visitor: Visitor, dublin: Dublin) -> None:
    agenda = few()
    freeze(dublin.event, agenda)
    assert "Counted in sessions" not in visitor.get("/dublin-2013/report").text
    counted = dict(zip(agenda.running[:2], (3, 0), strict=True))
    for session, people in counted.items():
        count_heads(event=dublin.event, session=session, people=people, now=session.starts)

    page = unescape(words(visitor.get("/dublin-2013/report").text))

    first, second = counted
    expected = first.expected + second.expected
    assert f"Counted in sessions 3 of {expected} expected" in page
    assert f"{first.name} 3 {first.expected}" in page
    assert f"{second.name} 0 {second.expected}" in page
    line = f"3 people counted, {expected} expected, in 2 sessions"
    assert f"- {line}\n" in visitor.get("/dublin-2013/report.md").text
    assert f"* {line}\n" in visitor.get("/dublin-2013/report.wiki").text


def test_the_report_says_nothing_of_votes_that_nobody_cast(visitor: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    db.session.execute(delete(Vote))
    db.session.commit()
    visitor.signed_in_as(dublin.lars)

    assert "of votes could be attended" not in words(visitor.get("/dublin-2013/report").text)
