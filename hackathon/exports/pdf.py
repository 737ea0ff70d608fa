"""An agenda on paper."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import jinja2
import segno

from hackathon.domain import theme
from hackathon.domain.agenda import Agenda
from hackathon.exports import sheets
from hackathon.exports.sheets import Layout
from hackathon.exports.text import one_line

if TYPE_CHECKING:
    from weasyprint import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A PDF file, and the characters in it for which no font of this machine has a glyph."""

    content: bytes
    missing: tuple[str, ...]


def agenda_sheet(
    agenda: Agenda, *, templates: jinja2.Environment, assets: Path, live_url: str, printed_at: datetime
) -> Sheet:
    """Return the agenda as it is pinned to the wall: A4, a sheet for each day, tagged PDF (PDF/UA marks).

    The templates must escape HTML. `live_url` is the page that is always current;
    `printed_at` an instant. Nothing is loaded but `css/print.css` and what it
    names, from the folder of assets.

    Raises ValueError when something else would be loaded, or an asset is missing.
    """
    template = templates.get_template("print/agenda.html")
    agenda = _cleaned(agenda)
    words = {
        "agenda": agenda,
        "title": f"{agenda.title}: agenda",
        "place_and_dates": " · ".join(filter(None, (agenda.place, _dates(agenda)))),
        "colophon": _colophon(agenda, printed_at),
        "accent": theme.accent(agenda.hue, theme.LIGHT).colour,
        "qr": segno.make(live_url, micro=False, error="m").svg_data_uri(border=0, omitsize=True),
        "live_url": live_url,
        "live_words": re.sub("^https?://", "", live_url),
        "sheets": sheets,
    }

    def drawn(plan: Layout) -> "Document":
        return laid_out(template.render(words, layout=plan), assets)

    plan = sheets.layout(agenda)
    document = drawn(plan)
    # The widths of letters were estimated: where that was too hopeful, smaller type keeps a day on its sheet.
    for smaller in plan.smaller():
        if len(document.pages) <= max(len(plan.tables), 1):
            break
        document = drawn(smaller)
    return written(document)


def laid_out(html: str, assets: Path) -> "Document":
    from weasyprint import HTML, urls  # noqa: PLC0415 -- slow import

    folder = assets.resolve()

    class OwnAssets(urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Fetches what is inside the document or our folder of assets, and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> urls.URLFetcherResponse:
            parts = urlsplit(url)
            is_asset = parts.scheme == "file" and not parts.netloc
            if is_asset and Path(url2pathname(parts.path)).resolve().is_relative_to(folder):
                return super().fetch(url, headers)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            raise ValueError(f"'{url}' is not among the assets")

    try:
        page = HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=OwnAssets(fail_on_errors=True))
        return page.render(pdf_variant="pdf/ua-1")
    except urls.FatalURLFetchingError as error:
        raise ValueError(f"a sheet was not drawn: {error}: {error.__cause__}") from error


def written(document: "Document") -> Sheet:
    content = document.write_pdf(pdf_variant="pdf/ua-1")
    missing = {chr(code) for font in document.fonts.values() for code in font.missing}
    return Sheet(content=content, missing=tuple(sorted(missing)))


def _cleaned(agenda: Agenda) -> Agenda:
    """Return the agenda with every name and title as one line without control characters."""
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
    moment = f"{printed:%a} {printed.day} {printed:%b %Y, %H:%M}"
    return f"Revision {agenda.revision} · printed {moment} · times in {agenda.zone}"


def _dates(agenda: Agenda) -> str:
    """Return the days as a programme has them: "16-17 May 2013" with a dash, or "30 April to 2 May 2013"."""
    if not agenda.days:
        return ""
    first, last = agenda.days[0], agenda.days[-1]
    end = f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {first:%B %Y} to {end}"
    return f"{first.day} {first:%B} to {end}" if first.month != last.month else f"{first.day}\N{EN DASH}{end}"
