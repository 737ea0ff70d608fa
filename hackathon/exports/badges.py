"""Badges on paper, to cut out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
import segno

from hackathon.domain import theme
from hackathon.exports.pdf import Sheet, laid_out, written
from hackathon.exports.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What stands on one badge; `address` opens the person's entry at the door, and nothing for others."""

    name: str
    affiliation: str
    role: str
    address: str

    @property
    def square(self) -> str:
        """The address as a square that a camera reads, as the address of a drawing."""
        uri: str = segno.make(self.address, micro=False, error="m").svg_data_uri(border=0, omitsize=True)
        return uri


def badge_sheets(
    badges: Sequence[Badge], *, event: str, hue: int, templates: jinja2.Environment, assets: Path
) -> Sheet:
    """Return the badges, ten to a sheet of A4, as tagged PDF (PDF/UA marks).

    The templates must escape HTML. Nothing is loaded but `css/badges.css` from the folder of assets.
    """
    words = {
        "title": f"{one_line(event)}: badges",
        "event": one_line(event),
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
    return written(laid_out(templates.get_template("print/badges.html").render(words), assets))
