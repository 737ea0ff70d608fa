"""Rows of the grid as HTML; unchanged rows are not rendered again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from hackathon.core.web.caching.drawn_parts import draw_part
from hackathon.schedule.page.domain import GridDay, GridRow, SchedulePage
from hackathon.schedule.proposals.domain import Place, ProposedMove
from hackathon.schedule.state_strip.domain import SessionKey


@dataclass(frozen=True, kw_only=True)
class GridDrawing:
    """Renders the grid of an event's schedule; `labels` are short names of areas, by slug.

    `arriving` and `leaving` are the moves to show: by destination, and by session.
    """

    event: str
    page: SchedulePage
    labels: Mapping[str, str]
    chosen_day: str
    arriving: Mapping[Place | None, Sequence[ProposedMove]]
    leaving: Mapping[SessionKey, ProposedMove]
    place_name: Callable[[Place | None], str]

    def draws(self, day: GridDay) -> bool:
        """Whether a day is rendered: all days are, with only one visible, unless there are too many cells."""
        return not self.page.is_shown_by_day or day.day.isoformat() == self.chosen_day

    def head(self, day: GridDay) -> Markup:
        """Return the header row of a day, with the rooms."""
        open_rows = [row for row in day.rows if not row.is_break and not row.is_past]
        return draw_part(
            "schedule/_grid_head.html",
            event=self.event,
            day=day.day,
            last_slot=open_rows[-1].slot if open_rows else None,
            rooms=self.page.rooms,
            chosen_day=self.chosen_day,
        )

    def row(self, day: date, row: GridRow) -> Markup:
        """Return one slot of a day with its sessions, or a break."""
        return draw_part(
            "schedule/_grid_row.html",
            event=self.event,
            day=day,
            row=row,
            rooms=tuple((room.id, room) for room in self.page.rooms),
            labels=tuple(self.labels.items()),
            chosen_day=self.chosen_day,
            arriving=tuple(
                (cell.room, move.title, self.place_name(move.was))
                for cell in row.cells
                for move in self.arriving.get((row.slot, cell.room), ())
            ),
            leaving=tuple(
                (key, self.place_name(self.leaving[key].becomes))
                for cell in row.cells
                for card in cell.sessions
                if (key := (card.topic, card.run)) in self.leaving
            ),
        )
