"""The agenda as HTML: rendered once per revision and language, then marked up for each reader."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import chain

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from hackathon.agenda import queries as agendas
from hackathon.agenda.domain import grid
from hackathon.agenda.domain.filters import AgendaFilter, contact_slugs, contacts_of
from hackathon.agenda.domain.grid import Grid
from hackathon.agenda.my_agenda.domain import Preference
from hackathon.agenda.now.domain import earlier_rows
from hackathon.agenda.queries import Edition
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.votes import IN_WORDS
from hackathon.core.translation import current_language, translated
from hackathon.core.web.filters import day

# Placeholders for values that differ between readers. Titles can't contain these, because they are escaped.
PLACES = re.compile(r'<!--(mine|fold) ([^>]*)-->| data-(row)="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The rendered agenda, with the positions of its placeholders."""

    agenda: Agenda
    grids: tuple[Grid, ...]
    html: str
    contacts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The values that differ between readers: their own topics, their search, and the time."""

    mine: Mapping[int, Preference]
    wanted: AgendaFilter
    now: datetime | None
    """None if nothing is collapsed, because today is not a day of the agenda."""


def programme(edition: Edition) -> Programme:
    """Return the agenda of an edition, rendered in the reader's language."""
    return _programme(edition, current_language())


def found(whole: Programme, reader: Reader) -> Programme:
    """Return the parts of a programme that match the reader's search."""
    agenda = whole.agenda
    if reader.wanted.is_empty:
        return whole
    matching = agenda.only(lambda session: reader.wanted.matches(session, agenda, reader.mine))
    # Without slots, rows without matches are left out.
    return _drawn(replace(matching, slots=()))


def choices(whole: Programme) -> dict[str, list[tuple[str, str]]]:
    """Return the search options: the values of each field with their labels."""
    agenda = whole.agenda
    return {
        "day": [(grid.day.isoformat(), day(grid.day)) for grid in whole.grids],
        "room": [(room.slug, room.name) for room in agenda.rooms_used],
        "area": [(area.slug, area.name) for area in agenda.areas],
        "contact": list(whole.contacts.items()),
    }


# A revision never changes, so its rendering stays valid as long as the process lives, and every worker
# renders the same.
@lru_cache(maxsize=8)
def _programme(edition: Edition, _language: str) -> Programme:
    return _drawn(agendas.agenda_of(edition))


def _drawn(agenda: Agenda) -> Programme:
    grids = grid.of_days(agenda)
    html = render_template("agenda/_programme.html", agenda=agenda, grids=grids, contact_slugs=contact_slugs)
    return Programme(agenda=agenda, grids=grids, html=html, contacts=contacts_of(agenda))


def forget() -> None:
    """Empty the cache; used by tests that start with empty tables."""
    _programme.cache_clear()
    agendas.forget()


def marked(programme: Programme, reader: Reader) -> Markup:
    """Return the programme for one reader: own sessions marked, earlier ones collapsed."""
    earlier = dict(_earlier(programme, reader.now)) if reader.now and reader.wanted.is_empty else {}
    past = {row.starts.isoformat() for rows in earlier.values() for row in rows}

    def mark(place: str, value: str) -> str:
        if place == "row":
            return " data-past" if value in past else ""
        if place == "fold":
            return _fold(earlier.get(date.fromisoformat(value), ()))
        wish = reader.mine.get(int(value))
        return f'<p class="session-mine">{_("Mine")} · {_word(wish)}</p>' if wish else ""

    texts, places = _cut(programme.html)
    marks = (*(mark(*place) for place in places), "")
    return Markup("".join(chain.from_iterable(zip(texts, marks, strict=True))))  # noqa: S704 -- our own template wrote it


# In a page of 500 sessions, finding the placeholders takes twenty times as long as filling them.
@lru_cache(maxsize=8)
def _cut(html: Markup) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the text between the placeholders, and the placeholders; there is one more text."""
    places = tuple((found[1] or found[3], found[2] or found[4]) for found in PLACES.finditer(html))
    # Each of the four groups is between two texts.
    return tuple(PLACES.split(html)[:: PLACES.groups + 1]), places


def _earlier(programme: Programme, now: datetime) -> Iterator[tuple[date, tuple[grid.Row, ...]]]:
    for of_day in programme.grids:
        if count := earlier_rows(of_day, now):
            yield of_day.day, of_day.rows[:count]


def _fold(rows: tuple[grid.Row, ...]) -> str:
    """Return the row after the first rows of a day, which are collapsed."""
    count = sum(len(cell.sessions) for row in rows for cell in row.cells)
    return render_template("agenda/_earlier.html", count=count) if rows else ""


def _word(wish: Preference) -> str:
    return str(_("You run it") if wish.runs or wish.choice is None else translated(IN_WORDS[wish.choice]))
