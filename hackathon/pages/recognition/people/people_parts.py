"""Splits a field into the people it names."""

import re

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_HANDLE = re.compile(r"(?<![\w.@/])@([\w](?:[\w.-]{0,60}\w)?)")
_SEPARATORS = (
    r"\s*[;\n\r|]\s*|\s*,\s*(?:and|und|et|y)\s+|\s*,\s+|,(?=\S)"
    r"|\s+y\s+(?=[^\Wa-z]\S*\s+[^\Wa-z])"
    r"|\s+(?:and|und|et(?! al)|or|oder|&|\+)\s+|\s+/\s+|\s*[\N{IDEOGRAPHIC COMMA}\N{ARABIC COMMA}]\s*"
)
_OUTSIDE = re.compile(
    r"(?P<opens>[(\[{<])|(?P<closes>[)\]}>])"
    r"|(?=[ \t\n\r;,|/&+\N{IDEOGRAPHIC COMMA}\N{ARABIC COMMA}])(?P<separates>" + _SEPARATORS + r")"
    r"|(?<=\))\s"
)
"""The next bracket, separator, or space behind a bracket."""
_INSIDE = re.compile(r"(?P<opens>[(\[{<])|(?P<closes>[)\]}>])")
_ONLY_HANDLES = re.compile(r"@[\w.-]{1,60}(?:[\s,;]{1,5}@[\w.-]{1,60}){1,40}")
_HANDLES_BETWEEN = re.compile(r"[\s,;]+")
_AFTER_BRACKET = re.compile(r"\s+(?=[^\W\d_])")
_SUFFIX = re.compile(r"(?:ph\.?d|dr|md|msc|bsc|jr|sr|prof|esq|mba|ii|iii)\.?", re.IGNORECASE)

_COMPANY_SUFFIX = re.compile(r"(?:inc|ltd|llc|gmbh|corp|plc|ag|s\.?a|e\.?v)\.?", re.IGNORECASE)
_ORGANIZATION = re.compile(
    r"[^\Wa-z].{0,60}\b(?i:inc|ltd|llc|gmbh|corp|plc|e\.v|institutes?|foundation|university|company|hochschule)\b\.?"
    r"|(?i:universit\w{1,3}|(?:technical |state )?university) .{2,60}"
)


def people_parts(text: str) -> list[str]:
    """Split a field into people, never within brackets or links."""
    if _ONLY_HANDLES.fullmatch(text.strip()):
        return _HANDLES_BETWEEN.split(text.strip())
    parts: list[str] = []
    start = depth = opened = position = 0
    while mark := (_INSIDE if depth else _OUTSIDE).search(text, position):
        position = mark.end()
        if mark["opens"]:
            opened = mark.start() if depth == 0 else opened
            depth += 1
        elif mark["closes"]:
            depth = max(0, depth - 1)
        elif between := mark if mark["separates"] else _next_person(text, opened, mark.start()):
            _add_part(parts, text[start : mark.start()])
            start = position = between.end()
    _add_part(parts, text[start:])
    return parts


def _next_person(text: str, opened: int, position: int) -> re.Match[str] | None:
    """Return the space between two people where only the address of the first ends it."""
    has_address = "@" in text[opened:position]
    following = _AFTER_BRACKET.match(text, position) if has_address else None
    return following if following and text[following.end()].isupper() else None


def _add_part(parts: list[str], part: str) -> None:
    plain = part.strip()
    bare = plain.strip("<>() ")
    if not plain:
        return
    if parts and _SUFFIX.fullmatch(plain):
        return
    if len(parts) > 1 and _COMPANY_SUFFIX.fullmatch(plain):  # "Ada Quill, Example, Inc."
        plain = f"{parts.pop()}, {plain}"
    if parts and _ORGANIZATION.fullmatch(plain) and not parts[-1].endswith(")"):  # "Ada Quill, Example Ltd"
        parts[-1] += f" ({plain})"
        return
    last = parts[-1].strip("<>() ") if parts else ""
    is_named = bool(last) and not _ADDRESS.fullmatch(last) and not _HANDLE.fullmatch(last)
    adds_address = _ADDRESS.fullmatch(bare) is not None and not _ADDRESS.search(last)
    adds_handle = _HANDLE.fullmatch(bare) is not None and not _HANDLE.search(_ADDRESS.sub("", last))
    goes_on = is_named and (adds_address or adds_handle)
    if goes_on:  # "Ada Quill, ada@x.example" is one person
        parts[-1] += f" <{bare}>"
    else:
        parts.append(plain)
