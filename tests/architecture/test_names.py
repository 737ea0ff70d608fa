"""A name stands for one thing, and makes sense where it is read without its module."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import tree_of

ROOT = Path(__file__).parents[2]
LIBRARIES = ("planner", "pages")
"""They are not subjects: each could be published alone, and is read by itself."""
SAYS_NOTHING = frozenset(("of", "show", "ask", "_"))
"""Names that tell nothing in a stack trace. Views may use them: their blueprint is part of the name."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(ROOT.glob("hackathon/**/*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT / "hackathon"), tree_of(path)


def test_a_public_class_name_stands_for_one_thing_among_the_subjects() -> None:
    places = defaultdict[str, list[str]](list)
    for path, module in modules():
        if path.parts[0] in LIBRARIES:
            continue
        for node in module.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path))

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_the_name_of_a_public_function_makes_sense_in_a_stack_trace() -> None:
    found = [
        f"{path}: {node.name}"
        for path, module in modules()
        if "views" not in str(path)
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name in SAYS_NOTHING
    ]

    assert found == []
