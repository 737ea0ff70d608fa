"""Words for people are written out where a translator finds them, not made from names in the code."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
CAPITALIZE = re.compile(r"\|\s*capitalize\b")
"""It also writes every other letter small, which is wrong for names and for German nouns."""

UNDERSCORES = re.compile(r"""\|\s*replace\(\s*["']_["']""")


def test_no_template_capitalizes_a_name() -> None:
    made = [path.name for path in TEMPLATES.rglob("*.html") if CAPITALIZE.search(path.read_text())]

    assert made == []


def test_no_template_writes_a_name_from_the_code() -> None:
    made = [path.name for path in TEMPLATES.rglob("*.html") if UNDERSCORES.search(path.read_text())]

    assert made == []
