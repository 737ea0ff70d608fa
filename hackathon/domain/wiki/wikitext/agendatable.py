"""A published agenda as a table of the wiki: a row for each slot, a column for each room."""

from collections.abc import Iterator
from datetime import date

from hackathon.domain.agenda import Agenda, AgendaSession, AgendaSlot
from hackathon.domain.wiki.wikitext.inline import guarded


def agenda_table(agenda: Agenda) -> str:
    """Return the agenda as wiki source, a table for each day, on the clocks of the place."""
    return "\n".join(line for day in agenda.days for line in _day(agenda, day))


def _day(agenda: Agenda, day: date) -> Iterator[str]:
    rooms = agenda.rooms_used
    yield '{| class="wikitable"'
    yield f"|+ {day:%A} {day.day} {day:%B %Y} ({guarded(agenda.zone)})"
    yield '! scope="col" | Time'
    for room in rooms:
        yield f'! scope="col" | {guarded(room.name)}'
    for slot in agenda.slots_on(day):
        yield "|-"
        yield f'! scope="row" | {agenda.local(slot.starts):%H:%M}\N{EN DASH}{agenda.local(slot.ends):%H:%M}'
        if slot.is_break:
            yield f'| colspan="{max(len(rooms), 1)}" | {guarded(slot.label or "Break")}'
            continue
        for room in rooms:
            yield f"| {_cell(agenda, day, slot, room.slug)}"
    yield "|}"


def _cell(agenda: Agenda, day: date, slot: AgendaSlot, room: str) -> str:
    found = [
        session
        for session in agenda.sessions_on(day)
        if session.room == room and session.starts < slot.ends and slot.starts < session.ends
    ]
    return "<br />".join(_named(session) for session in found)


def _named(session: AgendaSession) -> str:
    people = f" ({guarded(', '.join(session.contacts))})" if session.contacts else ""
    return f"{guarded(session.title)}{people}"
