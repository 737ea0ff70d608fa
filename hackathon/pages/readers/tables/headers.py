"""Recognizes a column by its header: a label, or the question of a form."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from hackathon.pages.readers.tables.sheets import Row
from hackathon.pages.recognition.labels.field_labels import Field, field_for_label


class Use(StrEnum):
    """What a column is taken for; the values are names that a person may type in a correction."""

    TITLE = "title"
    AREA = "area"
    CONTACT = "contact"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    AFFILIATION = "affiliation"
    HANDLE = "handle"
    DESCRIPTION = "description"
    OUTCOMES = "outcomes"
    SKILLS = "skills"
    DIFFICULTY = "difficulty"
    STEPS = "steps"
    REFERENCES = "references"
    MAILING_LIST = "mailing_list"
    IRC = "irc"
    VOTES = "votes"
    ATTENDANCE = "attendance"
    STATE = "state"
    LENGTH = "length"
    START = "start"
    ROOM = "room"
    KEY = "key"
    FURTHER = "further"
    PRIVATE = "private"
    IGNORED = "ignored"


_OF_FIELD = {
    Field.NUMBER: Use.KEY,
    Field.DATES: Use.START,
    Field.TIME: Use.START,
    Field.OTHER: Use.FURTHER,
    Field.COUNTRY: Use.IGNORED,
    Field.PLACE: Use.FURTHER,
    Field.TIME_ZONE: Use.IGNORED,
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APART = re.compile(r" \(column \d+\)$")


def use_of_field(field: Field | None) -> Use:
    """Return the use of a column that a person says holds this field; None: it is to be left out."""
    return (_OF_FIELD.get(field) or Use(field.value)) if field else Use.IGNORED


def field_of_use(use: Use) -> Field | None:
    """Return the field that a column's use is known by elsewhere; None for one that is left out."""
    special = {Use.KEY: Field.NUMBER, Use.START: Field.DATES, Use.FURTHER: Field.OTHER}
    if use in (Use.FIRST_NAME, Use.LAST_NAME):
        return Field.NAME
    return special.get(use) or (None if use is Use.IGNORED else Field(use.value))


def _spelt(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _containing(words: str) -> re.Pattern[str]:
    return re.compile(rf".*\b(?:{words})\b.*", re.IGNORECASE)


_CERTAIN: tuple[tuple[re.Pattern[str], Use], ...] = (
    (_spelt("(?:your |speaker )?(?:first|given|fore)[ -]?names?|vornamen?|prénoms?"), Use.FIRST_NAME),
    (
        _spelt(
            "(?:your |speaker )?(?:last|family|sur)[ -]?names?|(?:nach|familien|zu)namen?|nom de famille"
            "|apellidos?"
        ),
        Use.LAST_NAME,
    ),
    (
        _containing(
            r"bio|biography|biograf\w+|avatar|photo|picture|headshot|phone|mobile|telefon\w*|handy|diet\w*"
            r"|allerg\w*|t-?shirt\w*|emergency|birth\w*|geburts\w*|passport|visa|gender|pronouns?|password"
            r"|internal|intern|confidential|vertraulich|organi[sz]ers?[' ]+(?:notes?|only)|notes? (?:for|to)"
            r"|review(?:er)?s?[ -](?:notes?|scores?|comments?)|score|ip address|street|strasse|zip|plz|iban"
            r"|(?:home|postal) address|anschrift|anything else|comments? (?:for|to)|sonst noch"
        ),
        Use.PRIVATE,
    ),
    (_spelt(r".*\be-?\s?mails?\b.*|.*\bmail-?adress\w*|courriel|correo.*"), Use.EMAIL),
    (
        _spelt(
            r"time ?stamp|zeitstempel|horodateur|marca temporal|(?:date )?(?:created|submitted|modified"
            r"|updated)"
            r"|(?:created|submitted|modified|updated|last edited)(?: (?:at|on|time|by|date))?|completion time"
            r"|erstellt\w*|eingereicht\w*|last modified(?: time)?"
            r"|.*\b(?:publish|consent|agree|gdpr|dsgvo|einverstanden|veröffentlichen)\b.*"
            r"|how (?:many|much|did you)\b.*|wie viele?\b.*|(?:column|spalte|unnamed:?) ?\d+"
            r"|tag ?line|speaker ids?|owner ids?|informed|confirmed at|arrival|departure|anreise|abreise"
            r"|arriving|leaving"
        ),
        Use.IGNORED,
    ),
    (
        _spelt(
            r"(?:(?:session|proposal|submission|contribution|response|entry|topic|abstract|talk)[ -]?)?"
            r"(?:id|code|guid|nr\.?|number)"
        ),
        Use.KEY,
    ),
    (_spelt(r"scheduled (?:at|for)|start(?:s|ing)?(?: (?:at|time|date))?|begins?(?: at)?"), Use.START),
    (_spelt(r"scheduled duration|(?:talk |session )?length"), Use.LENGTH),
)
"""Headers that mean one thing whatever labels say."""

_QUESTIONS: tuple[tuple[re.Pattern[str], Use], ...] = (
    (
        _spelt(
            r".*\b(?:your|ihr|dein|votre|tu|su) (?:full |first and last )?(?:name|namen|nom|nombre)\b.*"
            r"|who are you.*|wer bist du.*|wie hei(?:ß|ss)t du.*|wie hei(?:ß|ss)en sie.*"
        ),
        Use.NAME,
    ),
    (
        _spelt(
            r".*\b(?:organi[sz]ation|company|affiliation|employer|institution|institute|university|firma"
            r"|verein)\b.*|where do you work.*"
        ),
        Use.AFFILIATION,
    ),
    (_containing(r"user ?name|handle|nick(?:name)?|(?:github|gitlab) account"), Use.HANDLE),
    (
        _containing(
            r"at the end|outcomes?|goals?|achieve|deliver\w*|results?|reach|success|am ende|ergebnis\w*"
            r"|ziele?"
            r"|erreichen"
        ),
        Use.OUTCOMES,
    ),
    (
        _containing(
            r"skills?|know(?:ledge)?|prerequisites?|experience (?:is|needed|required)|bring|fähigkeiten"
            r"|können"
            r"|kenntnisse|vorkenntnisse|mitbringen|compétences?|habilidades|requisitos"
        ),
        Use.SKILLS,
    ),
    (
        _containing(r"how (?:hard|difficult)|difficulty|level|schwierig\w*|wie schwer|dificultad"),
        Use.DIFFICULTY,
    ),
    (
        _containing(
            r"describe|description|about|explain|tell us|details?|pitch|abstract|summary"
            r"|in a few (?:words|sentences)"
            r"|worum|beschreib\w*|erklär\w*|descripción|descriptif"
        ),
        Use.DESCRIPTION,
    ),
    (
        _containing(
            r"what (?:would|do|will|are) you (?:\w+ ){0,3}(?:work|hack|do|lead|propos\w*|discuss|talk"
            r"|present|build)\w*"
            r"|(?:what|which) (?:is |'s )?(?:the |your )?(?:project|topic|idea|session|talk)|title"
            r"|titel|titre|t[ií]tulo"
            r"|titolo|call (?:it|your)|name of (?:the|your)|you(?:'d| would)? lead|(?:project|session"
            r"|topic) idea"
            r"|your (?:project|topic|idea|session)|sujet|onderwerp|woran|thema|was möchtest du"
        ),
        Use.TITLE,
    ),
    (
        _containing(
            r"who (?:will|would|else|is|leads?|runs?|presents?)|contacts?|mentors?|speakers?"
            r"|presenters?|champions?"
            r"|facilitators?|host|lead|ansprechpartner\w*|referent\w*|wer (?:leitet|betreut|macht)|ponentes?"
        ),
        Use.CONTACT,
    ),
    (
        _containing(
            r"will you (?:come|attend|be there|join)|are you coming|coming|attend\w*|kommst du"
            r"|teilnehmen|dabei"
        ),
        Use.ATTENDANCE,
    ),
    (_containing(r"interested|votes?|upvotes?|likes"), Use.VOTES),
    (_containing(r"track|area|category|theme|kategorie|bereich"), Use.AREA),
    (_containing(r"duration|how long|dauer|wie lange"), Use.LENGTH),
    (_containing(r"links?|repositor\w+|repo|url|website"), Use.REFERENCES),
)
"""Words in the question of a form that tell what the answers are; the first that matches counts."""


def header_use(header: str) -> Use | None:
    """Return what a column's header says that it is; None for one that says nothing we know."""
    return None if _APART.search(header) else _header_use(" ".join(header.split())[:200])


@lru_cache(maxsize=4096)
def _header_use(header: str) -> Use | None:
    words = " ".join(_CAMEL.sub(" ", header).replace("_", " ").split()).strip(" *:.?!")
    if not words:
        return None
    for pattern, use in _CERTAIN:
        if pattern.fullmatch(words):
            return use
    field = field_for_label(words) or field_for_label(header)
    if field:
        return _OF_FIELD.get(field) or Use(field.value)
    return next((use for pattern, use in _QUESTIONS if pattern.fullmatch(words)), None)


def find_header(rows: Sequence[Row]) -> int | None:
    """Return the position of the row that names the columns; None where none of the first rows does.

    Titles and remarks may stand above it.
    """
    widest = max((len(row.filled) for row in rows[:60]), default=0)
    best, most = None, 1.0
    for position, row in enumerate(rows[:15]):
        score = header_score(row, widest)
        if score > most:
            best, most = position, score
    return best


def assumed_header(rows: Sequence[Row]) -> int | None:
    """Return the position of the row that may name the columns of a table whose headers nobody knows.

    It is the first one that fills the table's width, with short and different words.
    """
    widest = max((len(row.filled) for row in rows[:60]), default=0)
    for position, row in enumerate(rows[:15]):
        cells = [cell.casefold() for cell in row.filled]
        if len(cells) < max(2, widest):
            continue
        is_names = all(
            len(cell) <= _LONGEST_NAME and any(letter.isalpha() for letter in cell) for cell in cells
        )
        return position if is_names and len({*cells}) == len(cells) else None
    return None


def header_score(row: Row, widest: int) -> float:
    """Return how much a row looks like one that names columns: how many of its cells are known headers."""
    cells = row.filled
    if not cells or len(cells) < min(2, widest) or len(cells) * 2 < widest:
        return 0.0
    known = [use for cell in cells if len(cell) <= 200 and (use := header_use(cell))]
    share = len(known) / len(cells)
    is_about_something = any(use in _ESSENTIAL for use in known)
    return len(set(known)) + share if is_about_something and (share >= 0.34 or len(known) >= 4) else 0.0


_LONGEST_NAME = 60
_ESSENTIAL = frozenset({Use.TITLE, Use.NAME, Use.FIRST_NAME, Use.LAST_NAME, Use.CONTACT, Use.EMAIL})
