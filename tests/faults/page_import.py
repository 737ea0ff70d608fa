"""A page of three topics, and what a browser sends back of the plan that is shown for it."""

import re

PAGE = (
    "Title,Description\n"
    "Storm {number} one,The first\nStorm {number} two,The second\nStorm {number} three,The third\n"
)
TOPICS = 3


def shown(page: str) -> dict[str, str]:
    """Return the fields of the form that applies the plan, as they are filled."""
    form = page[page.index('/organize/import/application"') :]
    found = {}
    for field in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', field))
        is_box = attributes.get("type") in ("checkbox", "radio")
        if "name" in attributes and (not is_box or re.search(r"\bchecked\b", field)):
            found[attributes["name"]] = attributes.get("value", "on")
    return {name: value for name, value in found.items() if value and name != "csrf_token"}
