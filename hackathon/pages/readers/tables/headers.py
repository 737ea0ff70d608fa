"""Recognizes a column by its header: a label, or the question of a form."""

import re
from enum import StrEnum
from functools import lru_cache

from hackathon.pages.recognition.labels.field_labels import Field, field_for_label


class Use(StrEnum):
    """The use of a column; the values are names that people may type in a correction."""

    TITLE = "title"
    TITLES = "titles"
    """Several in one cell, each on its own line or behind a semicolon."""
    AREA = "area"
    CONTACT = "contact"
    SUBMITTER = "submitter"
    """Who sent the row: the contact where nobody else is."""
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
    END = "end"
    ROOM = "room"
    KEY = "key"
    FURTHER = "further"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"
    """Whether the row itself is to stay private."""
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
_AS_FIELD = {
    Use.TITLES: Field.TITLE,
    Use.SUBMITTER: Field.CONTACT,
    Use.FIRST_NAME: Field.NAME,
    Use.LAST_NAME: Field.NAME,
    Use.KEY: Field.NUMBER,
    Use.START: Field.DATES,
    Use.END: Field.DATES,
    Use.FURTHER: Field.OTHER,
    Use.CONFIDENTIAL: Field.PRIVATE,
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APART = re.compile(r" \(column \d+\)$")


def use_of_field(field: Field | None) -> Use:
    """Return the use of a column that a person says holds this field; None: it is to be left out."""
    return (_OF_FIELD.get(field) or Use(field.value)) if field else Use.IGNORED


def field_of_use(use: Use) -> Field | None:
    """Return the field that corresponds to a column's use; None if the column is left out."""
    return _AS_FIELD.get(use) or (None if use is Use.IGNORED else Field(use.value))


def _spelt(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _containing(words: str) -> re.Pattern[str]:
    return re.compile(rf".*\b(?:{words})\b.*", re.IGNORECASE)


_CERTAIN: tuple[tuple[re.Pattern[str], Use], ...] = (
    (
        _spelt(
            r"(?:.{0,60}\W)?(?:first|given|fore)[ -]?names?|vornamen?|prénoms?|voornaam|förnamn"
            r"|primeiro nome"
        ),
        Use.FIRST_NAME,
    ),
    (
        _spelt(
            r"(?:.{0,60}\W)?(?:last|family|sur)[ -]?names?|(?:nach|familien|zu)namen?|nom de famille"
            r"|apellidos?|sobrenome|apelido|cognome|achternaam|efternamn"
        ),
        Use.LAST_NAME,
    ),
    (_spelt(r"(?:proposal|session|talk|submission|topic) titles"), Use.TITLES),
    (
        _containing(
            r"bio|biography|biograf\w+|avatar|photo|picture|headshot|phone|mobile|telefon\w*|handy|diet\w*"
            r"|allerg\w*|(?:t-?)?shirts?|emergency|birth\w*|geburts\w*|passport|visa|gender|pronouns?|password"
            r"|internal|intern|confidential|vertraulich|organi[sz]ers?[' ]+(?:notes?|only)|notes? (?:for|to)"
            r"|review(?:er)?s?[ -](?:notes?|scores?|comments?)|score|ip address|street|strasse|zip|plz|iban"
            r"|(?:home|postal) (?:address|city|state|zip|country)|anschrift|linkedin|facebook|instagram"
            r"|underrepresented|ethnic\w*|disabilit\w*|anything else|comments? (?:for|to)|sonst noch"
        ),
        Use.PRIVATE,
    ),
    (_spelt(r".*\be-?\s?mails?\b.*|.*\bmail-?adress\w*|courriel|correo.*"), Use.EMAIL),
    (
        _spelt(
            r"time ?stamp|zeitstempel|horodateur|marca temporal|carimbo de data/hora|tijdstempel"
            r"|informazioni cronologiche|completion time|erstellt\w*|eingereicht\w*"
            r"|(?:.{0,30} )?(?:created|submitted|modified|updated|edited|closed)(?: (?:at|on|time|by|date))?"
            r"(?: time)?(?: \(utc\))?|date (?:created|submitted|modified|updated)"
            r"|(?:submission|modification|registration|creation|order) (?:date|time)"
            r"|(?:registered|rsvped|resolved|checked in) (?:at|on)"
            r"|job ?title|designation|position|occupation|berufsbezeichnung|funktion|cargo|puesto"
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
    (_spelt(r"ends?(?: (?:at|time|date))?"), Use.END),
    (_spelt(r"scheduled duration|(?:talk |session )?length"), Use.LENGTH),
)
"""Headers that mean one thing whatever labels say."""

_QUESTIONS: tuple[tuple[re.Pattern[str], Use], ...] = (
    (
        _spelt(
            r".*\b(?:your|ihr|dein|votre|tu|su) (?:full |first and last )?(?:name|namen|nom|nombre)\b.*"
            r"|(?:nom et prénom|name und vorname|nombres? y apellidos?|nome e (?:cog|sobre)nome)s?"
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
            r"|worum|décri\w*|beschrijf\w*|beschreib\w*|erklär\w*|descripción|descriptif"
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
            r"|your (?:project|topic|idea|session)|sujet|onderwerp|\w+vorschlag|woran|thema|was möchtest du"
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
            r"will you (?:come|attend|be there|join)|are you coming|coming|attend\w*|kommst du|nehme teil"
            r"|teilnehmen|dabei"
        ),
        Use.ATTENDANCE,
    ),
    (_containing(r"interested|votes?|upvotes?|likes"), Use.VOTES),
    (_containing(r"track|area|category|theme|kategorie|bereich"), Use.AREA),
    (
        _containing(r"duration|how long|dauer|wie lange|durée|duración|duração|durata|duur"),
        Use.LENGTH,
    ),
    (_spelt(r".{0,40}\b(?:status|state|decision|entscheidung)"), Use.STATE),
    (_containing(r"links?|repositor\w+|repo|url|website"), Use.REFERENCES),
)
"""Words in the question of a form that tell what the answers are; the first that matches counts."""


def header_use(header: str) -> Use | None:
    """Return the use that a column's header indicates; None for an unknown header."""
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
