"""Distinguishes words for nobody, or nobody in particular, from names."""

import re
from collections.abc import Sequence

_WHO = r"(?:mentor|contact|champion|lead|speaker|volunteer|host|facilitator)s?"
_NOBODY = re.compile(
    r"[\W\d_]*|(?:tb[dac]|n\.?\s?/?\s?a\.?|unknown|unassigned|undecided"
    r"|(?:none|nobody|no ?one|open|vacant)(?: yet| so far| for now| at the moment)?"
    r"|wanted|needed|any|anybody|anyone|someone|somebody|you|me|yours?|your name(?: here)?|name here"
    r"|could be you"
    r"|to be (?:found|determined|decided|announced|confirmed|defined|named|added|filled(?: in)?|updated)"
    r"|every(?:one|body)|all(?: of us)?|(?:the )?community|first ?name last ?name"
    r"|add yourself.{0,30}|(?:anyone|anybody|who) else|others?|and more|more"
    r"|not (?:specified|assigned|yet|known)(?: yet)?|(?:looking|searching) for .{0,60}"
    rf"|(?:a |second |another )?{_WHO} (?:wanted|needed|missing|sought)|no {_WHO}.{{0,40}}|no response"
    r"|(?:we )?(?:needs?|want|seek|seeking|wanted) .{0,60}|add (?:your )?name.{0,30}"
    r"|names?(?: and e-?mail)?|e-?mail(?: address)?|offen|noch offen|gesucht|wird gesucht|niemand|keine[rs]?"
    r"|unbekannt|personne|\N{LATIN SMALL LETTER A WITH GRAVE} d\w{1,2}finir|aucun|nadie|por definir|ninguno"
    r"|pendiente)[\W_]*",
    re.IGNORECASE,
)
_ANY_OF_MANY_TEXT = (
    "all almost another any anyone anybody ask contact each every everyone for many most other others our "
    "please previous see several some someone the these they this various we"
)
_ANY_OF_MANY = frozenset(_ANY_OF_MANY_TEXT.split())
_MANY_TEXT = (
    "admins administrators attendees authors committer committers contributors developers experts folks "
    "leads maintainers managers members mentors participants people students volunteers"
)
_MANY = frozenset(_MANY_TEXT.split())


def is_nobody(text: str) -> bool:
    """Whether the text means nobody: "TBD", "N/A", "none", "you?", "to be found"."""
    return len(text) <= 120 and _NOBODY.fullmatch(text.strip().lstrip("@")) is not None


def is_anybody(words: Sequence[str]) -> bool:
    """Whether the words mean nobody in particular: "any committer", "previous release managers"."""
    return len(words) > 1 and (words[0].casefold() in _ANY_OF_MANY or words[-1].casefold() in _MANY)
