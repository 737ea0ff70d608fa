"""What every page is looked at for: wide and narrow, light and dark, by axe, and for what sticks out."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE

ALL_RULES = {"resultTypes": ["violations"]}
COLOURS = ALL_RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules of axe that depend on the colour scheme; it runs all others once for each width."""


def check_page(page: Page) -> None:
    """Fail where axe finds anything, a line sticks out, a form has no token, or a link names an object."""
    page.evaluate(AXE_SCRIPT)
    for width in (WIDE, NARROW):
        page.set_viewport_size(width)
        page.emulate_media(color_scheme="light")
        assert _violations(page, ALL_RULES) == []
        page.emulate_media(color_scheme="dark")
        assert _violations(page, COLOURS) == []
        sticks_out = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(sticks_out)

    unguarded = "document.querySelectorAll('form[method=post]:not(:has([name$=csrf_token]))').length"
    assert page.evaluate(unguarded) == 0
    # What a template cannot name, it names by its Python object.
    nameless = 'document.querySelectorAll(\'[href*="%3C"], [action*="%3C"], [src*="%3C"]\').length'
    assert page.evaluate(nameless) == 0


def _violations(page: Page, rules: dict[str, list[str]]) -> list[str]:
    found = page.evaluate("async (rules) => (await axe.run(rules)).violations", rules)
    return [f"{violation['id']}: {violation['nodes'][0]['html']}" for violation in found]
