"""Bold titles that Markdown attaches to the list above, or that swallow the list below.

There is no blank line between them, or the list below is indented too far. People see a title and a list.
A bold title that was never closed is closed.
"""

import re
from collections.abc import Sequence

_TITLE = re.compile(r" ?\*\*[^*\n]{2,200}\*\*[ \t]*\*?[ \t]*$")
_UNCLOSED = re.compile(r"\*\*(?=[^\s*])[^*]{2,160}$")
_IN_LIST = re.compile(r"[ \t]+\S|[-*+][ \t]+\S|\d{1,3}[.)][ \t]+\S")
_INDENTED_LIST = re.compile(r"( {4,12})[-*+][ \t]+\S")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")


def spaced_titles(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the lines with titles and their lists apart, and the number that each line had."""
    spaced: list[str] = []
    numbers: list[int] = []
    is_code = False
    indent = ""
    for number, written in enumerate(lines, start=1):
        is_unclosed = not is_code and _UNCLOSED.match(written) and _stands_alone(lines, number - 1)
        line = f"{written.rstrip()}**" if is_unclosed else written
        is_code ^= _FENCE.match(line) is not None
        last = spaced[-1] if spaced else ""
        if not is_code and _TITLE.match(line) and _IN_LIST.match(last):
            spaced.append("")
            numbers.append(number)
        if _TITLE.match(last) and (below := _INDENTED_LIST.match(line)):
            indent = below[1]
        elif line.strip() and not line.startswith(indent):
            indent = ""
        spaced.append(line.removeprefix(indent))
        numbers.append(number)
    return spaced, numbers


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    """Whether nothing stands right above and right below a line."""
    around = (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
    return not any(line.strip() for line in around)
