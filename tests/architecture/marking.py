"""Finds visible texts that are not marked for translation.

`python -m tests.architecture.marking [FILE ...]` prints them. A template is parsed by Jinja; its text and the
texts in its expressions are put together as HTML, so that what people see can be told from what only a
browser reads. Code is judged by where a string stands (in a flash, a form field, a refusal) and by whether it
reads like a sentence.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.architecture.sources import tree_of

ROOT = Path(__file__).parents[2]
MACHINES = ("cli", "migrations", "demo")
"""Packages whose words are for the people who run the server, or made up: they stay English."""
LIBRARIES = ("planner", "pages")
"""They return kinds with values, so nothing in them reads like a sentence but refusals, which are marked."""
FOR_FILES = (
    "planner/evaluation/check.py",
    "planner/explanation/messages.py",
    "planner/model/codec.py",
    "planner/model/problem.py",
    "planner/model/validation.py",
    "planner/strategy.py",
    "planner/verification/",
    "pages/readers/tables/columns.py",
    "pages/recognition/events/places.py",
    "pages/recognition/topics/insert_dates.py",
    "pages/writers/json_document.py",
)
"""What in the libraries speaks of a file, to those who run a command or read JSON: it stays English."""

SAME_EVERYWHERE = re.compile(r"\b(PDF|CSV|JSON|XML|HTML|Markdown|MB|UTC|https?|hackathon|h|min|x)\b")
LETTER = re.compile(r"[^\W\d_]")
SENTENCE = re.compile(
    r"^[^\w(]*[A-Z](\S*\s+\S|[a-z ]+[.:!?…](\s|$))"  # begins like one
    r"|[a-z]\s.*[.!?]$"  # ends like one
    r"|[a-z]\s+[a-z]+\s+[a-z]+\s"  # or has several words
)
CLAUSE = re.compile(
    r"^[^\\()|\[\]^]*[a-z]\s[^\\()|\[\]]*[.!?:]$"
    r"|^[\w“”…' ]*[a-z…”] (is|are|was|were|will|would|must|may|can|has|have|runs|needs|wants) [\w“”…', ]*$"
)
"""What reads like a sentence, or a part of one, and not like the words and patterns that a reader knows."""
WORDS_IN_A_ROW = 20
"""More are a list of words, not a sentence."""
IDENTIFIERS = re.compile(
    r"[a-z]_[a-z]|^[A-Z ]+$"
    r"|\b(CREATE|DROP) (OR REPLACE )?(TRIGGER|FUNCTION)\b|\bCASE WHEN\b|\b(OLD|NEW)\."
    r"|^ ?(UPDATE OF|WHEN|ORDER BY|UPDATE topic SET|SELECT id FROM) "
)
"""Names of columns, or SQL."""
PROSE = re.compile(r"^\W*[A-Z][a-z]|\w\s|\s\w")
MARKERS = frozenset(("_", "gettext", "ngettext", "pgettext", "npgettext"))
MARKERS |= {"_l", "lazy_gettext", "lazy_ngettext", "lazy_pgettext", "message", "plural_message"}

OTHER_TEMPLATES = (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)
BLOCKS_IN_ATTRIBUTES = ("width", "sheets", "measures")
VISIBLE_ATTRIBUTES = frozenset(
    ("title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label")
)
BUTTONS = frozenset(("submit", "button", "reset"))
NOT_SHOWN = frozenset(("script", "style", "code", "kbd", "samp"))


def unmarked(file: Path) -> Sequence[str]:
    """Return what people see of a template or module that is not marked for translation."""
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        inside = file.relative_to(ROOT / "hackathon").as_posix()
        if inside.startswith(FOR_FILES):
            return []
        is_library = inside.startswith(LIBRARIES)
        untranslated = {n for n, line in enumerate(source.splitlines(), 1) if line.endswith(LEFT_AS_IT_IS)}
        tree = _without(ast.parse(source), untranslated)
        texts = _in_code(tree, everywhere=True)
        return [text for text in texts if not is_library or reads_like_a_clause(text)]
    return _in_template(source)


def reads_like_a_clause(text: str) -> bool:
    """Whether a text of a library is a sentence or a part of one, not a word or a pattern that it knows."""
    return CLAUSE.search(text) is not None and len(text.split()) <= WORDS_IN_A_ROW


def marked_files() -> Iterator[Path]:
    """Yield every template and module that may show a text to people."""
    yield from sorted(path for path in ROOT.glob("templates/**/*") if path.suffix in (".html", ".txt"))
    for path in sorted(ROOT.glob("hackathon/**/*.py")):
        if path.relative_to(ROOT).parts[1] not in MACHINES and path.name not in ("config.py", "__main__.py"):
            yield path


# --- templates -----------------------------------------------------------------------------------------


def _in_template(source: str) -> Sequence[str]:
    environment = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 -- it renders nothing
    reader = _Reader()
    reader.read(environment.parse(source))
    page = _Page()
    page.feed("".join(reader.html))
    page.close()
    return [*page.seen, *reader.arguments]


class _Reader:
    """Puts a template's text together as HTML, with the texts that its expressions may print."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self.arguments: list[str] = []

    def read(self, node: nodes.Node) -> None:
        """Read everything that stands in a part of a template, whichever of it is shown."""
        if isinstance(node, nodes.TemplateData):
            self.html.append(node.data)
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                (self.read if isinstance(part, nodes.TemplateData) else self._print)(part)
        elif isinstance(node, OTHER_TEMPLATES) or (
            isinstance(node, nodes.Block) and node.name in BLOCKS_IN_ATTRIBUTES
        ):
            return
        elif isinstance(node, nodes.Expr):
            self._judge(node)
        else:
            for child in node.iter_child_nodes():
                self.read(child)

    def _print(self, node: nodes.Node) -> None:
        """Read an expression where it is printed."""
        if isinstance(node, nodes.Const):
            self.html.append(str(node.value))
        elif isinstance(node, nodes.CondExpr):
            self._judge(node.test)
            for branch in (node.expr1, node.expr2):
                if branch is not None:
                    self._print(branch)
        elif isinstance(node, nodes.Concat | nodes.Or | nodes.And):
            for part in node.iter_child_nodes():
                self._print(part)
        else:
            self._judge(node)

    def _judge(self, node: nodes.Node) -> None:
        """Read an expression of which it is not known whether it is printed."""
        if isinstance(node, nodes.Const):
            if isinstance(node.value, str) and PROSE.search(node.value) and _has_words(node.value):
                self.arguments.append(node.value)
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            if node.node.name in MARKERS:
                for value in node.kwargs:
                    self._judge(value)
            elif node.node.name != "url_for":
                self._judge_parts(node)
        elif isinstance(node, nodes.Filter) and node.name == "count":
            self.arguments.append("|count")
        elif not isinstance(node, nodes.Compare | nodes.Test):
            self._judge_parts(node)

    def _judge_parts(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes(exclude=("key",)):
            self._judge(child)


class _Page(HTMLParser):
    """What people see of a page, or hear of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self._hidden += tag in NOT_SHOWN
        for name, value in given.items():
            is_button = name == "value" and tag == "input" and given.get("type") in BUTTONS
            is_for_scripts = name.startswith("data-") and PROSE.search(value) is not None
            if name in VISIBLE_ATTRIBUTES or is_button or is_for_scripts:
                self._see(value)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in NOT_SHOWN

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._see(data)

    def _see(self, text: str) -> None:
        if _has_words(text):
            self.seen.append(" ".join(text.split()))


def _has_words(text: str) -> bool:
    return LETTER.search(SAME_EVERYWHERE.sub("", text)) is not None


# --- code ----------------------------------------------------------------------------------------------

LEFT_AS_IT_IS = "# not translated"
"""The comment on a line whose text is no sentence, or is for machines."""

SHOWN_CALLS = frozenset(("flash", "ValidationError", "SelectChoice"))
VALIDATORS = frozenset(("InputRequired", "DataRequired", "Length", "NumberRange", "Regexp", "Email", "AnyOf"))
FAULTS = re.compile(r"(Error|Exception|Warning|BadSetting)$")
LOGS = frozenset(("debug", "info", "warning", "error", "exception", "critical"))


def _without(tree: ast.Module, lines: set[int]) -> ast.Module:
    """Return a module in which the texts that begin on these lines are empty."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.lineno in lines:
            node.value = ""
    return tree


def _in_code(node: ast.AST, *, everywhere: bool, is_shown: bool = False) -> Iterator[str]:
    """Yield the unmarked texts below a node; `is_shown` tells that a string there is shown as it is."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = _text(node)
        if _has_words(text) and (is_shown or (everywhere and _is_sentence(text))):
            yield text
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Call):
        name = _name(node.func)
        if name in MARKERS or name in LOGS or (FAULTS.search(name) and name not in SHOWN_CALLS):
            return
        is_field = name.endswith("Field") or name in VALIDATORS
        for part in (*node.args, *node.keywords):
            is_machine = isinstance(part, ast.keyword) and part.arg in ("render_kw", "at")
            shown = name in SHOWN_CALLS or name in _refusals() or (is_field and _is_prose(part))
            yield from _in_code(part, everywhere=everywhere, is_shown=shown and not is_machine)
        return
    if isinstance(node, ast.arg):
        return  # an annotation, which may be a string
    for child in ast.iter_child_nodes(node):
        if child in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            continue
        yield from _in_code(child, everywhere=everywhere, is_shown=is_shown and isinstance(node, ast.keyword))


def _is_sentence(text: str) -> bool:
    return SENTENCE.search(text) is not None and IDENTIFIERS.search(text) is None


def _is_prose(part: ast.AST) -> bool:
    value = part.value if isinstance(part, ast.keyword) else part
    return isinstance(value, ast.Constant | ast.JoinedStr) and PROSE.search(_text(value)) is not None


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@cache
def _refusals() -> frozenset[str]:
    """Return the names of all classes that are refusals, whose words are shown to people."""
    bases: dict[str, set[str]] = {}
    for path in ROOT.glob("hackathon/**/*.py"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(map(_name, node.bases))
    names = {"Refusal"}
    while more := {name for name, parents in bases.items() if parents & names} - names:
        names |= more
    return frozenset(names)


def report(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the unmarked texts of these files, or of all; with `--list`, the files that have any."""
    if arguments == ["--list"]:
        yield "# Files with visible texts that are not marked for translation yet. Only ever remove lines."
        yield from (str(path.relative_to(ROOT)) for path in marked_files() if unmarked(path))
        return
    for path in [Path(name).resolve() for name in arguments] or marked_files():
        for text in unmarked(path):
            yield f"{path.relative_to(ROOT)}: {' '.join(text.split())}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(sys.argv[1:]))
