"""What came of topics goes along in our JSON: it is merged, undone, limited, and names no address."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hackathon.agenda.head_counts.models import HeadCount
from hackathon.core.domain.outcomes import LONGEST_JOINED_MINUTES, LONGEST_LINE, OutcomeKind, PromiseResult
from hackathon.core.errors import NotAPage, UndoImpossible
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.importing.models import PageImport
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing, undoing_imports
from hackathon.outcomes.materials import services as materials
from hackathon.outcomes.models import Minutes, OutcomeLine, PromiseAssessment
from hackathon.pages.merge.outcomes import Outcome
from hackathon.pages.merge.plan import MergePlan
from hackathon.pages.readers.json_document import read
from hackathon.pages.writers.json_document import write
from tests.dublin import NOON, Dublin
from tests.importing.services.test_json_whole import came_of

LATER = NOON + timedelta(days=30)


@pytest.fixture
def held(dublin: Dublin) -> Dublin:
    """Return the event with an outcome of everything for the network."""
    topic = dublin.network
    db.session.add_all(
        [
            Minutes(topic=topic, text="We measured twice.\n\nIt is slow.", written_at=LATER),
            Minutes(topic=topic, occurrence=2, text="Measured again.", written_at=LATER),
            OutcomeLine(topic=topic, kind=OutcomeKind.DECISION, text="Merge it", made_at=LATER),
            OutcomeLine(
                topic=topic, kind=OutcomeKind.ACTION, text="Send it", owner="Wei Liu", due=date(2013, 6, 1),
                done_at=LATER, made_at=LATER,
            ),
            OutcomeLine(
                topic=topic, kind=OutcomeKind.LINK, text="Slides", address="https://xen.example/s",
                made_at=LATER,
            ),
            PromiseAssessment(
                topic=topic, result=PromiseResult.PARTLY_MET, sentence="No plots.", assessed_at=LATER
            ),
            HeadCount(
                event_id=dublin.event.id, topic=topic.number, occurrence=1, people=12, counted_at=LATER
            ),
        ]
    )  # fmt: skip
    db.session.commit()
    return dublin


def exported(dublin: Dublin) -> dict[str, Any]:
    """The event as JSON."""
    db.session.expire_all()
    document: dict[str, Any] = json.loads(write(page_of(dublin.event)))
    return document


def outcome_in(document: dict[str, Any], dublin: Dublin) -> dict[str, Any]:
    """What the JSON says of the network, to be changed."""
    [found] = [each for each in document["page"]["topics"] if each["number"] == dublin.network.number]
    outcome: dict[str, Any] = found["outcome"]
    return outcome


def bring(document: dict[str, Any], dublin: Dublin, **choices: str) -> MergePlan:
    """Import the JSON into the event."""
    text = json.dumps(document)
    return importing.apply(
        text=text, page=read(text), target=dublin.event, by=None, now=LATER, sent=choices or None
    )


def cleared() -> None:
    """Take away all that came of the topics."""
    for model in (Minutes, OutcomeLine, PromiseAssessment, HeadCount):
        for row in db.session.scalars(select(model)):
            db.session.delete(row)
    db.session.commit()


def last_import() -> PageImport:
    return db.session.scalars(select(PageImport).order_by(PageImport.id.desc()).limit(1)).one()


def of_the_network(plan: MergePlan, dublin: Dublin) -> dict[str, Outcome]:
    [found] = [each for each in plan.topics if each.number == dublin.network.number]
    return {field.field: field.outcome for field in found.fields}


@pytest.mark.postgresql
def test_an_outcome_comes_back_as_it_was_and_a_second_time_changes_nothing(held: Dublin) -> None:
    document, before = exported(held), came_of(held.event)
    cleared()
    assert came_of(held.event) != before

    bring(document, held)

    assert came_of(held.event) == before
    assert importing.plan(read(json.dumps(document)), held.event).changes_nothing


def test_what_changed_on_the_page_is_taken_and_nothing_else_is_touched(held: Dublin) -> None:
    document = exported(held)
    bring(document, held)
    done = db.session.scalars(select(OutcomeLine).filter_by(text="Send it")).one().id
    held.network.title = "Network"  # a change of ours, so that the topic itself is told apart by its page
    db.session.commit()

    said = outcome_in(document, held)
    said["lines"] = [line for line in said["lines"] if line["kind"] != "decision"]
    said["lines"].append({"kind": "decision", "text": "Drop it", "made_at": LATER.isoformat()})
    del said["lines"][0]["done_at"]
    said["minutes"].pop()
    plan = bring(document, held)

    taken = {"minutes": Outcome.TAKEN, "notes": Outcome.TAKEN}
    assert of_the_network(plan, held) == {"title": Outcome.KEPT, **taken}
    rows = came_of(held.event)
    assert [line[1:3] for line in rows["lines"]] == [
        (OutcomeKind.ACTION, "Send it"),
        (OutcomeKind.LINK, "Slides"),
        (OutcomeKind.DECISION, "Drop it"),
    ]
    assert db.session.get_one(OutcomeLine, done).done_at is None
    assert [minutes[1] for minutes in rows["minutes"]] == [1]
    assert (len(rows["promises"]), len(rows["heads"])) == (1, 1)


def test_a_conflict_keeps_ours_until_the_other_is_chosen(held: Dublin) -> None:
    document = exported(held)
    bring(document, held)
    held_minutes = db.session.get_one(Minutes, (held.network.id, 1))
    held_minutes.text = "Ours."
    db.session.commit()
    outcome_in(document, held)["minutes"][0]["text"] = "Theirs."

    plan = importing.plan(read(json.dumps(document)), held.event)
    assert of_the_network(plan, held) == {"minutes": Outcome.CONFLICT}
    bring(document, held)
    assert held_minutes.text == "Ours."

    [n] = [each.topic.n for each in plan.topics if each.topic and each.number == held.network.number]
    bring({**document, "page": document["page"] | {"lines": 1}}, held, **{f"topic-{n}.minutes": "page"})
    assert held_minutes.text == "Theirs."


@pytest.mark.postgresql
def test_undoing_an_import_brings_back_what_was_written_before(held: Dublin) -> None:
    document = exported(held)
    bring(document, held)
    before = came_of(held.event)
    said = outcome_in(document, held)
    said["minutes"] = [{"text": "All new.", "written_at": LATER.isoformat()}]
    said["lines"], said["heads"] = said["lines"][1:], [{"people": 3, "counted_at": LATER.isoformat()}]
    del said["promise"]
    bring(document, held)
    assert [minutes[2] for minutes in came_of(held.event)["minutes"]] == ["All new."]

    undoing_imports.undo(record=last_import(), by=None, now=LATER)

    assert came_of(held.event) == before


def test_minutes_written_since_keep_an_import_from_being_undone(held: Dublin) -> None:
    document = exported(held)
    cleared()
    bring(document, held)
    db.session.get_one(Minutes, (held.network.id, 1)).text = "Written since."
    db.session.get_one(HeadCount, (held.event.id, held.network.number, 1)).people = 99
    db.session.commit()

    with pytest.raises(UndoImpossible) as refused:
        undoing_imports.undo(record=last_import(), by=None, now=LATER)

    assert f"the minutes of “{held.network.title}”" in str(refused.value)
    assert "a head count" in str(refused.value)


def test_a_file_of_before_leaves_outcomes_alone(held: Dublin) -> None:
    document, before = exported(held), came_of(held.event)
    for topic in document["page"]["topics"]:
        del topic["outcome"]

    plan = bring(document, held)

    assert of_the_network(plan, held) == {}
    assert came_of(held.event) == before


def test_no_address_of_a_person_and_no_content_of_a_file_goes_along(held: Dublin) -> None:
    attendance = db.session.scalar(
        select(Attendance).where(Attendance.event_id == held.event.id, Attendance.person_id == held.lars.id)
    )
    materials.add_material(
        topic=held.network, name="slides.pdf", content=b"%PDF-secret", form_key="a form",
        attendance=attendance, by=held.lars, now=LATER,
    )  # fmt: skip

    text = json.dumps(exported(held))

    assert outcome_in(json.loads(text), held)["files"] == ["slides.pdf"]
    assert "secret" not in text
    assert "lars@xen.example" not in text


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        (
            "minutes",
            [{"text": "a" * (LONGEST_JOINED_MINUTES + 1), "written_at": "2013-05-16T10:00:00+00:00"}],
            "outcome.minutes[0].text can be up to 100000 characters long.",
        ),
        (
            "minutes",
            [{"text": "a", "written_at": "2013-05-16T10:00:00+00:00"}] * 2,
            "outcome.minutes has a duplicate.",
        ),
        (
            "minutes",
            [{"text": "a", "written_at": "2013-05-16T10:00:00+00:00", "occurrence": 10**9}],
            "outcome.minutes.occurrence must be from 1 to",
        ),
        (
            "minutes",
            [{"text": "a", "written_at": "2013-05-16T10:00:00"}],
            "must be a date and time",
        ),
        (
            "lines",
            [{"kind": "decision", "text": "a" * (LONGEST_LINE + 1), "made_at": "2013-05-16T10:00:00Z"}],
            "outcome.lines[0].text can be up to 500 characters long.",
        ),
        (
            "lines",
            [{"kind": "decision", "text": "a", "made_at": "2013-05-16T10:00:00Z"}] * 1001,
            "outcome.lines: there can be up to 1000.",
        ),
        (
            "lines",
            [{"kind": "decision", "text": "\u200b", "made_at": "2013-05-16T10:00:00Z"}],
            "outcome.lines[0].text is empty.",
        ),
        (
            "lines",
            [{"kind": "link", "text": "a", "address": "javascript:a", "made_at": "2013-05-16T10:00:00Z"}],
            "outcome.lines[0]: a link, and nothing else, needs an address",
        ),
        (
            "lines",
            [{"kind": "decision", "text": "a", "owner": "b", "made_at": "2013-05-16T10:00:00Z"}],
            "outcome.lines[0]: only actions have an owner",
        ),
        (
            "heads",
            [{"people": 100_001, "counted_at": "2013-05-16T10:00:00Z"}],
            "outcome.heads[0].people must be from 0 to 100000.",
        ),
        ("heads", [{"people": -1, "counted_at": "2013-05-16T10:00:00Z"}], "must be from 0 to 100000."),
        (
            "promise",
            {"result": "met", "sentence": "a" * 501, "assessed_at": "2013-05-16T10:00:00Z"},
            "outcome.promise.sentence can be up to 500 characters long.",
        ),
    ],
)
def test_what_no_form_would_take_is_refused_with_its_place(
    held: Dublin, part: str, value: object, words: str
) -> None:
    document = exported(held)
    outcome_in(document, held)[part] = value

    with pytest.raises(NotAPage) as refused:
        read(json.dumps(document))

    assert words in str(refused.value)
