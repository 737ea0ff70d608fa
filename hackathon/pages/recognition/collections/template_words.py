"""Recognizes placeholders that show where to write: "Your project here", "Name", "…"."""

import re

_NOUN = r"(?:project|session|topic|idea|proposal|talk|task|technology|name|title|breakout|event|hack|team)"
_TEMPLATE = re.compile(
    rf"\W*(?:your[ -](?:\w+[ -])?{_NOUN}s?(?:[ -]?(?:name|title|here|\d))*.{{0,30}}|(?:{_NOUN}"
    rf"|project idea)[ -](?:template )?(?:name|title)(?: here)?"
    rf"|(?:insert|add|put|enter|write)(?: (?:a|an|your|the|yours|new|own|more))* (?:{_NOUN}s?|yourself|yours)"
    rf"(?: (?:title|name|description)s?)?(?: (?:here|above|below)"
    rf"| (?:to|in) (?:the|this|our) (?:list|page|table|wiki|form)\b.{{0,30}})?"
    rf"|(?:insert|add|put|enter|write)\b.{{0,40}}\b(?:your|yours|yourself|here|above|below)\b.{{0,60}}"
    rf"|(?:title|name) of (?:the|your|a) {_NOUN}.{{0,20}}"
    rf"|(?:{_NOUN}|project idea|(?:\w+ ){{0,2}}application)? ?templates?"
    rf"(?: for .{{1,30}})?|template(?::.{{0,60}})?|[\[(]templates?[\])].{{0,60}}"
    rf"|(?:example|sample) {_NOUN}.{{0,30}}|{_NOUN} ?#?(?:x|n)?#?|lorem ipsum.*|(?:dein|ihr|votre"
    rf"|tu|mon)e? (?:projekt|titel|name|projet|nom|proyecto|nombre).{{0,30}}|hier eintragen.{{0,20}}"
    r"|\.{2,}|\N{HORIZONTAL ELLIPSIS}+|<.{1,60}>|\[.{1,60}\]|tb[da]|x{2,}|\?+)\W*",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:project|idea|topic|proposal|challenge)\s?#?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"\s?[:.\N{EN DASH}-]\s+(?=\S)|\d{1,3}[.)]\s+(?=\S)"
    r"|(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s"
    r"(?:project|idea|topic|proposal|challenge)\s?[:.\N{EN DASH}-]\s+(?=\S)"
    r"|(?:project|topic|idea|session|proposal) (?:title|name)\s?:\s+(?=\S)",
    re.IGNORECASE,
)
_LONGEST = 160


def without_count(heading: str) -> str:
    """Return a heading without what only counts or announces it: "Idea 5: ", "3rd idea: ", "Name: "."""
    match = _COUNTED.match(heading)
    return heading[match.end() :] if match else heading


def is_template(text: str) -> bool:
    """Whether the text only shows where something is to be written: "Your project here", "…"."""
    return len(text) <= _LONGEST and _TEMPLATE.fullmatch(text.strip()) is not None
