"""Pages of our own words, each set out as a community's public pages are, and what each says.

Where a page of `layout_samples` shows one thing, these keep what stands around topics on real pages:
introductions with lists, rules, templates in comments, deadlines in tables, names and addresses written
carelessly. `truth.json` beside them has, for each topic, its title and the people who stand for it.
"""

import json
from pathlib import Path

from tests.pages.layout_samples import Layout

FOLDER = Path(__file__).parent / "samples" / "communities"


def _layouts() -> dict[str, Layout]:
    truth = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    return {
        name: Layout(
            text=(FOLDER / f"{name}.txt").read_text(encoding="utf-8"),
            topics=[title for title, *_ in said["topics"]],
            contacts=[people for _, *people in said["topics"]],
            areas=said.get("areas"),
            first=said.get("first", {}),
            attendees=[(name, affiliation) for name, affiliation in said.get("attendees", [])],
            event=tuple(said["event"]) if "event" in said else None,
        )
        for name, said in truth.items()
    }


COMMUNITY_LAYOUTS = _layouts()
