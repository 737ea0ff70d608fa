"""The YAML block before a Markdown page, read with PyYAML, plain values only."""

import re
from collections.abc import Mapping

import yaml

_BLOCK = re.compile(
    r"\A\N{ZERO WIDTH NO-BREAK SPACE}?(?:[ \t]*\n){0,3}---[ \t]*\n(.{0,20000}?)^(?:---"
    r"|\.\.\.)[ \t]*$\n?",
    re.DOTALL | re.MULTILINE,
)
_KEY = re.compile(r"^([\w.-]{1,60}):")
_OF_BLOCK = re.compile(r"[\w.-]{1,60}:(?:\s|$)|\s|#|-\s")


class _PlainLoader(yaml.SafeLoader):  # type: ignore[misc]
    """Refuses aliases: a few lines of them can stand for millions of values."""

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        """Compose a node that is no alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[Mapping[str, object], Mapping[str, int], int]:
    """Return the values before the text, the line of each key, and how many lines they take.

    A block that is no YAML of keys and values is left in the text: three dashes are also a line across it.
    Where only one value is no YAML, such as quotes of a word processor, the others are still read.
    """
    match = _BLOCK.match(text)
    if not match or ":" not in match[1]:
        return {}, {}, 0
    try:
        values = yaml.load(match[1], Loader=_PlainLoader)  # noqa: S506 (a safe loader, made stricter)
    except (yaml.YAMLError, ValueError, RecursionError):
        values = _plain_values(match[1])
    if not isinstance(values, dict):
        return {}, {}, 0
    above = text[: match.start(1)].count("\n")
    keys = {
        key[1]: above + number
        for number, line in enumerate(match[1].split("\n"), start=1)
        if (key := _KEY.match(line))
    }
    return {str(key): value for key, value in values.items()}, keys, match.group().count("\n")


def _plain_values(block: str) -> dict[str, str] | None:
    """Return the values of a block of keys that is no YAML for a detail; None for a block of text."""
    lines = [line for line in block.split("\n") if line.strip()]
    if not all(_OF_BLOCK.match(line) for line in lines):
        return None
    pairs = (line.partition(":") for line in lines if _KEY.match(line))
    return {key: plain for key, _, value in pairs if (plain := value.strip(" \t'\""))}
