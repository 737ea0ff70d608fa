"""What the log says: every kind has a sentence, in any language; older lines stay as they were written."""

import re
from datetime import date, time
from pathlib import Path

import pytest

from hackathon.activity import services as activity
from hackathon.activity.messages import SENTENCES, SERVER, LogKind, sentence
from hackathon.activity.models import Activity
from hackathon.core.extensions import db
from hackathon.core.text.messages import LongDay, Message, message, plural_message
from hackathon.core.text.stored_messages import message_from_json, message_to_json
from hackathon.core.translation import in_language, translated
from hackathon.topics.history.messages import SENTENCES as REASONS
from hackathon.topics.history.messages import Reason
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

LOG = "/dublin-2013/organize/activity"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path("hackathon").rglob("*.py"))


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


ONLY_IN_OLD_LOGS = frozenset({LogKind.GENERATED_SLOTS})
"""What nothing writes any more, while logs have it."""


@pytest.mark.parametrize("kind", LogKind)
def test_every_kind_of_line_has_a_sentence_and_a_service_that_writes_it(kind: LogKind) -> None:
    template = SENTENCES[kind]

    is_written = len(re.findall(rf"\bLogKind\.{kind.name}\b", CODE)) > 1  # besides its sentence
    assert is_written != (kind in ONLY_IN_OLD_LOGS)
    assert not template.plural or "%(number)s" in template.plural


@pytest.mark.parametrize("kind", Reason)
def test_every_reason_has_a_sentence_and_a_service_that_writes_it(kind: Reason) -> None:
    assert REASONS[kind]
    assert len(re.findall(rf"\bReason\.{kind.name}\b", CODE)) > 1


def test_no_kind_is_written_twice() -> None:
    assert len({template.singular for template in SENTENCES.values()}) == len(SENTENCES) == len(LogKind)
    assert len({template.singular for template in REASONS.values()}) == len(REASONS) == len(Reason)


def test_a_line_is_read_in_the_language_of_its_reader(lars: Visitor, dublin: Dublin) -> None:
    topics.withdraw(topic=dublin.network, by=dublin.lars, now=NOON)
    topics.bring_back(topic=dublin.network, by=None, now=NOON)

    page = lars.get(LOG, headers={"Accept-Language": "de"}).text

    assert "Lars Kurth hat „Xen network improvement“ zurückgezogen" in page
    assert "Ein Befehl auf dem Server hat „Xen network improvement“ wiederhergestellt" in page
    assert "Lars Kurth withdrew “Xen network improvement”" in lars.get(LOG).text


def test_lines_of_before_are_shown_as_they_were_written(lars: Visitor, dublin: Dublin) -> None:
    old = "Lars Kurth mended 100% of the old things"
    db.session.add(Activity(event_id=dublin.event.id, person=dublin.lars, at=NOON, words=old))
    unknown = "Lars Kurth juggled"
    db.session.add(
        Activity(event_id=dublin.event.id, at=NOON, words=unknown, kind="of another version", details={})
    )
    version = TopicVersion(topic_id=dublin.network.id, number=99, at=NOON, because=old, content={})
    db.session.add(version)
    db.session.commit()

    for language in ("en", "de"):
        page = lars.get(LOG, headers={"Accept-Language": language}).text
        assert old in page
        assert unknown in page
        history = lars.get(f"/dublin-2013/topics/{dublin.network.address}/history")
        assert old in history.text


def test_a_reason_is_read_in_the_language_of_its_reader(visitor: Visitor, dublin: Dublin) -> None:
    db.session.add(
        TopicVersion(
            topic_id=dublin.network.id,
            number=99,
            at=NOON,
            because="restored version 1",
            kind=Reason.RESTORED.value,
            details={"version": 1},
            content={},
        )
    )
    db.session.commit()
    history = f"/dublin-2013/topics/{dublin.network.address}/history"

    assert "restored version 1" in visitor.get(history).text
    assert "Version 1 wiederhergestellt" in visitor.get(history, headers={"Accept-Language": "de"}).text


@pytest.mark.parametrize(
    "said",
    [
        message("%(day)s, %(moment)s, %(time)s", day=date(2013, 5, 16), moment=NOON, time=time(9, 30)),
        message("%(day)s: %(names)s", day=LongDay(date(2013, 5, 16)), names=("Ann", message("“%(x)s”", x=1))),
        plural_message("%(number)s seat", "%(number)s seats", 2),
        message("Nothing"),
    ],
)
@pytest.mark.usefixtures("dublin")
def test_a_message_is_the_same_after_it_was_stored(said: Message) -> None:
    again = message_from_json(message_to_json(said))

    assert str(again) == str(said)
    with in_language("de"):
        assert translated(again) == translated(said)


def test_whatever_has_no_form_of_its_own_is_stored_as_its_text() -> None:
    class Odd:
        def __str__(self) -> str:
            return "odd"

    kept = message_to_json(message("%(what)s", what=Odd()))

    assert str(message_from_json(kept)) == "odd"


def test_nobody_is_a_command_on_the_server(dublin: Dublin) -> None:
    activity.record(LogKind.CHANGED_DATES, event=dublin.event, by=None, now=NOON)
    db.session.commit()

    assert [each.words for each in db.session.query(Activity)] == [
        "A command on the server changed the dates"
    ]
    assert (
        str(sentence(LogKind.CHANGED_DATES, {"actor": SERVER})) == "A command on the server changed the dates"
    )
