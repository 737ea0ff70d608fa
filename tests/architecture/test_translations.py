"""Every text that people see is marked for translation, and every marked text is translated."""

import ast
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tests import catalogues
from tests.architecture.marking import MARKERS, ROOT, marked_files, reads_like_a_clause, unmarked
from tests.architecture.sources import tree_of

NOT_YET_MARKED = ROOT / "tests" / "architecture" / "not_yet_marked.txt"
"""The files whose texts are still to be marked. It may only become shorter."""

REMEDY = """mark these texts: see docs/developers/translating.md
After moving files that are still on the list:
python -m tests.architecture.marking --list > tests/architecture/not_yet_marked.txt"""

OTHER_WORDS = re.compile(
    r"\b(?:Sitzung|Gastgeber|Beschl[uü]ss|Rückmeldung|Organisator|Veranstalter|Teilnehmer)|(?<!-)\bMails?\b"
)
"""German for what has another word in docs/developers/translating.md."""

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")


def waiting() -> set[str]:
    lines = NOT_YET_MARKED.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def test_every_visible_text_is_marked() -> None:
    known = waiting()
    files = {str(path.relative_to(ROOT)): path for path in marked_files()}
    found = {name: texts for name, path in files.items() if name not in known and (texts := unmarked(path))}

    assert found == {}, REMEDY


@pytest.mark.parametrize(
    ("text", "is_clause"),
    [
        ("The page doesn't name a venue. Where is it?", True),
        ("“…” is to be in the agenda.", True),
        ("… is away", True),
        ("it must come after …", True),
        ("Technical contact", False),
        ("(?:your |speaker )?(?:first|given)[ -]?names?", False),
        ("session sessions proposal proposals", False),
    ],
)
def test_a_sentence_in_a_library_is_told_from_the_words_that_it_reads(text: str, is_clause: bool) -> None:
    assert reads_like_a_clause(text) is is_clause


def test_a_file_that_is_marked_leaves_the_list_of_those_that_are_not() -> None:
    known = waiting()
    finished = {name for name in known if not (ROOT / name).exists() or not unmarked(ROOT / name)}

    assert finished == set(), f"take these out of {NOT_YET_MARKED.name}"


def test_the_catalogues_hold_every_marked_text_and_no_other() -> None:
    command = [str(ROOT / ".ci" / "catalog"), "--check"]
    checked = subprocess.run(command, check=False, capture_output=True, text=True)

    assert checked.returncode == 0, f"run `make catalog`, then translate: {checked.stderr}"


@pytest.mark.parametrize("source", catalogues.sources(), ids=lambda source: source.parts[-3])
def test_a_catalogue_is_complete_and_keeps_every_placeholder(source: Path) -> None:
    entries = [entry for entry in catalogues.read(source) if entry.id]
    faults = {str(entry.id): fault for entry in entries if (fault := wrong_in(entry))}

    assert faults == {}


def test_german_has_one_word_for_each_thing() -> None:
    german = next(source for source in catalogues.sources() if source.parts[-3] == "de")
    sentences = [form for entry in catalogues.read(german) if entry.id for form in forms(entry.string)]

    assert [sentence for sentence in sentences if OTHER_WORDS.search(sentence)] == []
    assert [
        sentence for sentence in sentences if re.search(r"(?<![.:!?] )(?<!^)\b(?:Sie|Ihnen)\b", sentence)
    ] == []


def wrong_in(entry: Message) -> str:
    """Return what is wrong with one translation; nothing for one that is right."""
    originals, translations = forms(entry.id), forms(entry.string)
    if not all(translations):
        return "is not translated"
    if entry.fuzzy:
        return "is marked fuzzy: check it"
    # The form for one thing may leave its number out.
    allowed = set[str]().union(*map(placeholders, originals))
    if any(placeholders(translation) - allowed for translation in translations):
        return "has placeholders that the original lacks"
    if placeholders(translations[-1]) != placeholders(originals[-1]):
        return "lacks placeholders of the original"
    return ""


def forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """Return the forms of a text: one, or one for each kind of number."""
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_a_percent_sign_is_doubled_only_where_values_are_filled_in() -> None:
    """A text of the code that is given no values is shown as it stands; templates always fill in."""
    doubled = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in marked_files()
        if path.suffix == ".py"
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in MARKERS
        and not call.keywords
        and any(isinstance(each, ast.Constant) and "%%" in str(each.value) for each in call.args)
    ]

    assert doubled == []
