"""Rendering an agenda as a PDF."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import segno

from hackathon.agenda.paper.exports import sheets
from hackathon.agenda.paper.exports.sheets import Layout
from hackathon.core.appearance import theme
from hackathon.core.domain.agenda import Agenda
from hackathon.core.files import fonts
from hackathon.core.files.pdf import Sheet, laid_out, written
from hackathon.core.text.files import one_line
from hackathon.core.text.messages import message
from hackathon.core.translation import current_language, is_english, language_tag, translated
from hackathon.core.web.filters import days, long_day

if TYPE_CHECKING:
    from weasyprint import Document


def agenda_sheet(
    agenda: Agenda, *, templates: jinja2.Environment, assets: Path, live_url: str, printed_at: datetime
) -> Sheet:
    """Return the agenda for the wall: A4, one sheet per day, tagged PDF (PDF/UA marks).

    The templates must escape HTML. `live_url` is the page that is always current; `printed_at` is a time in
    UTC. Only `print/print.css` and the assets it names are loaded, from the assets folder. Raises ValueError
    if anything else would be loaded, or an asset is missing.
    """
    template = templates.get_template("print/agenda.html")
    agenda = _cleaned(agenda)
    words = _words(agenda, live_url, printed_at)

    def drawn(plan: Layout) -> "Document":
        return laid_out(template.render(words, layout=plan), assets)

    plan = used = sheets.layout(agenda)
    document = drawn(plan)
    # Text widths are estimates: if they were too small, a smaller type size keeps a day on its sheet.
    for smaller in plan.smaller():
        if len(document.pages) <= max(len(plan.tables), 1):
            break
        document, used = drawn(smaller), smaller
    sheet = written(document)
    if sheet.missing:
        # Known only after rendering; readers must not mistake a gap for part of the text.
        blank = translated(
            message("no font here for %(characters)s", characters=fonts.numbered(sheet.missing))
        )
        words["colophon"] = f"{words['colophon']} · {blank}"
        sheet = written(drawn(used))
    return sheet


def _words(agenda: Agenda, live_url: str, printed_at: datetime) -> dict[str, Any]:
    """Return the template's values, except the layout."""
    return {
        "agenda": agenda,
        "title": translated(message("%(event)s: agenda", event=agenda.title)),
        "place_and_dates": " · ".join(filter(None, (agenda.place, _dates(agenda)))),
        "colophon": _colophon(agenda, printed_at),
        "accent": theme.accent(agenda.hue, theme.LIGHT).colour,
        "qr": segno.make(live_url, micro=False, error="m").svg_data_uri(border=0, omitsize=True),
        "live_url": live_url,
        "live_words": re.sub("^https?://", "", live_url),
        "sheets": sheets,
        "language": language_tag(current_language()),
        "long_day": long_day,
    }


def _cleaned(agenda: Agenda) -> Agenda:
    """Return the agenda with all names and titles on one line, without control characters."""
    return replace(
        agenda,
        title=one_line(agenda.title),
        place=one_line(agenda.place or ""),
        rooms=tuple(replace(room, name=one_line(room.name)) for room in agenda.rooms),
        slots=tuple(replace(slot, label=one_line(slot.label)) for slot in agenda.slots),
        sessions=tuple(
            replace(each, title=one_line(each.name), part="", contacts=tuple(map(one_line, each.contacts)))
            for each in agenda.sessions
        ),
    )


def _colophon(agenda: Agenda, printed_at: datetime) -> str:
    printed = agenda.local(printed_at)
    moment = (
        f"{printed:%a} {printed.day} {printed:%b %Y, %H:%M}"
        if is_english()
        else f"{days(printed, printed)}, {printed:%H:%M}"
    )
    return translated(
        message(
            "Revision %(revision)s · printed %(moment)s · times in %(zone)s",
            revision=agenda.revision,
            moment=moment,
            zone=agenda.zone,
        )
    )


def _dates(agenda: Agenda) -> str:
    """Return the dates as in a programme: "16-17 May 2013" with a dash, or "30 April to 2 May 2013"."""
    if not agenda.days:
        return ""
    first, last = agenda.days[0], agenda.days[-1]
    if not is_english():
        return days(first, last)
    end = f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {first:%B %Y} to {end}"
    return f"{first.day} {first:%B} to {end}" if first.month != last.month else f"{first.day}\N{EN DASH}{end}"
