"""What came of an event: minutes, outcomes, feedback and the report."""

import re
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from hackathon.core.domain.outcomes import OutcomeKind, PromiseResult
from hackathon.core.extensions import db
from hackathon.event_settings.services import archiving
from hackathon.outcomes.exports import mail_text
from hackathon.outcomes.models import Feedback, Minutes, OutcomeLine, PromiseAssessment
from hackathon.outcomes.queries import event_report, minutes_of
from tests.agenda.test_views import words
from tests.agendas import dublin_at, few
from tests.clock import set_clock
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze

TOPIC = "/dublin-2013/topics/2-xen-on-arm-portathon"
MINUTES = f"{TOPIC}/minutes"
SCRIPT = {"X-Part": "minutes"}
REPORTS = ("/dublin-2013/report", "/dublin-2013/report.md", "/dublin-2013/report.wiki")


def test_minutes_are_saved_as_typed_and_two_who_write_lose_nothing(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    first = visitor.post(MINUTES, data={"minutes": "Present: Ian", "version": 0}, headers=SCRIPT).get_json()
    assert first == {"version": 1, "text": "Present: Ian", "joined": False}

    visitor.signed_in_as(dublin.wei)
    visitor.post(MINUTES, data={"minutes": "Present: Ian\n\nWei was here", "version": 1}, headers=SCRIPT)
    visitor.signed_in_as(dublin.ian)
    late = {"minutes": "Present: Ian\n\nWe ported it", "version": 1}
    joined = visitor.post(MINUTES, data=late, headers=SCRIPT).get_json()

    assert (joined["text"], joined["joined"]) == ("Present: Ian\n\nWei was here\n\nWe ported it", True)
    answer = visitor.post(MINUTES, data={"minutes": "x" * 50_001, "version": joined["version"]})
    assert answer.status_code == 422
    assert "Please use at most 50000 characters." in words(answer.text)
    large = visitor.post(
        MINUTES, data={"minutes": "x" * 5_000_000, "version": joined["version"]}, headers=SCRIPT
    )
    assert large.status_code == 422
    assert minutes_of(dublin.portathon).version == joined["version"]  # type: ignore[union-attr]  # it is there


def test_texts_joined_again_and_again_do_not_grow_without_end(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    for letter in "abc":
        answer = visitor.post(MINUTES, data={"minutes": letter * 49_000, "version": 0})

    assert answer.status_code == 422
    assert "both texts together are too long" in words(answer.text)
    assert "c" * 49_000 in answer.text, "what was typed is lost"
    kept = minutes_of(dublin.portathon)
    assert kept is not None
    assert set(kept.text) == {"a", "b", "\n"}


def test_who_is_not_on_the_list_writes_nothing(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.msw)

    answer = visitor.post(MINUTES, data={"minutes": "Spam", "version": 0})

    assert answer.status_code == 403
    assert db.session.query(Minutes).count() == 0


def test_an_archived_event_shows_what_was_written_and_no_form(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    visitor.post(MINUTES, data={"minutes": "Present: Ian", "version": 0})
    archiving.archive(event=dublin.event, seen=None, by=None, now=dublin_at(20, 12))

    page = visitor.get(f"{TOPIC}/outcome").text

    assert "Present: Ian" in words(page)
    assert "<textarea" not in page
    assert "<select" not in page
    feedback = visitor.get("/dublin-2013/feedback").text
    assert 'name="rating"' not in feedback
    assert "This event is archived, so it takes no more feedback." in words(feedback)


def test_another_line_from_a_page_that_was_sent_before_is_not_taken_for_the_same(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.ian)
    first = {"kind": "decision", "text": "Merge it", "form_key": "a-key"}
    visitor.post(f"{TOPIC}/outcome", data=first)

    again = visitor.post(f"{TOPIC}/outcome", data={**first, "text": "Release it"})

    assert (again.status_code, "Release it" in again.text) == (409, True)
    assert [line.text for line in db.session.query(OutcomeLine)] == ["Merge it"]


def test_an_action_has_an_owner_and_a_date_and_is_done_once(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    form = {
        "kind": "action", "text": "Send the patches", "owner": "Wei Liu", "due": "2013-06-01",
        "address": "https://ignored.example", "form_key": "a-key",
    }  # fmt: skip
    for _twice in range(2):
        visitor.post(f"{TOPIC}/outcome", data=form)
    link = {"kind": "link", "text": "Slides", "address": "javascript:alert(1)", "form_key": "another"}
    assert visitor.post(f"{TOPIC}/outcome", data=link).status_code == 422

    (action,) = db.session.query(OutcomeLine).all()
    assert (action.owner, str(action.due), action.address) == ("Wei Liu", "2013-06-01", "")
    visitor.post(f"{TOPIC}/outcome/{action.id}/done")
    assert "Send the patches Wei Liu · by Sat 1 Jun · Done" in words(visitor.get(f"{TOPIC}/outcome").text)


def test_feedback_counts_once_per_device_and_only_organizers_read_it(
    app: Flask, visitor: Visitor, dublin: Dublin
) -> None:
    set_clock(app, dublin_at(16, 12))
    for rating in (5, 1):
        visitor.post("/dublin-2013/feedback", data={"rating": rating, "keep": "The coffee", "change": ""})
    other = app.test_client()
    other.post("/dublin-2013/feedback", data={"rating": 4})
    other.post("/dublin-2013/feedback", data={"rating": 99})

    assert sorted(each.rating for each in db.session.query(Feedback)) == [4, 5]
    report = words(visitor.get("/dublin-2013/report").text)
    assert "4.5 of 5, 2 answers" in report
    assert "The coffee" not in report
    assert "The coffee" in words(visitor.signed_in_as(dublin.lars).get("/dublin-2013/report").text)


def test_before_the_event_nobody_gives_feedback(app: Flask, visitor: Visitor, dublin: Dublin) -> None:  # noqa: ARG001 -- its rows
    set_clock(app, dublin_at(15, 12))

    asked = visitor.get("/dublin-2013/feedback").text
    answer = visitor.post("/dublin-2013/feedback", data={"rating": 5, "keep": "The coffee"})

    assert "You can give feedback once the event has begun." in words(asked)
    assert 'name="rating"' not in asked
    assert (answer.status_code, "The coffee" in answer.text) == (422, True)  # nothing typed is lost
    assert "You can give feedback once the event has begun." in words(answer.text)


def test_the_report_is_filed_as_markdown_and_as_wikitext_that_nobody_breaks_out_of(
    visitor: Visitor, client: FlaskClient, dublin: Dublin, queries: list[str]
) -> None:
    freeze(dublin.event, few())
    visitor.signed_in_as(dublin.ian)
    hostile = {"kind": "decision", "text": "</nowiki>{{Delete}} [[x]]", "form_key": "a-key"}
    visitor.post(f"{TOPIC}/outcome", data=hostile)
    visitor.post(MINUTES, data={"minutes": "We **ported** it\n\n- {{Delete}}", "version": 0})
    queries.clear()

    page = words(client.get("/dublin-2013/report").text)
    # One of them reads the agenda, which a process does once.
    assert len(queries) == 8
    assert re.search(r"Topics with outcomes 1 Decisions 1 Open actions 0 of 0", page)
    assert "We **ported** it" in client.get("/dublin-2013/report.md").text
    wikitext = client.get("/dublin-2013/report.wiki").text
    assert "* Decision: <nowiki>&lt;/nowiki>{{Delete}} [[x]]</nowiki>" in wikitext
    assert "We '''ported''' it\n\n* &#123;&#123;Delete&#125;&#125;\n" in wikitext


def test_each_session_of_a_topic_has_minutes_of_its_own(visitor: Visitor, dublin: Dublin) -> None:
    again = replace(few().running[0], topic=2, slug="xen-on-arm-portathon")
    first, second = (
        replace(again, occurrence=n, uid=f"again-{n}", starts=dublin_at(16, h), ends=dublin_at(16, h + 1))
        for n, h in ((1, 10), (2, 14))
    )
    freeze(dublin.event, replace(few(), sessions=(first, second)))
    visitor.signed_in_as(dublin.ian)
    visitor.post(MINUTES, data={"minutes": "We began.", "version": 0})
    sent = {"session2-minutes": "We went on.", "session2-version": 0}
    kept = visitor.post(f"{MINUTES}/2", data=sent, headers=SCRIPT).get_json()
    visitor.post(f"{MINUTES}/2", data={**sent, "session2-minutes": "We came to an end."}, headers=SCRIPT)

    assert kept == {"version": 1, "text": "We went on.", "joined": False}
    assert visitor.post(f"{MINUTES}/3", data={"session3-minutes": "x"}).status_code == 404
    page = words(visitor.get(f"{TOPIC}/outcome").text)
    assert re.search(
        r"Minutes, Thu 16 May, 10:00, \w+ .*We began.*Minutes, Thu 16 May, 14:00.*We went on", page
    )
    report = visitor.get("/dublin-2013/report.md").text
    assert "### Session 1\n\nWe began.\n\n### Session 2\n\nWe went on." in report
    assert "Minutes of session 2" in words(visitor.get("/dublin-2013/report?q=went").text)


def test_feedback_on_a_session_is_read_by_its_hosts_and_counted_in_the_report(
    app: Flask, visitor: Visitor, dublin: Dublin
) -> None:
    session = replace(few().running[0], topic=2, starts=dublin_at(16, 10), ends=dublin_at(16, 11))
    freeze(dublin.event, replace(few(), sessions=(session,)))
    where, said = f"{TOPIC}/feedback", {"rating": 2, "keep": "", "change": "Speak up"}
    set_clock(app, dublin_at(16, 9, 50))
    assert "once the session has begun" in words(visitor.post(where, data=said).text)
    assert 'name="rating"' not in visitor.get(where).text
    set_clock(app, dublin_at(16, 10, 10))
    for _twice in range(2):
        assert visitor.post(where, data=said).status_code == 303
    visitor.post("/dublin-2013/feedback", data={"rating": 5})

    report = words(visitor.get("/dublin-2013/report").text)
    assert "5.0 of 5, 1 answer " in f"{report} "
    assert "Feedback on sessions 1 answer" in report
    assert "Speak up" not in words(visitor.get(f"{TOPIC}/outcome").text)
    assert "Speak up" not in words(visitor.signed_in_as(dublin.wei).get(f"{TOPIC}/outcome").text)
    assert "Change: Speak up" in words(visitor.signed_in_as(dublin.ian).get(f"{TOPIC}/outcome").text)
    assert "Speak up" in words(visitor.signed_in_as(dublin.lars).get(f"{TOPIC}/outcome").text)


def test_reports_and_outcomes_name_no_address_to_everyone(visitor: Visitor, dublin: Dublin) -> None:
    address = "wei@xen.example"
    said = {"result": PromiseResult.MET, "sentence": f"Ask {address}", "assessed_at": NOON}
    db.session.add_all(
        [
            Minutes(topic=dublin.portathon, text=f"Ask {address} today", written_at=NOON),
            OutcomeLine(
                topic=dublin.portathon, kind=OutcomeKind.ACTION, text=f"Mail {address}", owner=address,
                made_at=NOON,
            ),
            PromiseAssessment(topic=dublin.portathon, **said),
        ]
    )  # fmt: skip
    db.session.commit()

    pages = {path: visitor.get(path).text for path in (f"{TOPIC}/outcome", *REPORTS)}

    assert {path: address in page for path, page in pages.items()} == dict.fromkeys(pages, False)
    assert all("Ask wei@…" in page for page in pages.values())


def test_the_report_as_mail_ends_in_time_and_fills_no_link(dublin: Dublin) -> None:
    db.session.add(
        OutcomeLine(topic=dublin.roadmap, kind=OutcomeKind.DECISION, text="See {link}, {name}", made_at=NOON)
    )
    db.session.add_all(
        OutcomeLine(topic=dublin.portathon, kind=OutcomeKind.DECISION, text="x" * 490, made_at=NOON)
        for _ in range(60)
    )
    db.session.commit()

    text = mail_text(event_report(dublin.event), "https://hack.example/report")

    assert "- Decision: See (link), (name)" in text
    assert len(text) < 20_000
    assert "x" * 490 not in text
    assert text.endswith(
        "More topics are in the report.\n\nThe whole report, with minutes: <https://hack.example/report>\n"
    )
