"""Words that differ from person to person."""

from hackathon.announcements.domain import filled, filled_markdown
from hackathon.core.text import markdown

LINK = "https://hackathon.example/dublin-2013/invitations/secret"


def test_name_and_link_stand_in_their_places_and_other_braces_stay() -> None:
    said = filled("Hello {name}, if (x) {y}: {link}", name="Ian", link=LINK)

    assert said == f"Hello Ian, if (x) {{y}}: {LINK}"


def test_a_name_that_is_a_placeholder_is_only_a_name() -> None:
    assert filled("{name}", name="{link}", link=LINK) == "{link}"


def test_no_name_is_markup() -> None:
    name = "*Bobby* [here](https://evil.example) <b> https://evil.example"

    html = markdown.render(filled_markdown("Hello {name}: {link}", name=name, link=LINK))

    assert html == (
        "<p>Hello *Bobby* [here](https://evil.example) &lt;b&gt; https://evil.example: "
        f'<a href="{LINK}" rel="nofollow noopener">{LINK}</a></p>\n'
    )
