"""Previews of the answers to an incident: changes and people affected; nothing is saved."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from hackathon.agenda.domain.changes import AgendaChange, between
from hackathon.agenda.domain.ledger import next_agenda, told_apart
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.text.messages import Message
from hackathon.events.models import Event
from hackathon.publication.domain import FollowedTopics
from hackathon.publication.services import change_notifications
from hackathon.schedule.incidents.domain.harm import Harm, harm
from hackathon.schedule.incidents.domain.incidents import Incident, Remedy
from hackathon.schedule.incidents.domain.sessions import placed_sessions
from hackathon.schedule.incidents.services.answers import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPreview:
    """The effect of publishing an answer; `concerned` are exactly the people who are notified."""

    key: str
    words: Message
    agenda: Agenda
    changes: tuple[AgendaChange, ...]
    concerned: change_notifications.Concerned
    harm: Harm


def previews(event: Event, incident: Incident, agenda: Agenda, now: datetime) -> list[AnswerPreview]:
    """Return the answers to an incident, best first: by hosts, missed topics, and people affected.

    One of them leaves everything alone except what can't take place, so the first is never worse than that.
    """
    answers = list(Answers(event, agenda, now).to(incident))
    people = _touched(answers, agenda, change_notifications.follows_of(event).values())
    found = [preview(event, answer, agenda, people, now) for answer in answers]
    return sorted(found, key=lambda each: (each.harm, len(each.concerned)))


def preview(
    event: Event, answer: Remedy, agenda: Agenda, people: Collection[FollowedTopics], now: datetime
) -> AnswerPreview:
    """Return the effect of an answer and the people affected; harm is computed for these people."""
    frame = replace(agenda, revision=agenda.revision + 1, published_at=now, sessions=(), note="")
    coming = next_agenda(
        frame,
        told_apart(replace(each, part="") for each in answer.sessions.values()),
        previous=agenda,
        mint=lambda: str(uuid.uuid4()),
    )
    changes = between(agenda, coming)
    return AnswerPreview(
        key=answer.key,
        words=answer.words,
        agenda=coming,
        changes=changes,
        concerned=change_notifications.concerned(event, changes, agenda=coming, previous=agenda),
        harm=harm(answer.sessions.values(), people),
    )


def _touched(
    answers: Iterable[Remedy], agenda: Agenda, people: Iterable[FollowedTopics]
) -> Collection[FollowedTopics]:
    """Return those for whom the answers differ from each other, or from the agenda."""
    before = placed_sessions(agenda)
    topics = {
        key[0]
        for answer in answers
        for key in before.keys() | answer.sessions.keys()
        if answer.sessions.get(key) != before.get(key)
    }
    return [each for each in people if each.all & topics]


def is_in(agenda: Agenda, wanted: AnswerPreview) -> bool:
    """Whether an agenda contains everything that an answer wanted to change."""
    there = {session.key: _place(session) for session in agenda.sessions}
    changed = {change.session.key for change in wanted.changes}
    return bool(changed) and all(
        there.get(session.key) == _place(session)
        for session in wanted.agenda.sessions
        if session.key in changed
    )


def _place(session: AgendaSession) -> tuple[object, ...]:
    return (True,) if session.cancelled else (False, session.room, session.starts, session.ends)
