"""Writes a published agenda as a wiki table: a row per slot, a column per room."""

from collections.abc import Iterator
from datetime import date

from hackathon.core.domain.agenda import Agenda, AgendaSession, AgendaSlot
from hackathon.core.domain.clocks import ending_at
from hackathon.pages.readers.wikitext.inline import wikitext_line


def agenda_table(agenda: Agenda) -> str:
    """Return the agenda as wikitext, one table for each day, in local time."""
    return "\n".join(line for day in agenda.days for line in _day(agenda, day))


def _day(agenda: Agenda, day: date) -> Iterator[str]:
    rooms = agenda.rooms_used
    yield '{| class="wikitable"'
    yield f"|+ {day:%A} {day.day} {day:%B %Y} ({wikitext_line(agenda.zone)})"
    yield '! scope="col" | Time'
    for room in rooms:
        yield f'! scope="col" | {wikitext_line(room.name)}'
    for slot in agenda.slots_on(day):
        yield "|-"
        ends = ending_at(slot.starts, slot.ends, agenda.zone)
        yield f'! scope="row" | {agenda.local(slot.starts):%H:%M}\N{EN DASH}{ends}'
        if slot.is_break:
            yield f'| colspan="{max(len(rooms), 1)}" | {wikitext_line(slot.label or "Break")}'
            continue
        for room in rooms:
            yield f"| {_cell(agenda, day, slot, room.slug)}"
    yield "|}"


def _cell(agenda: Agenda, day: date, slot: AgendaSlot, room: str) -> str:
    sessions = [
        session
        for session in agenda.sessions_on(day)
        if session.room == room and session.starts < slot.ends and slot.starts < session.ends
    ]
    return "<br />".join(_named(session) for session in sessions)


def _named(session: AgendaSession) -> str:
    people = f" ({wikitext_line(', '.join(session.contacts))})" if session.contacts else ""
    return f"{wikitext_line(session.title)}{people}"
