"""One day of an agenda as a table: times down, rooms across."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from hackathon.core.domain.agenda import Agenda, AgendaRoom, AgendaSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A session that begins in this row, or an empty cell.

    It spans `rows` and `columns`. It only contains more than one session if two were published for the same
    room and time.
    """

    sessions: tuple[AgendaSession, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A period in which nothing begins or ends; times are in UTC.

    A break without sessions has a label and no cells: it spans the table.
    """

    starts: datetime
    ends: datetime
    label: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One local day of an agenda; each session is in exactly one cell."""

    day: date
    rooms: tuple[AgendaRoom, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Sessions that share a cell: its first row, the row after its last, its first column and its width."""

    sessions: tuple[AgendaSession, ...]
    first: int
    after: int
    column: int
    width: int


def of_day(agenda: Agenda, day: date) -> Grid:
    """Return one local day of the agenda, with the rooms that are used on any day."""
    rooms, sessions, slots = agenda.rooms_used, agenda.sessions_on(day), agenda.slots_on(day)
    spans = [(each.starts, each.ends) for each in slots] + [(each.starts, each.ends) for each in sessions]
    rows = [
        (starts, ends)
        for starts, ends in cuts(spans)
        if any(begin < ends and starts < end for begin, end in spans)
    ]
    breaks = [slot for slot in slots if slot.is_break]
    labels = [
        next((each.label or "Break" for each in breaks if each.starts <= starts < each.ends), "")
        for starts, _ in rows
    ]
    blocks = _blocks(sessions, [starts for starts, _ in rows], rooms)
    return Grid(
        day=day,
        rooms=rooms,
        rows=tuple(
            Row(
                starts=starts,
                ends=ends,
                label=label,
                cells=_cells(blocks, at, len(rooms), is_break=bool(label)),
            )
            for at, ((starts, ends), label) in enumerate(zip(rows, labels, strict=True))
        ),
    )


def of_days(agenda: Agenda) -> tuple[Grid, ...]:
    """Return every local day with anything in the timetable or any session."""
    days = {*agenda.days, *(agenda.local(session.starts).date() for session in agenda.running)}
    return tuple(of_day(agenda, day) for day in sorted(days))


def cuts(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Return the periods between consecutive starts and ends."""
    return list(pairwise(sorted({instant for span in spans for instant in span})))


def _blocks(
    sessions: Sequence[AgendaSession], starts: Sequence[datetime], rooms: Sequence[AgendaRoom]
) -> list[_Block]:
    columns = {room.slug: column for column, room in enumerate(rooms)}
    blocks = []
    for column, slug in enumerate(columns):
        for group in _overlapping(each for each in sessions if each.room == slug):
            alone = len(group) == 1 and group[0].is_plenary and not _meets(group[0], sessions)
            last = max(each.ends for each in group)
            blocks.append(
                _Block(
                    sessions=group,
                    first=starts.index(group[0].starts),
                    after=sum(start < last for start in starts),
                    column=0 if alone else column,
                    width=len(rooms) if alone else 1,
                )
            )
    return blocks


def _overlapping(sessions: Iterable[AgendaSession]) -> list[tuple[AgendaSession, ...]]:
    """Return the sessions of one room in groups that overlap in time; nearly all groups have one session."""
    groups: list[tuple[AgendaSession, ...]] = []
    for session in sorted(sessions, key=lambda each: (each.starts, each.ends, each.key)):
        if groups and session.starts < max(each.ends for each in groups[-1]):
            groups[-1] += (session,)
        else:
            groups.append((session,))
    return groups


def _meets(session: AgendaSession, sessions: Iterable[AgendaSession]) -> bool:
    return any(
        other.key != session.key and other.starts < session.ends and session.starts < other.ends
        for other in sessions
    )


def _cells(blocks: Iterable[_Block], row: int, columns: int, *, is_break: bool) -> tuple[Cell, ...]:
    here = sorted((each for each in blocks if each.first <= row < each.after), key=lambda each: each.column)
    if is_break and not here:
        return ()
    cells, column = [], 0
    for block in here:
        cells += [Cell()] * (block.column - column)
        if block.first == row:
            cells.append(Cell(sessions=block.sessions, rows=block.after - block.first, columns=block.width))
        column = block.column + block.width
    return tuple(cells + [Cell()] * (columns - column))
