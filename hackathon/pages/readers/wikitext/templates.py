"""Finds templates in wikitext and their parameters, even where braces are missing."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.model.limits import check_topics

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
class TopicTemplate:
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


def find_hidden(text: str) -> Iterator[Hidden]:
    """Yield comments, and the content of `<nowiki>`, `<pre>` and the like. Unclosed ones hide nothing."""
    unclosed: set[str] = set()
    position = 0
    while match := _OPENS.search(text, position):
        tag = (match[1] or "!--").lower()
        closing = None if tag in unclosed else _CLOSES[tag].search(text, match.end())
        if closing is None:
            unclosed.add(tag)
            position = match.end()
        else:
            position = closing.end()
            yield Hidden(tag=tag, start=match.start(), end=position)


def mask_hidden(text: str, hidden: Sequence[Hidden]) -> str:
    """Return the text, as long as it was, with all that is hidden made unreadable."""
    parts: list[str] = []
    position = 0
    for span in hidden:
        parts += [text[position : span.start], HIDDEN * (span.end - span.start)]
        position = span.end
    return "".join([*parts, text[position:]])


def find_closing(mask: str, start: int, limit: int) -> int | None:
    """Return where the template that begins at `start` ends; None where its braces do not match.

    Raises NotAPage for templates nested deeper than any page has them.
    """
    depth = 0
    for braces in _BRACES.finditer(mask, start, limit):
        pairs = len(braces.group()) // 2
        depth += pairs if braces.group()[0] == "{" else -pairs
        if depth > DEEPEST:
            raise NotAPage(
                message(
                    "Templates are nested more than %(most)s levels deep. Please simplify them, then import "
                    "the page again.",
                    most=DEEPEST,
                )
            )
        if depth <= 0:
            # Braces that are more than the template needs stand behind it.
            return braces.end() + 2 * depth - len(braces.group()) % 2
    return None


def find_topic_templates(text: str, mask: str, headings: Sequence[int]) -> list[TopicTemplate]:
    """Return the topics' templates of a page; `headings` are the offsets at which headings begin.

    A template whose braces do not match goes to the next heading or topic. Raises NotAPage where it is the
    last thing of the page and nothing closes it: the page was cut off.
    """
    topic_templates: list[TopicTemplate] = []
    starts = [match.start() for match in _PROJECT.finditer(mask)]
    check_topics(len(starts))
    for n, start in enumerate(starts):
        if topic_templates and start < topic_templates[-1].end:
            continue
        limit = starts[n + 1] if n + 1 < len(starts) else len(text)
        end = find_closing(mask, start, limit)
        if end is None:
            following = bisect_left(headings, start)
            end = min(limit, headings[following] if following < len(headings) else limit)
        topic_templates.append(_project(text, start, end, is_last=end == len(text)))
    return topic_templates


def _project(text: str, start: int, end: int, *, is_last: bool) -> TopicTemplate:
    source = text[start:end]
    name = _PROJECT.match(source)
    template_name = name[1] if name else ""
    parameters = _parameters(source)
    if parameters is not None:
        return TopicTemplate(start=start, end=end, name=template_name, parameters=parameters, is_broken=False)
    if is_last and not source.rstrip().endswith("}}"):
        line = text.count("\n", 0, start) + 1
        raise NotAPage(
            message(
                "The page ends in the middle of the template that begins at line %(line)s. Please copy the "
                "whole page again.",
                line=line,
            )
        )
    return TopicTemplate(
        start=start, end=end, name=template_name, parameters=tuple(_by_line_starts(source)), is_broken=True
    )


def is_one_template(source: str) -> bool:
    """Whether the source is a template on one line, and nothing else."""
    is_short = "\n" not in source and len(source) < _LONGEST_INLINE
    return is_short and is_closed(source) and _parameters(source) is not None


def is_one_value(source: str) -> bool:
    """Whether the source can stand as the value of one parameter, and comes back from there as it is."""
    parameters = _parameters(f"{{{{project|x={source}}}}}")
    is_one = parameters is not None and [(match.name, match.source) for match in parameters] == [
        ("x", source)
    ]
    return is_one and is_closed(source)


def is_closed(source: str) -> bool:
    """Whether the source leaves nothing open, such as a lone `<nowiki>`, and contains no topic."""
    mask = mask_hidden(source, list(find_hidden(source)))
    return _OPENS.search(mask) is None and _PROJECT.search(mask) is None


def _parameters(source: str) -> tuple[Parameter, ...] | None:
    """Return the parameters of a whole template; None where the source is not just that.

    They are found by counting brackets, not by a parser: that takes minutes, or all of the machine's stack,
    for a text that is made to hurt. Bars inside of other templates and of links are theirs.
    """
    mask = mask_hidden(source, list(find_hidden(source)))
    if not source.startswith("{{") or find_closing(mask, 0, len(mask)) != len(source):
        return None
    bars: list[int] = []
    equals: dict[int, int] = {}
    depth, link_ends = 0, 0
    for sign in _SIGNS.finditer(mask, 2, len(mask) - 2):
        text, position = sign.group(), sign.start()
        if text in ("{{", "}}"):
            depth += 1 if text == "{{" else -1
        elif position < link_ends or depth:
            continue
        elif text == "[[":
            link_ends = _end_of_link(mask, position)
        elif text == "|":
            bars.append(position)
        elif bars and bars[-1] not in equals:
            equals[bars[-1]] = position
    ends = [*bars[1:], len(mask) - 2]
    values = [equals.get(bar, bar) for bar in bars]
    return tuple(
        _parameter(source, bar, equals.get(bar), end, line)
        for bar, end, line in zip(bars, ends, _lines_above(source, values), strict=False)
    )


def _lines_above(source: str, places: Iterable[int]) -> Iterator[int]:
    """Yield how many lines end before each of the places, which rise."""
    line = position = 0
    for place in places:
        line += source.count("\n", position, place)
        position = place
        yield line


def _end_of_link(mask: str, start: int) -> int:
    """Return where the link that begins there ends; a link stands on one line."""
    end = mask.find("]]", start, start + _LONGEST_INLINE)
    return start if end < 0 or "\n" in mask[start:end] else end


def _parameter(source: str, bar: int, equals: int | None, end: int, line: int) -> Parameter:
    name = None if equals is None else source[bar + 1 : equals].strip()
    value = source[(bar if equals is None else equals) + 1 : end]
    return Parameter(name=name, source=value, line=line)


def _by_line_starts(source: str) -> Iterator[Parameter]:
    """Yield the parameters of a broken template: each begins a line, or has a name that every topic has."""
    text = source.rstrip().removesuffix("}}")
    hidden = mask_hidden(text, list(find_hidden(text)))
    matches = list(_NAMED.finditer(hidden))
    starts = [match.start() for match in matches] + [len(text)]
    head = text[: starts[0]].partition("|")[2].strip()
    if head:
        yield Parameter(name=None, source=head, line=0)
    lines = _lines_above(text, [match.end() for match in matches])
    for match, end, line in zip(matches, starts[1:], lines, strict=True):
        yield Parameter(name=(match[1] or match[2]).strip(), source=text[match.end() : end], line=line)
