"""Templates in a wiki's source: where they stand, and their parameters, even where braces are missing."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hackathon.domain.errors import NotAPage

DEEPEST = 50
"""Templates that may stand inside one another; real pages have three."""
HIDDEN = "\x01"
"""Stands in a masked text for each character that MediaWiki does not read as markup."""

_PROJECT = re.compile(r"\{\{\s{0,9}((?:GSoC[ _])?project)\s{0,9}(?=[|}])", re.IGNORECASE)
_SIGNS = re.compile(r"\{\{|\}\}|\[\[|\||=")
_LONGEST_INLINE = 500
_BRACES = re.compile(r"\{\{+|\}\}+")
_OPENS = re.compile(
    r"<!--|<(nowiki|pre|syntaxhighlight|source|math)(?:\s[^<>]{0,200})?(?<!/)>", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:^[ \t]{0,9}\|[ \t]{0,9}([^|=\[\]{}<>\n]{1,60}?)"
    r"|\|[ \t]{0,9}(Project|Anchor|Date|Verified|Contact|GSoC|Difficulty|Skills|Desc|Outcomes|Steps"
    r"|References|Review))[ \t]{0,9}=",
    re.MULTILINE,
)
_CLOSES = {
    "!--": re.compile("-->"),
    **{
        tag: re.compile(rf"</{tag}\s{{0,9}}>", re.IGNORECASE)
        for tag in ("nowiki", "pre", "syntaxhighlight", "source", "math")
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter as it is written; `name` is None where it has none. `line` counts from the template's."""

    name: str | None
    source: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A topic's template: where it stands, its name and parameters; `is_broken` where braces are missing."""

    start: int
    end: int
    name: str
    parameters: tuple[Parameter, ...]
    is_broken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A piece of source in which nothing is markup: its tag ("!--" for a comment), and where it stands."""

    tag: str
    start: int
    end: int


def hidden_in(text: str) -> Iterator[Hidden]:
    """Yield comments, and what stands in `<nowiki>`, `<pre>` and their like.

    What is never closed hides nothing.
    """
    unclosed: set[str] = set()
    at = 0
    while found := _OPENS.search(text, at):
        tag = (found[1] or "!--").lower()
        closing = None if tag in unclosed else _CLOSES[tag].search(text, found.end())
        if closing is None:
            unclosed.add(tag)
            at = found.end()
        else:
            at = closing.end()
            yield Hidden(tag=tag, start=found.start(), end=at)


def masked(text: str, hidden: Sequence[Hidden]) -> str:
    """Return the text, as long as it was, with all that is hidden made unreadable."""
    parts: list[str] = []
    at = 0
    for each in hidden:
        parts += [text[at : each.start], HIDDEN * (each.end - each.start)]
        at = each.end
    return "".join([*parts, text[at:]])


def closing_of(mask: str, start: int, limit: int) -> int | None:
    """Return where the template that begins at `start` ends; None where its braces do not match.

    Raises NotAPage for templates nested deeper than any page has them.
    """
    depth = 0
    for braces in _BRACES.finditer(mask, start, limit):
        pairs = len(braces.group()) // 2
        depth += pairs if braces.group()[0] == "{" else -pairs
        if depth > DEEPEST:
            raise NotAPage(
                f"Templates stand more than {DEEPEST} deep in one another. No wiki page needs that many; "
                "take them apart, then import the page again."
            )
        if depth <= 0:
            # Braces that are more than the template needs stand behind it.
            return braces.end() + 2 * depth - len(braces.group()) % 2
    return None


def projects_in(text: str, mask: str, headings: Sequence[int]) -> list[Project]:
    """Return the topics' templates of a page; `headings` are the offsets at which headings begin.

    A template whose braces do not match goes to the next heading or topic. Raises NotAPage where it is the
    last thing of the page and nothing closes it: the page was cut off.
    """
    found: list[Project] = []
    starts = [each.start() for each in _PROJECT.finditer(mask)]
    for n, start in enumerate(starts):
        if found and start < found[-1].end:
            continue
        limit = starts[n + 1] if n + 1 < len(starts) else len(text)
        end = closing_of(mask, start, limit)
        if end is None:
            following = bisect_left(headings, start)
            end = min(limit, headings[following] if following < len(headings) else limit)
        found.append(_project(text, start, end, is_last=end == len(text)))
    return found


def _project(text: str, start: int, end: int, *, is_last: bool) -> Project:
    source = text[start:end]
    name = _PROJECT.match(source)
    said = name[1] if name else ""
    parameters = _parameters(source)
    if parameters is not None:
        return Project(start=start, end=end, name=said, parameters=parameters, is_broken=False)
    if is_last and not source.rstrip().endswith("}}"):
        line = text.count("\n", 0, start) + 1
        raise NotAPage(
            f"The page breaks off in the template that begins at line {line}: nothing closes it. "
            "Copy the whole page again."
        )
    return Project(start=start, end=end, name=said, parameters=tuple(_by_line_starts(source)), is_broken=True)


def is_one_template(source: str) -> bool:
    """Whether the source is a template on one line, and nothing else."""
    is_short = "\n" not in source and len(source) < _LONGEST_INLINE
    return is_short and is_closed(source) and _parameters(source) is not None


def is_one_value(source: str) -> bool:
    """Whether the source can stand as the value of one parameter, and comes back from there as it is."""
    found = _parameters(f"{{{{project|x={source}}}}}")
    is_one = found is not None and [(each.name, each.source) for each in found] == [("x", source)]
    return is_one and is_closed(source)


def is_closed(source: str) -> bool:
    """Whether nothing in the source hides what stands behind it, as a lone `<nowiki>` does, or is a topic."""
    mask = masked(source, list(hidden_in(source)))
    return _OPENS.search(mask) is None and _PROJECT.search(mask) is None


def _parameters(source: str) -> tuple[Parameter, ...] | None:
    """Return the parameters of a whole template; None where the source is not just that.

    They are found by counting brackets, not by a parser: that takes minutes, or all of the machine's stack,
    for a text that is made to hurt. Bars inside of other templates and of links are theirs.
    """
    mask = masked(source, list(hidden_in(source)))
    if not source.startswith("{{") or closing_of(mask, 0, len(mask)) != len(source):
        return None
    bars: list[int] = []
    equals: dict[int, int] = {}
    depth, link_ends = 0, 0
    for sign in _SIGNS.finditer(mask, 2, len(mask) - 2):
        text, at = sign.group(), sign.start()
        if text in ("{{", "}}"):
            depth += 1 if text == "{{" else -1
        elif at < link_ends or depth:
            continue
        elif text == "[[":
            link_ends = _end_of_link(mask, at)
        elif text == "|":
            bars.append(at)
        elif bars and bars[-1] not in equals:
            equals[bars[-1]] = at
    ends = [*bars[1:], len(mask) - 2]
    return tuple(_parameter(source, bar, equals.get(bar), end) for bar, end in zip(bars, ends, strict=False))


def _end_of_link(mask: str, start: int) -> int:
    """Return where the link that begins there ends; a link stands on one line."""
    end = mask.find("]]", start, start + _LONGEST_INLINE)
    return start if end < 0 or "\n" in mask[start:end] else end


def _parameter(source: str, bar: int, equals: int | None, end: int) -> Parameter:
    name = None if equals is None else source[bar + 1 : equals].strip()
    value = source[(bar if equals is None else equals) + 1 : end]
    line = source.count("\n", 0, bar if equals is None else equals)
    return Parameter(name=name, source=value, line=line)


def _by_line_starts(source: str) -> Iterator[Parameter]:
    """Yield the parameters of a broken template: each begins a line, or has a name that every topic has."""
    text = source.rstrip().removesuffix("}}")
    hidden = masked(text, list(hidden_in(text)))
    found = list(_NAMED.finditer(hidden))
    starts = [each.start() for each in found] + [len(text)]
    head = text[: starts[0]].partition("|")[2].strip()
    if head:
        yield Parameter(name=None, source=head, line=0)
    for each, end in zip(found, starts[1:], strict=True):
        line = text.count("\n", 0, each.end())
        yield Parameter(name=(each[1] or each[2]).strip(), source=text[each.end() : end], line=line)
