"""Answers that decide about a row: whether someone attends, and whether it is a test or a template."""

import re

from hackathon.core.domain.attendance import Status

_YES = re.compile(
    r"(?:y|yes|yep|yeah|ja|oui|sí|si|true|1|x|confirmed|coming|comes|attending|going|accepted|definitely|sure"
    r"|registered|approved|bestätigt|zugesagt|kommt|angemeldet|in person|on[ -]?site|vor ort|checked[ -]in"
    r"|paid|completed?)\b.*|[x\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{WHITE HEAVY CHECK MARK}]",
    re.IGNORECASE | re.DOTALL,
)
_NO = re.compile(
    r"(?:n|no|not|nope|nein|nicht|non|false|0|declined?|cancel\w*|cannot|can't|won't|absent|absage|abgesagt"
    r"|abgemeldet|rejected|refunded|withdrawn)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NOT_SURE = re.compile(
    r"not (?:sure|yet|decided|certain)\b.*|noch nicht.*|no idea.*", re.IGNORECASE | re.DOTALL
)
_ANSWER = re.compile(
    r"(?:y|yes|no?|ja|nein|oui|non|s[ií]|true|false|x|sim|n[aã]o|maybe|perhaps|vielleicht|peut-être|quizás"
    r"|talvez|not sure)[.!]?",
    re.IGNORECASE,
)
_TICK = re.compile(
    r"x+|\+1?|1|v|ok|\(ok\)|y|yes|ja|oui|s[ií]|sim|true|if need be"
    r"|[\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{WHITE HEAVY CHECK MARK}\N{BALLOT BOX WITH CHECK}"
    r"\N{BALLOT BOX WITH X}\N{THUMBS UP SIGN}]\N{VARIATION SELECTOR-16}?",
    re.IGNORECASE,
)
_RANK = re.compile(r"[1-9]|10")
_TEST_TITLE = re.compile(
    r"(?:this is )?(?:a |just a |only a )?"
    r"(?:test|testing|testeintrag|asdf\w*|foo|bar|foobar|dummy|lorem ipsum|xxx+)"
    r"(?:[ _-]?(?:entry|row|topic|project|submission|eintrag|please|ignore|only|me|\d+))*\W*"
    r"|.*\b(?:please ignore|bitte ignorieren|ignore me|delete me|bitte löschen)\b.*",
    re.IGNORECASE,
)
_TEST_PERSON = re.compile(
    r"(?:test|tester|testing|asdf\w*|dummy)(?: (?:test\w*|user|person))?|test@.*|.*@test\..*", re.IGNORECASE
)
_EXAMPLE = re.compile(
    r"\W*(?:(?:add|insert|put|enter|type|write)\b.{0,40}\b(?:here|below)"
    r"|your (?:topic|project|idea|session|title|name)\b.{0,20}|add yours.{0,20}"
    r"|(?:example|sample|beispiel)\s*:.{0,80}|(?:example|sample|template|beispiel|vorlage)"
    r"(?: (?:topic|project|row|entry|session|idea|thema|projekt))?|\.\.\.|\N{HORIZONTAL ELLIPSIS})\W*",
    re.IGNORECASE,
)


def status_of(answer: str) -> Status | None:
    """Return the attendance status that an answer means; None for people who are not coming."""
    if _NOT_SURE.fullmatch(answer):
        return Status.INVITED
    if _NO.fullmatch(answer):
        return None
    return Status.CONFIRMED if _YES.fullmatch(answer) else Status.INVITED


def is_answer(cell: str) -> bool:
    """Whether a cell says no more than yes or no."""
    return _ANSWER.fullmatch(cell) is not None


def is_tick(cell: str) -> bool:
    """Whether a cell is ticked, or has the name of what was chosen in a poll: "x", "OK", "1"."""
    return _TICK.fullmatch(cell) is not None


def is_rank(cell: str) -> bool:
    """Whether a cell is ticked, or says how much someone wants what it stands beside."""
    return is_tick(cell) or _RANK.fullmatch(cell) is not None


def is_test_title(title: str) -> bool:
    """Whether a title is that of a row sent to try out a form."""
    return _TEST_TITLE.fullmatch(title) is not None


def is_test_person(name: str) -> bool:
    """Whether a name or an address is that of someone who tries out a form."""
    return _TEST_PERSON.fullmatch(name) is not None


def is_example(text: str) -> bool:
    """Whether a title or name is a template's example: "Your topic here"."""
    return _EXAMPLE.fullmatch(text) is not None
