"""Looking at a page before it is imported: every line is accounted for, and one choice corrects a kind."""

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from hackathon.accounts.models import Person
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.importing.models import PageLayout, WaitingPage
from hackathon.importing.services import reading
from hackathon.topics.models import Topic
from tests.conftest import Visitor
from tests.dublin import Dublin

IMPORT = "/dublin-2013/organize/import"
CHECK = f"{IMPORT}/check"
TABLE = "Topic,Driver,Stuff\nFaster builds,Ada Quill,C\nBetter errors,Bo Roe,Go\n"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def chosen(page: str, name: str) -> str:
    select_element = page.split(f'name="{name}"')[1].split("</select>", maxsplit=1)[0]
    (value,) = re.findall(r'value="([^"]*)"\s+selected', select_element)
    return str(value)


def topics() -> int:
    return db.session.scalars(select(func.count(Topic.id))).one()


def test_a_choice_corrects_a_column_and_is_undone_and_kept(lars: Visitor) -> None:
    before = topics()
    shown = lars.post(IMPORT, data={"upload": (BytesIO(TABLE.encode()), "t.csv")}, follow_redirects=True).text

    assert "2 topics" in shown
    assert "Ada Quill" in shown
    assert chosen(shown, "field:Stuff") == ""

    lars.post(CHECK, data={"action": "apply", "field:Stuff": "skills"})
    corrected = lars.get(CHECK).text
    assert chosen(corrected, "field:Stuff") == "skills"
    assert "--map Stuff=skills" in corrected
    assert "1 correction applied." in corrected

    assert lars.post(CHECK, data={"action": "save", "name": ""}).status_code == 422
    lars.post(CHECK, data={"action": "save", "name": "Our form"})
    lars.post(CHECK, data={"action": "undo:0"})
    undone = lars.get(CHECK).text
    assert chosen(undone, "field:Stuff") == ""
    assert "Use the corrections of the layout “Our form”?" in undone

    layout = db.session.scalars(select(PageLayout)).one()
    lars.post(CHECK, data={"action": f"layout:{layout.id}"})
    assert chosen(lars.get(CHECK).text, "field:Stuff") == "skills"
    assert topics() == before


def test_a_column_that_nobody_knows_stays_with_its_topic_until_somebody_leaves_it_out(lars: Visitor) -> None:
    lars.post(IMPORT, data={"upload": (BytesIO(TABLE.encode()), "t.csv")})
    waiting = db.session.scalars(select(WaitingPage)).one()
    assert waiting.reading
    assert waiting.reading["page"]["topics"][0]["further"] == [{"name": "Stuff", "raw": "C"}]

    lars.post(CHECK, data={"action": "apply", "field:Stuff": "nothing"})

    left_out = lars.get(CHECK).text
    assert chosen(left_out, "field:Stuff") == "nothing"
    assert "--map Stuff=nothing" in left_out
    db.session.expire_all()
    assert "further" not in waiting.reading["page"]["topics"][0]


def test_all_corrections_are_undone_at_once(lars: Visitor) -> None:
    first = lars.post(IMPORT, data={"upload": (BytesIO(TABLE.encode()), "t.csv")}, follow_redirects=True).text
    for field in ("skills", "contact"):
        lars.post(CHECK, data={"action": "apply", "field:Stuff": field})
    assert "2 corrections applied." in lars.get(CHECK).text

    lars.post(CHECK, data={"action": "undo"})

    assert found(lars.get(CHECK).text) == found(first)


def test_a_saved_layout_is_listed_and_deleted_by_organizers_of_its_event_only(
    lars: Visitor, dublin: Dublin
) -> None:
    other = another_event(organizer=dublin.lars)
    db.session.add_all(
        PageLayout(event_id=event.id, name=name, fingerprint="x", corrections=[], at=datetime.now(UTC))
        for event, name in ((dublin.event, "Mine"), (dublin.event, ""), (other, "Theirs"))
    )
    db.session.commit()
    keys = {layout.name: layout.id for layout in db.session.scalars(select(PageLayout))}
    shown = lars.get(IMPORT).text
    assert "Mine" in shown
    assert "Theirs" not in shown

    for name in ("Mine", "Theirs"):
        assert lars.post(f"{CHECK}/layouts/{keys[name]}/deletion").headers["Location"] == IMPORT

    assert sorted(layout.name for layout in db.session.scalars(select(PageLayout))) == ["", "Theirs"]


WEEK = """# Gull days, 3 May 2028, Ghent, Belgium

## Projects

### Boats

Lead: the crew of the old mill

### Rafts

They float.

## Participants

- Ada Quill (confirmed)
- Cleo Marsh
"""


def answers(page: str) -> list[str]:
    return re.findall(r'value="answer:([^"]+)"', page)


def test_a_question_is_answered_by_a_button_and_the_answer_is_undone(lars: Visitor) -> None:
    first = lars.post(IMPORT, data={"text": WEEK}, follow_redirects=True).text
    (person,) = (answer for answer in answers(first) if answer.startswith("contact:7=yes"))
    (coming,) = (answer for answer in answers(first) if re.fullmatch(r"attendance:\d+=yes", answer))

    lars.post(CHECK, data={"action": f"answer:{person}"})
    lars.post(CHECK, data={"action": f"answer:{coming}"})
    answered = lars.get(CHECK).text

    assert "the crew of the old mill</span>" in answered
    assert not {person, coming} & {*answers(answered)}
    assert "--answer contact:7=yes" in answered
    waiting = db.session.scalars(select(WaitingPage)).one()
    assert waiting.reading
    assert {each["status"] for each in waiting.reading["page"]["attendees"]} == {"confirmed"}

    lars.post(CHECK, data={"action": "undo:1"})
    lars.post(CHECK, data={"action": "undo:0"})
    assert answers(lars.get(CHECK).text) == answers(first)


def test_what_is_asked_about_becomes_topics_or_not(lars: Visitor) -> None:
    text = "# Ideas 2028\n\n## Boats\n\nThey float.\n\n## Rafts\n\nThey float too.\n\n## Kites\n\nThey fly.\n"
    first = lars.post(IMPORT, data={"text": text}, follow_redirects=True).text
    assert "3 topics" in first
    (no,) = (answer for answer in answers(first) if answer.startswith("topics:") and answer.endswith("=no"))

    lars.post(CHECK, data={"action": f"answer:{no}"})

    assert "0 topics" in lars.get(CHECK).text


def test_an_answer_to_no_question_changes_nothing(lars: Visitor) -> None:
    lars.post(IMPORT, data={"text": WEEK})

    for answer in ("contact:7", "nothing:0=yes", ""):
        assert lars.post(CHECK, data={"action": f"answer:{answer}"}).status_code == 404


def test_a_named_layout_is_offered_in_other_events_of_the_same_organizer_only(
    lars: Visitor, dublin: Dublin
) -> None:
    other = another_event(organizer=dublin.lars)
    db.session.add_all(
        PageLayout(event_id=event.id, name=name, fingerprint="x", corrections=[], at=datetime.now(UTC))
        for event, name in ((other, "Mine"), (other, ""), (another_event(slug="far"), "Theirs"))
    )
    db.session.commit()
    lars.post(IMPORT, data={"upload": (BytesIO(TABLE.encode()), "t.csv")})
    lars.post(CHECK, data={"action": "apply", "field:Stuff": "skills"})

    shown = lars.get(CHECK).text

    assert "layout “Mine”" in shown
    assert "Theirs" not in shown
    assert "A page with the same layout" not in shown


def another_event(slug: str = "later-2028", organizer: Person | None = None) -> Event:
    event = Event(
        slug=slug, title=slug, first_day=date(2028, 5, 3), last_day=date(2028, 5, 4), zone="UTC",
        place="Ghent", made_at=datetime.now(UTC),
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    if organizer:
        db.session.add(Attendance(event=event, person=organizer, role=Role.ORGANIZER))
    return event


def test_without_a_page_there_is_nothing_to_check(lars: Visitor) -> None:
    assert lars.get(CHECK).headers["Location"] == IMPORT
    assert lars.post(CHECK, data={"action": "undo:0"}).status_code == 404


PAGES = {
    "markdown": "# Gull days\n\n## Boats\n\nSteersman: Ada Quill\n\n## Rafts\n\nSteersman: Cleo Marsh\n",
    "wikitext": "= Gulls =\n\n== Boats ==\n\nSteersman: Ada Quill\n\n== Rafts ==\n\nSteersman: Cleo Marsh\n",
}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_two_choices_make_topics_of_headings_and_undoing_them_gives_the_first_page(
    lars: Visitor, text: str
) -> None:
    first = lars.post(IMPORT, data={"text": text}, follow_redirects=True).text
    assert "2 headings at level 2" in first
    assert "0 topics" in first
    assert lars.get(f"{IMPORT}/plan").headers["Location"] == CHECK

    lars.post(CHECK, data={"action": "apply", "role:heading:2": "topics"})
    lars.post(CHECK, data={"action": "apply", "field:Steersman": "contact"})
    corrected = lars.get(CHECK).text
    assert "2 topics" in corrected
    assert "Topics: 2, contacts: 2" in corrected
    assert "--topics heading:2 --map Steersman=contact" in corrected

    lars.post(CHECK, data={"action": "undo:1"})
    lars.post(CHECK, data={"action": "undo:0"})
    assert found(lars.get(CHECK).text) == found(first)


def found(page: str) -> str:
    """Return all that is shown of a page but its token."""
    return re.sub(r'name="csrf_token"[^>]*>', "", page.split('class="account"')[1])


def test_the_page_asks_the_same_few_questions_however_long_it_is(lars: Visitor, queries: list[str]) -> None:
    counts = []
    for number in (2, 40):
        text = "# Ideas\n" + "".join(f"\n## Idea {n}\n\nMentor: Ada Quill\n" for n in range(number))
        lars.post(IMPORT, data={"text": text})
        queries.clear()
        assert f"{number} topics" in lars.get(CHECK).text
        counts.append(len([each for each in queries if each.startswith("SELECT")]))

    assert counts == [4, 4]


def test_when_reading_is_killed_the_page_says_so_and_what_was_sent_is_still_there(
    lars: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    lars.post(IMPORT, data={"upload": (BytesIO(TABLE.encode()), "t.csv")})
    monkeypatch.setattr(reading, "_PROCESS", "tests.importing.services.stopped_process")
    monkeypatch.setenv("READING_ENDS", "killed")

    sent = lars.post(IMPORT, data={"upload": (BytesIO(WEEK.encode()), "w.md")})
    corrected = lars.post(CHECK, data={"action": "apply", "field:Stuff": "skills"})

    for answer in (sent, corrected):
        assert answer.status_code == 503
        assert "Reading the page was interrupted. Nothing was imported." in answer.text
    assert "the crew of the old mill" in sent.text
    assert "Faster builds" in corrected.text
    monkeypatch.undo()
    assert lars.post(CHECK, data={"action": "apply", "field:Stuff": "skills"}).status_code == 303
    assert "Faster builds" in lars.get(CHECK).text
