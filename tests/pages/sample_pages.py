"""The pages that the tests of the reader speak of: ours, and the real ones where they are at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.readers.rendered.reader import read

SHARED = Path(__file__).parents[3] / "shared"
SEED = SHARED / "seeds" / "004-hackathon-may2013.txt"
TRUTH = SHARED / "truth" / "004-hackathon-may2013.json"
IDEAS = SHARED / "seeds" / "000-gsoc2013.txt"
GITHUB = SHARED / "seeds" / "003-osv-gsoc2014.txt"

needs_real_page = pytest.mark.skipif(
    not all(file.is_file() for file in (SEED, TRUTH, IDEAS, GITHUB)),
    reason="the real wiki pages are not at hand (../shared)",
)


def truth(seed: Path = SEED) -> dict[str, Any]:
    file = SHARED / "truth" / f"{seed.stem}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def a_topic(
    *,
    title: str = "Portathon",
    date: str = "12/03/2013",
    contact: str = "Ian Campbell",
    description: str = "Port it.",
) -> str:
    """Return one topic as the template shows it, with the two blank lines that it leaves behind."""
    return (
        f"{title}\n\nDate of insert: {date}; Verified: Not updated in 2020; GSoC: N/A\n"
        f"Technical contact: {contact}\nMailing list/forum for project: xen-devel@\n"
        "IRC channel for project: #xen-devel\nDifficulty: N/A\nSkills Needed: N/A\n"
        f"Description: {description}\nOutcomes: N/A\n"
    )


def a_page(*topics: str, people: str = "  • Lars Kurth, Citrix\n") -> str:
    """Return a hackathon's page with these topics."""
    body = "\n\n".join(topics)
    return f"Hackathon/May2013\n\nFrom Xen\n\nTopics\n\n{body}\nConfirmed Attendees\n\n{people}"


def only_topic(page: Page) -> PageTopic:
    (topic,) = page.topics
    return topic


def read_topic(topic: str) -> PageTopic:
    return only_topic(read(a_page(topic)))
