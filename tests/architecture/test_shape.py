"""How long things are, and what they may be called."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import text_of, tree_of

ROOT = Path(__file__).parents[2]
PACKAGE = sorted(
    file
    for file in [*ROOT.glob("hackathon/**/*.py"), *ROOT.glob("benchmarks/**/*.py")]
    if "migrations" not in file.parts
)
TESTS = sorted(ROOT.glob("tests/**/*.py"))

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONGEST_ROUTE = 20

# Where shorter would be worse: `path` or `path:function`, and why.
LONGER = {"tests/test_routes.py": "It lists every route there is."}

NAMES_THAT_SAY_NOTHING = re.compile(r"utils?|helpers?|common|misc|managers?|tools?")
WITHOUT_A_REASON = re.compile(r"noqa: [A-Z0-9, ]+$", re.MULTILINE)
ROUTE = re.compile(r"\w+\.(route|get|post|put|patch|delete)\(")


def here(file: Path) -> str:
    return str(file.relative_to(ROOT))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines from `def` to the last, without the docstring."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    words = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - words


def is_route(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ROUTE.match(ast.unparse(decorator)) for decorator in function.decorator_list)


def test_a_module_fits_in_one_reading() -> None:
    long = {
        here(file): count
        for file in [*PACKAGE, *TESTS]
        if (count := len(text_of(file).splitlines())) > LONGEST_MODULE
    }

    assert long.keys() - LONGER.keys() == set(), long


def test_a_function_fits_on_one_screen() -> None:
    long = {
        f"{here(file)}:{function.name}": count
        for file in PACKAGE
        for function in functions(file)
        if (count := lines(function)) > (LONGEST_ROUTE if is_route(function) else LONGEST_FUNCTION)
    }

    assert long.keys() - LONGER.keys() == set(), long


def test_what_may_be_longer_is_still_there() -> None:
    known = {here(file) for file in [*PACKAGE, *TESTS]}
    known |= {f"{here(file)}:{function.name}" for file in PACKAGE for function in functions(file)}

    assert LONGER.keys() - known == set()


def test_a_module_is_named_for_its_subject() -> None:
    vague = [here(file) for file in [*PACKAGE, *TESTS] if NAMES_THAT_SAY_NOTHING.fullmatch(file.stem)]

    assert vague == []


def test_every_public_class_says_what_it_is() -> None:
    silent = [
        f"{here(file)}:{node.name}"
        for file in PACKAGE
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]

    assert silent == []


def test_a_check_switched_off_gives_its_reason() -> None:
    unreasoned = [
        f"{here(file)}:{token.start[0]}"
        for file in [*PACKAGE, *TESTS]
        if WITHOUT_A_REASON.search(text_of(file))
        for token in tokenize.generate_tokens(io.StringIO(text_of(file)).readline)
        if token.type == tokenize.COMMENT and WITHOUT_A_REASON.search(token.string)
    ]

    assert unreasoned == []


def test_every_module_says_what_it_is_for() -> None:
    modules = {here(file): tree_of(file) for file in PACKAGE}

    assert [name for name, module in modules.items() if module.body and not ast.get_docstring(module)] == []


def test_styles_and_scripts_are_where_the_templates_of_their_subject_are() -> None:
    files = [file.relative_to(ROOT / "static") for file in ROOT.glob("static/**/*.*")]

    assert {str(file.parent) for file in files if not (ROOT / "templates" / file.parent).is_dir()} == {
        "ui/icons"
    }
    assert len({file.name for file in files}) == len(files), "addresses from before are found by name"
