"""One spelling: British, with -ize (colour, cancelled, organize, recognize)."""

import re
from itertools import chain
from pathlib import Path

from tests.architecture.sources import text_of

ROOT = Path(__file__).parents[2]
OURS = ("hackathon", "templates", "static", "docs", "benchmarks", "deploy")
WHAT_OTHERS_WRITE = (
    "pages/recognition/", "pages/readers/tool_exports/", "known_exports.py",
    "attendance/invitations/domain.py",
)  # fmt: skip
"""Lists of words that people and tools use for something, in every spelling."""
OTHER_SPELLINGS = re.compile(
    r"(?:normal|recogn|organ|optim|minim|maxim|capital|serial|initial|summar|virtual)is(?:e|ing|ation)"
    r"|neighbor|favor(?:s|ed|ite)|canceled|labeled|licence",
    re.IGNORECASE,
)


def test_words_have_one_spelling() -> None:
    texts = chain.from_iterable(
        (ROOT / folder).rglob(f"*{suffix}")
        for folder in OURS
        for suffix in (".py", ".md", ".html", ".js", ".css")
    )
    others = [
        f"{path}: {match[0]}"
        for file in chain(texts, ROOT.glob("*.md"))
        if not any(part in (path := str(file.relative_to(ROOT))) for part in WHAT_OTHERS_WRITE)
        for match in OTHER_SPELLINGS.finditer(text_of(file))
    ]

    assert others == []
