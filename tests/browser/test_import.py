"""An organizer brings a page in: sees at a glance what would happen, chooses, applies, and takes it back."""

import pytest
from playwright.sync_api import ViewportSize, expect

from hackathon.demo import samples
from tests.browser.conftest import NARROW, WIDE, Visit
from tests.browser.page_checks import check_page

PAGE = samples.dublin()
CUT = PAGE.index("Xen full EFI support")
RENAMED = PAGE.replace("XAPI development process.", "The rhythm of XAPI releases").replace(
    PAGE[CUT : PAGE.index("Confirmed Attendees")], ""
)


def test_the_plan_of_a_page_is_read_chosen_and_left(visit: Visit) -> None:
    page = visit("organize/import", who="organizer", java_script_enabled=True)
    page.get_by_label("Text of the page").fill(RENAMED)
    page.get_by_role("button", name="Check the page").click()
    page.get_by_role("link", name="Review the changes, then import").click()

    expect(page.get_by_role("heading", name="Preview of the import")).to_be_visible()
    expect(page.locator(".glance li", has_text="possible duplicate")).to_contain_text("1")
    expect(page.get_by_text("the descriptions are the same")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", name="Import a page")).to_be_visible()


def test_a_renamed_topic_is_merged_and_the_import_undone_without_a_script(visit: Visit) -> None:
    page = visit("organize/import", who="organizer", viewport=NARROW, java_script_enabled=False)
    page.get_by_label("Text of the page").fill(RENAMED)
    page.get_by_role("button", name="Check the page").click()
    page.get_by_role("link", name="Review the changes, then import").click()

    page.get_by_label("Yes, rename the topic here").check()
    page.get_by_role("button", name="Import selected").click()
    expect(page.get_by_role("status")).to_contain_text("Page imported: 1 changed topic")
    page.get_by_role("button", name="Undo this import").click()

    expect(page.get_by_role("status")).to_contain_text("Import undone")


MARKDOWN = "# Gull days\n\n## Boats\n\nSteersman: Ada Quill\n\n## Rafts\n\nSteersman: Cleo Marsh\n"
FILES = {
    "headings of Markdown": (
        "gulls.md",
        MARKDOWN,
        "2 headings at level 2 are",
        "topics",
        "“Steersman” means",
    ),
    "headings of a wiki": (
        "gulls.txt",
        "= Gulls =\n\n== Boats ==\n\nSteersman: Ada Quill\n\n== Rafts ==\n\nSteersman: Cleo Marsh\n",
        "2 headings at level 2 are",
        "topics",
        "“Steersman” means",
    ),
    "columns that nobody knows": (
        "gulls.csv",
        "Foo,Bar\nBoats,Ada Quill\nRafts,Cleo Marsh\n",
        "“Foo” means",
        "title",
        "“Bar” means",
    ),
}


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_is_refused_as_another_kind_then_corrected_twice_and_imported(
    visit: Visit, name: str, viewport: ViewportSize
) -> None:
    file, text, first, means, second = FILES[name]
    page = visit("organize/import", who="organizer", viewport=viewport, java_script_enabled=True)
    page.get_by_label("Or a file").set_input_files(
        {"name": file, "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.get_by_label("Kind of page").select_option("mediawiki-xml")
    page.get_by_role("button", name="Check the page").click()
    expect(page.get_by_label("Text of the page")).to_have_value(text)
    expect(page.get_by_text("The XML is incomplete or broken").first).to_be_visible()

    page.get_by_label("Kind of page").select_option("auto")
    page.get_by_role("button", name="Check the page").click()
    expect(page.get_by_role("heading", name="0 topics")).to_be_visible()
    page.get_by_label(first).select_option(means)
    expect(page.get_by_role("heading", name="2 topics")).to_be_visible()
    expect(page.locator("#corrected")).to_be_in_viewport()
    page.locator("#corrected").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="0 topics")).to_be_visible()
    page.get_by_label(first).select_option(means)
    expect(page.get_by_role("heading", name="2 topics")).to_be_visible()
    page.get_by_label(second).select_option("contact")
    expect(page.get_by_text("Topics: 2, contacts: 2, people: 0, votes: 0")).to_be_visible()
    page.get_by_role("link", name="Review the changes, then import").click()
    page.get_by_role("button", name="Import selected").click()

    expect(page.get_by_role("status")).to_contain_text("2 new topics")
    page.get_by_role("button", name="Undo this import").first.click()
    expect(page.get_by_role("status")).to_contain_text("Import undone")


IDEAS = """# Gull days

## Boats

Mentor: the crew of the old mill
Steersman: Ada Quill

## Rafts

Mentor: Cleo Marsh
Steersman: Orla Roe
"""


def test_each_page_of_an_import_is_sound(visit: Visit) -> None:
    page = visit("organize/import", who="organizer", viewport=WIDE, java_script_enabled=True)
    page.get_by_label("Text of the page").fill("Dear all, it rains.")
    page.get_by_role("button", name="Check the page").click()
    expect(page.get_by_text("This is not a hackathon or idea page").first).to_be_visible()
    check_page(page)

    page.get_by_label("Text of the page").fill(IDEAS)
    page.get_by_role("button", name="Check the page").click()
    expect(page.get_by_role("heading", name="1 question")).to_be_visible()
    check_page(page)
    page.set_viewport_size(WIDE)
    page.get_by_label("“Steersman” means").select_option("skills")
    page.get_by_label("Name of the layout").fill("Gulls")
    page.get_by_role("button", name="Save as a layout").click()
    page.locator("#corrected").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Use the corrections of the layout “Gulls”?")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Review the changes, then import").click()
    check_page(page)
    page.get_by_role("button", name="Import selected").click()
    expect(page.get_by_role("heading", name="Last import")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("link", name="Return to the page you uploaded")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Delete the layout “Gulls”").click()
    expect(page.get_by_role("heading", name="Saved layouts")).to_have_count(0)
