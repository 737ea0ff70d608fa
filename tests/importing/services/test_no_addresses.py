"""What everybody may see of an event names no address, wherever on the real pages addresses stood."""

import re
from datetime import date
from pathlib import Path

import pytest

from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import NewEvent
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.writers.formats import WRITERS
from tests.dublin import NOON
from tests.page_builders import event
from tests.pages.community_layouts import COMMUNITY_LAYOUTS

SEEDS = sorted((Path(__file__).parents[4] / "shared" / "seeds").glob("*.txt"))
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TEXTS = {seed.stem: seed.read_text(encoding="utf-8") for seed in SEEDS} | {
    name: layout.text for name, layout in COMMUNITY_LAYOUTS.items() if "mailto:" in layout.text
}
TEXTS = {name: text for name, text in TEXTS.items() if ADDRESS.search(text)}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("kind", [PageFormat.WIKITEXT, PageFormat.MARKDOWN])
@pytest.mark.usefixtures("app")
def test_no_address_stands_on_a_page_for_all(kind: PageFormat, name: str) -> None:
    days = {"first_day": date(2013, 5, 16), "last_day": date(2013, 5, 17)}
    target = NewEvent(slug="seed", title="Seed", zone="Europe/Dublin", place=None, **days)
    importing.apply(text=TEXTS[name], page=read_text(TEXTS[name]), target=target, by=None, now=NOON)

    assert ADDRESS.findall(WRITERS[kind].write(page_of(event()), None)) == []
