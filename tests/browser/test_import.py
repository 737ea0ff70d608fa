"""An organizer brings a page in: sees at a glance what would happen, chooses, applies, and takes it back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize, expect

from hackathon.demo import samples
from tests.browser.conftest import NARROW, WIDE, Visit

PAGE = samples.dublin()
CUT = PAGE.index("Xen full EFI support")
RENAMED = PAGE.replace("XAPI development process.", "The rhythm of XAPI releases").replace(
    PAGE[CUT : PAGE.index("Confirmed Attendees")], ""
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_plan_of_a_page_is_read_chosen_and_left(
    visit: Visit, viewport: ViewportSize, scheme: str
) -> None:
    page = visit(
        "organize/import", who="organizer", viewport=viewport, color_scheme=scheme, java_script_enabled=True
    )
    page.get_by_label("Text of the page").fill(RENAMED)
    page.get_by_role("button", name="Preview changes").click()
    page.get_by_role("link", name="See what changes, then import").click()

    expect(page.get_by_role("heading", name="Preview of the import")).to_be_visible()
    expect(page.locator(".glance li", has_text="possible duplicate")).to_contain_text("1")
    expect(page.get_by_text("the descriptions are the same")).to_be_visible()
    found = Axe().run(page)
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found.response["violations"]] == []
    sticks_out = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(sticks_out)
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", name="Import a page")).to_be_visible()


def test_a_renamed_topic_is_merged_and_the_import_undone_without_a_script(visit: Visit) -> None:
    page = visit("organize/import", who="organizer", viewport=NARROW, java_script_enabled=False)
    page.get_by_label("Text of the page").fill(RENAMED)
    page.get_by_role("button", name="Preview changes").click()
    page.get_by_role("link", name="See what changes, then import").click()

    page.get_by_label("Yes, rename the topic here").check()
    page.get_by_role("button", name="Import selected").click()
    expect(page.get_by_role("status")).to_contain_text("Page imported: 1 changed topic")
    page.get_by_role("button", name="Undo this import").click()

    expect(page.get_by_role("status")).to_contain_text("Import undone")


def test_a_kind_is_corrected_undone_corrected_and_imported(visit: Visit) -> None:
    page = visit("organize/import", who="organizer", viewport=WIDE, java_script_enabled=True)
    text = "# Gull days\n\n## Boats\n\nSteersman: Ada Quill\n\n## Rafts\n\nSteersman: Cleo Marsh\n"
    page.get_by_label("Or a file with that text").set_input_files(
        {"name": "gulls.md", "mimeType": "text/markdown", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Preview changes").click()
    expect(page.get_by_role("heading", name="0 topics")).to_be_visible()

    page.get_by_label("2 headings at level 2 are").select_option("topics")
    expect(page.get_by_role("heading", name="2 topics")).to_be_visible()
    found = Axe().run(page)
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found.response["violations"]] == []
    page.get_by_role("button", name="Undo: heading:2: Topics").click()
    expect(page.get_by_role("heading", name="0 topics")).to_be_visible()
    page.get_by_label("2 headings at level 2 are").select_option("topics")
    page.get_by_role("link", name="See what changes, then import").click()
    page.get_by_role("button", name="Import selected").click()

    expect(page.get_by_role("status")).to_contain_text("2 new topics")
    page.get_by_role("button", name="Undo this import").first.click()
    expect(page.get_by_role("status")).to_contain_text("Import undone")
