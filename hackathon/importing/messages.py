"""Messages about an imported page: how lines and headings were read, and why."""

from collections.abc import Callable

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.pages.model.questions import Question, QuestionSubject
from hackathon.pages.readers.formats import PageFormat
from hackathon.pages.readers.rendered.renderings import RENDERINGS
from hackathon.pages.recognition.answers import KEEP, NO, YES
from hackathon.pages.recognition.corrections.correction_codec import NOTHING
from hackathon.pages.recognition.corrections.operations import (
    CHOICES,
    Answer,
    Correction,
    IgnoreLines,
    MapLabel,
    Role,
    TakeAs,
)
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.understanding import CollectionGuess, LineUse, ReasonCode

LINE_USES = {
    LineUse.EVENT: _l("Event"),
    LineUse.TITLE: _l("Topic title"),
    LineUse.CONTACT: _l("Contact"),
    LineUse.LABEL: _l("Label"),
    LineUse.DESCRIPTION: _l("Description"),
    LineUse.FIELD: _l("Other field"),
    LineUse.VOTE: _l("Vote or comment"),
    LineUse.ATTENDEE: _l("Person"),
    LineUse.HEADING: _l("Heading"),
    LineUse.TEXT: _l("Kept as text"),
    LineUse.TEMPLATE: _l("Template"),
    LineUse.CONTENTS: _l("Table of contents"),
    LineUse.MARKUP: _l("Markup"),
    LineUse.IGNORED: _l("Ignored"),
    LineUse.UNPLACED: _l("Not recognized"),
}
"""What a line became, in the order in which they are counted."""


def counted_lines(use: LineUse, number: int) -> str:
    """Describe how many lines were used for something, such as "34 topic titles"."""
    return str(_COUNTED_USES[use](number))


_COUNTED_USES: dict[LineUse, Callable[[int], str]] = {
    LineUse.EVENT: lambda n: ngettext("%(num)d line about the event", "%(num)d lines about the event", n),
    LineUse.TITLE: lambda n: ngettext("%(num)d topic title", "%(num)d topic titles", n),
    LineUse.CONTACT: lambda n: ngettext("%(num)d line with contacts", "%(num)d lines with contacts", n),
    LineUse.LABEL: lambda n: ngettext("%(num)d label", "%(num)d labels", n),
    LineUse.DESCRIPTION: lambda n: ngettext("%(num)d description line", "%(num)d description lines", n),
    LineUse.FIELD: lambda n: ngettext("%(num)d other field", "%(num)d other fields", n),
    LineUse.VOTE: lambda n: ngettext("%(num)d vote or comment", "%(num)d votes and comments", n),
    LineUse.ATTENDEE: lambda n: ngettext("%(num)d person", "%(num)d people", n),
    LineUse.HEADING: lambda n: ngettext("%(num)d heading", "%(num)d headings", n),
    LineUse.TEXT: lambda n: ngettext("%(num)d line kept as text", "%(num)d lines kept as text", n),
    LineUse.TEMPLATE: lambda n: ngettext("%(num)d template line", "%(num)d template lines", n),
    LineUse.CONTENTS: lambda n: ngettext(
        "%(num)d line of the table of contents", "%(num)d lines of the table of contents", n
    ),
    LineUse.MARKUP: lambda n: ngettext("%(num)d markup line", "%(num)d markup lines", n),
    LineUse.IGNORED: lambda n: ngettext("%(num)d line ignored", "%(num)d lines ignored", n),
    LineUse.UNPLACED: lambda n: ngettext("%(num)d line not recognized", "%(num)d lines not recognized", n),
}

ROLES = {
    Role.TOPICS: _l("Topics"),
    Role.AREAS: _l("Areas"),
    Role.SECTIONS: _l("Sections"),
    Role.PEOPLE: _l("People"),
    Role.IGNORED: _l("Ignored"),
    Role.SCHEDULE: _l("Schedule"),
    Role.LABELS: _l("Labels"),
    Role.TEMPLATE: _l("Template"),
    Role.CONTENTS: _l("Table of contents"),
}


def counted_role(role: Role, number: int) -> str:
    """Return how many parts of a page were taken for what, such as "43 topics"."""
    return str(_COUNTED_ROLES[role](number))


_COUNTED_ROLES: dict[Role, Callable[[int], str]] = {
    Role.TOPICS: lambda n: ngettext("%(num)d topic", "%(num)d topics", n),
    Role.AREAS: lambda n: ngettext("%(num)d area", "%(num)d areas", n),
    Role.SECTIONS: lambda n: ngettext("%(num)d section", "%(num)d sections", n),
    Role.PEOPLE: lambda n: ngettext("%(num)d with people", "%(num)d with people", n),
    Role.IGNORED: lambda n: ngettext("%(num)d ignored", "%(num)d ignored", n),
    Role.SCHEDULE: lambda n: ngettext("%(num)d in a schedule", "%(num)d in a schedule", n),
    Role.LABELS: lambda n: ngettext("%(num)d label", "%(num)d labels", n),
    Role.TEMPLATE: lambda n: ngettext("%(num)d template", "%(num)d templates", n),
    Role.CONTENTS: lambda n: ngettext(
        "%(num)d in the table of contents", "%(num)d in the table of contents", n
    ),
}

REASONS = {
    ReasonCode.SAID: _l("Corrected by you."),
    ReasonCode.LABELS: _l("They begin with labels used in topics."),
    ReasonCode.WORDS: _l("Because of the wording of the heading."),
    ReasonCode.ANNOUNCED: _l("The heading above says so."),
    ReasonCode.BETWEEN_TOPICS: _l("They are between topics."),
    ReasonCode.TOPICS_BELOW: _l("There are topics below them."),
    ReasonCode.LIST_BELOW: _l("There is a list below them."),
    ReasonCode.INSIDE_TOPIC: _l("They are inside a topic."),
    ReasonCode.LABEL: _l("They look like labels."),
    ReasonCode.COLUMNS: _l("Because of the column names."),
    ReasonCode.PEOPLE_BEHIND: _l("They are followed by people."),
    ReasonCode.TITLE_OF_PAGE: _l("It is the title of the page."),
    ReasonCode.FRONT_MATTER: _l("The page begins with its fields."),
    ReasonCode.NOTHING: _l("It isn't clear what they are."),
}

FORMATS = {
    PageFormat.AUTO: _l("Detect it"),
    PageFormat.RENDERED: _l("Text of a wiki page, copied from the browser"),
    PageFormat.WIKITEXT: _l("MediaWiki source (wikitext)"),
    PageFormat.MEDIAWIKI_XML: _l("MediaWiki XML export"),
    PageFormat.MEDIAWIKI_JSON: _l("MediaWiki API response (JSON)"),
    PageFormat.MARKDOWN: _l("Markdown"),
    PageFormat.CSV: _l("Topics exported from here (CSV)"),
    PageFormat.TABLE: _l("Table or workbook (CSV, XLSX, ODS)"),
    PageFormat.SCHEDULE_XML: _l("Schedule (schedule.xml)"),
    PageFormat.TOOL_JSON: _l("Export from another conference tool (JSON)"),
    PageFormat.JSON: _l("Event exported from here (JSON)"),
    PageFormat.RST: _l("reStructuredText"),
    PageFormat.DOKUWIKI: _l("DokuWiki source"),
    PageFormat.MOIN: _l("MoinMoin source"),
    PageFormat.ORG: _l("Org mode"),
    PageFormat.ASCIIDOC: _l("AsciiDoc"),
    PageFormat.HTML: _l("Web page saved from a browser (HTML)"),
    PageFormat.TEXT: _l("Plain text, a pad or an email"),
}


def format_label(rendering: str) -> str:
    """Return the name of an imported page's format; empty for an unknown one."""
    if rendering in {each.name for each in RENDERINGS}:
        return str(FORMATS[PageFormat.RENDERED])
    return str(FORMATS.get(PageFormat(rendering), "")) if rendering in {*PageFormat} else ""


UNKNOWN = ""
"""The choice for a label whose meaning is unknown and that nobody has decided about."""

FIELDS = {
    Field.TITLE: _l("Title"),
    Field.CONTACT: _l("Contact"),
    Field.NAME: _l("Name of a person"),
    Field.AFFILIATION: _l("Affiliation"),
    Field.EMAIL: _l("Email address"),
    Field.HANDLE: _l("User name"),
    Field.ATTENDANCE: _l("Whether they attend"),
    Field.AREA: _l("Area"),
    Field.DESCRIPTION: _l("Description"),
    Field.OUTCOMES: _l("Outcomes"),
    Field.SKILLS: _l("Skills"),
    Field.DIFFICULTY: _l("Difficulty"),
    Field.STEPS: _l("Steps"),
    Field.REFERENCES: _l("References"),
    Field.VOTES: _l("Votes"),
    Field.MAILING_LIST: _l("Mailing list"),
    Field.IRC: _l("Chat"),
    Field.LENGTH: _l("Length"),
    Field.DATES: _l("Date or time"),
    Field.ROOM: _l("Room"),
    Field.STATE: _l("Status"),
    Field.NUMBER: _l("Number"),
    Field.PRIVATE: _l("Private, not imported"),
    Field.OTHER: _l("Separate field"),
}
"""The possible meanings of a label or column."""
_FURTHER_FIELDS = {
    Field.COUNTRY: _l("Country"),
    Field.PLACE: _l("Place"),
    Field.TIME_ZONE: _l("Time zone"),
    Field.TIME: _l("Time"),
}
"""Meanings that only a page itself can give."""


_OPEN = [(KEEP, _l("Nobody yet"))]
_ANSWERS = {
    QuestionSubject.TOPICS: [(YES, _l("Yes, topics")), (NO, _l("No topics"))],
    QuestionSubject.EMPTY_TOPIC: [(KEEP, _l("Leave as it is"))],
    QuestionSubject.ATTENDANCE: [(YES, _l("They are coming")), (KEEP, _l("They are invited"))],
    QuestionSubject.UNPLACED: [(KEEP, _l("Leave as it is"))],
    QuestionSubject.VOTES: [(KEEP, _l("Leave as it is"))],
    QuestionSubject.LEFT_OUT: [(KEEP, _l("Leave as it is"))],
}
"""The possible answers to questions: the stored value and the text of the button."""
ANSWER_WORDS = {YES: _l("Yes"), NO: _l("No"), KEEP: _l("Left as it is")}


def kind_words(guess: CollectionGuess) -> str:
    """Describe the size and kind of a collection, such as "44 headings at level 3"."""
    return _counted_kind(guess.kind, len(guess.members))


def _counted_kind(kind: str, number: int) -> str:
    name, _colon, level = kind.partition(":")
    if name == "heading" and level:
        return str(
            ngettext(
                "%(num)d heading at level %(level)s",
                "%(num)d headings at level %(level)s",
                number,
                level=level,
            )
        )
    match kind:
        case "bold lines":
            return str(ngettext("%(num)d bold line", "%(num)d bold lines", number))
        case "title lines":
            return str(ngettext("%(num)d line with a title", "%(num)d lines with a title", number))
        case "list":
            return str(ngettext("%(num)d list item", "%(num)d list items", number))
        case "table":
            return str(ngettext("%(num)d table row", "%(num)d table rows", number))
        case _:
            return str(_("%(number)s of the kind “%(kind)s”", number=number, kind=kind))


def _field_words(field: Field) -> str:
    return str(FIELDS.get(field) or _FURTHER_FIELDS[field])


def correction_words(correction: Correction) -> str:
    """Describe a correction to a page, such as "heading:3: Topics"."""
    match correction:
        case TakeAs(collection=collection, role=role):
            return f"{collection.replace('@', ' · ')}: {ROLES[role]}"
        case MapLabel(label=label, field=field):
            return f"{label}: {_field_words(field) if field else _('Nothing: leave it out')}"
        case Answer(question=question, answer=answer):
            line = question.partition(":")[2]
            words = ANSWER_WORDS.get(answer, answer)
            if line in ("", "0"):
                return str(_("Answer: %(answer)s", answer=words))
            return str(_("Line %(number)s: %(answer)s", number=line, answer=words))
        case IgnoreLines(first=first, last=last):
            return str(_("Lines %(first)s to %(last)s: Ignored", first=first, last=last))


def answer_choices(question: Question) -> list[tuple[str, str]]:
    """Return the possible answers to a question: the stored value and the text of the button."""
    if question.about is QuestionSubject.TIME_ZONE and question.proposals:
        return [(zone, zone) for zone in question.proposals]
    if question.about is QuestionSubject.COLUMNS:
        named = zip(question.proposals, question.names, strict=False)
        return [
            (header, str(_("“%(column)s”, such as “%(cell)s”", column=header, cell=cell)))
            for header, cell in named
        ]
    return [(value, str(words)) for value, words in _answers(question)]


def _answers(question: Question) -> list[tuple[str, LazyString]]:
    if question.about is QuestionSubject.CONTACT:
        return [(YES, _l("That is the contact")), (NO, _l("Nobody"))] if question.proposals else _OPEN
    return _ANSWERS.get(question.about, [(KEEP, _l("Decide later"))])


def role_choices(guess: CollectionGuess) -> list[tuple[str, str]]:
    """Return the possible roles of a collection, starting with its current one."""
    roles = dict.fromkeys((guess.role, *CHOICES))
    return [(role.value, str(ROLES[role])) for role in roles]


def field_choices(field: Field | None, is_said: bool) -> list[tuple[str, str]]:
    """Return the possible meanings of a label; for an unknown label, none is preselected."""
    choices = [(each.value, str(words)) for each, words in FIELDS.items()]
    if field in _FURTHER_FIELDS:
        choices.insert(0, (field.value, str(_FURTHER_FIELDS[field])))
    choices.insert(0, (NOTHING, _("Nothing: leave it out")))
    if field is None and not is_said:
        choices.insert(0, (UNKNOWN, _("Choose what it means")))
    return choices


def field_value(field: Field | None, is_said: bool) -> str:
    """Return the current meaning of a label, as one of the choices."""
    return field.value if field else NOTHING if is_said else UNKNOWN
