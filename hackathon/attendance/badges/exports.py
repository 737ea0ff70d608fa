"""Rendering badges as a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
import segno

from hackathon.core.appearance import theme
from hackathon.core.files.pdf import Sheet, laid_out, written
from hackathon.core.text.files import one_line
from hackathon.core.text.messages import message
from hackathon.core.translation import current_language, language_tag, translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The content of one badge; `address` is the person's check-in page, open only to organizers."""

    name: str
    affiliation: str
    role: str
    address: str

    @property
    def square(self) -> str:
        """The address as a QR code, in a data URL."""
        uri: str = segno.make(self.address, micro=False, error="m").svg_data_uri(border=0, omitsize=True)
        return uri


def badge_sheets(
    badges: Sequence[Badge], *, event: str, hue: int, templates: jinja2.Environment, assets: Path
) -> Sheet:
    """Return the badges, ten to a sheet of A4, as tagged PDF (PDF/UA marks).

    The templates must escape HTML. Nothing is loaded but `attendance/badges/badges.css` from the assets.
    """
    words = {
        "title": translated(message("%(event)s: badges", event=one_line(event))),
        "event": one_line(event),
        "language": language_tag(current_language()),
        "badges": [
            Badge(
                name=one_line(each.name),
                affiliation=one_line(each.affiliation),
                role=one_line(each.role),
                address=each.address,
            )
            for each in badges
        ],
        "accent": theme.accent(hue, theme.LIGHT).colour,
    }
    return written(
        laid_out(templates.get_template("attendance/badges/badge_sheet.html").render(words), assets)
    )
