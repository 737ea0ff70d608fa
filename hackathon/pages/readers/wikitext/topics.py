"""Reads one topic in wikitext: the parameters of its template as fields."""

import re
from dataclasses import dataclass, field, replace

from hackathon.pages.model.metadata import TopicForm, TopicPlacement
from hackathon.pages.model.page import (
    Contact,
    FurtherField,
    InsertDate,
    PageComment,
    PageTopic,
    Programme,
    Unplaced,
)
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.readers.wikitext.blocks import as_markdown, has_markup, read_blocks
from hackathon.pages.readers.wikitext.comments import read_comments
from hackathon.pages.readers.wikitext.hidden_notes import split_note
from hackathon.pages.readers.wikitext.inline import parse_inline
from hackathon.pages.readers.wikitext.templates import Parameter, TopicTemplate
from hackathon.pages.recognition.labels.fields import (
    field_value,
    is_placeholder,
    parse_label,
    parse_programme,
)
from hackathon.pages.recognition.people.contact_lines import parse_contact
from hackathon.pages.recognition.topics.insert_dates import read_insert_date

TITLE, DATE, REVIEW, KEPT, LABEL = "title", "date_of_insert", "review", "kept", "contact_label"
_NAMES = {
    "project": TITLE,
    "title": TITLE,
    "date": DATE,
    "desc": "description",
    "anchor": "anchor",
    "review": REVIEW,
    "peer review comments": REVIEW,
    "forum": "mailing_list",
    "list": "mailing_list",
    "contact label": LABEL,
    "kept": KEPT,
}
_SHORT = ("verified", "gsoc", "contact", "mailing_list", "irc", "difficulty")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNote:
    """Values for which the template has no parameter; None for default values."""

    number: int | None = None
    length: int | None = None
    needs: tuple[str, ...] | None = None
    is_plenary: bool | None = None
    may_run_twice: bool | None = None
    proposers: tuple[str, ...] = ()
    peer_review_heading: bool | None = None
    delete_as_addressed: bool | None = None
    date_of_insert: InsertDate | None = None
    form: TopicForm | None = None
    vote_count: int | None = None
    further: tuple[FurtherField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortNote:
    """A field of one line as it was meant, where its source says less."""

    raw: str


def field_for_parameter(name: str) -> str | None:
    """Return which field of a topic a parameter is, by its name; None for a name that we do not know."""
    plain = " ".join(name.replace("_", " ").split()).casefold()
    if plain in _NAMES:
        return _NAMES[plain]
    known = parse_label(f"{plain}:")
    return known[0] if known else None


def default_label(template: str) -> str:
    """Return the label that a template shows before the contacts."""
    return "Mentor" if template.casefold().startswith("gsoc") else "Technical contact"


def read_topic(
    project: TopicTemplate, line: int, placement: TopicPlacement
) -> tuple[PageTopic, list[Unplaced], TopicNote]:
    """Return the topic of a template that begins at that line, its stray parameters, and its notes."""
    reading = _Reading(template=project.name, line=line)
    for parameter in project.parameters:
        reading.take(parameter)
    note = reading.note()
    topic = PageTopic(
        n=placement.n,
        anchor=reading.short("anchor"),
        line=line,
        title=reading.title(),
        section=placement.section,
        area=placement.area,
        review_state=placement.review_state,
        date_of_insert=reading.date(),
        verified=reading.value("verified"),
        gsoc=reading.programme(),
        contact=reading.contact(),
        mailing_list=reading.value("mailing_list"),
        irc=reading.value("irc"),
        difficulty=reading.value("difficulty"),
        skills=reading.text("skills"),
        description=reading.text("description"),
        outcomes=reading.text("outcomes"),
        steps=reading.text("steps"),
        references=reading.text("references"),
        peer_review_heading=_first(note.peer_review_heading, REVIEW in reading.sources),
        delete_as_addressed=_first(note.delete_as_addressed, False),
        comments=reading.comments(),
        further=(*reading.further, *note.further),
        number=note.number,
        length=note.length,
        needs=note.needs,
        is_plenary=note.is_plenary,
        proposers=note.proposers,
    )
    form = note.form or (TopicForm.EMPTY if topic.is_empty else TopicForm.RENDERED)
    told = replace(topic, form=form, may_run_twice=note.may_run_twice, vote_count=note.vote_count)
    return told, reading.unplaced, note


def _first(noted: bool | None, otherwise: bool) -> bool:
    return otherwise if noted is None else noted


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The parameters so far, by field."""

    template: str
    line: int
    sources: dict[str, Parameter] = field(default_factory=dict)
    further: list[FurtherField] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def take(self, parameter: Parameter) -> None:
        if parameter.name is None:
            words = parameter.source.strip()
            if words:
                self.unplaced.append(Unplaced(line=self.line + parameter.line, text=words))
            return
        name = field_for_parameter(parameter.name)
        if name is None:
            self.further.append(_further(parameter))
            return
        if name in self.sources:
            # MediaWiki takes the last of two; the first is kept, and not lost.
            earlier = self.sources[name]
            self.further.append(_further(earlier))
        self.sources[name] = parameter

    def note(self) -> TopicNote:
        _, notes = split_note(self._source(KEPT), TopicNote)
        return notes or TopicNote()

    def comments(self) -> tuple[PageComment, ...]:
        if REVIEW not in self.sources:
            return ()
        sources = self.sources[REVIEW]
        return read_comments(sources.source, self.line + sources.line)

    def title(self) -> str:
        return self._raw(TITLE) or "Without a title"

    def short(self, name: str) -> str | None:
        return self._raw(name) if name in self.sources else None

    def date(self) -> InsertDate | None:
        return read_insert_date(self._raw(DATE)) if DATE in self.sources else None

    def value(self, name: str) -> FieldValue | None:
        return read_value(self._source(name)) if name in self.sources else None

    def programme(self) -> Programme | None:
        return read_programme(self._source("gsoc")) if "gsoc" in self.sources else None

    def contact(self) -> Contact | None:
        if "contact" not in self.sources:
            return None
        visible, exact = split_note(self._source("contact").strip(), Contact)
        if exact is not None:
            return exact  # type: ignore[no-any-return]  # split_note returns the class it was given
        name = " ".join((self.sources["contact"].name or "").split())
        label = default_label(self.template) if name.casefold() == "contact" else name
        return parse_contact(self._raw(LABEL) or label, parse_inline(_mail_links(visible)).plain)

    def text(self, name: str) -> TextField | None:
        if name not in self.sources:
            return None
        return read_text(self.sources[name].source)

    def _source(self, name: str) -> str:
        return self.sources[name].source if name in self.sources else ""

    def _raw(self, name: str) -> str:
        visible, exact = split_note(self._source(name).strip(), ShortNote)
        return exact.raw if exact is not None else parse_inline(visible).plain


def _further(parameter: Parameter) -> FurtherField:
    visible, exact = split_note(parameter.source.strip(), ShortNote)
    return FurtherField(name=parameter.name or "", raw=visible.strip() if exact is None else exact.raw)


def read_value(source: str) -> FieldValue:
    """Return a field of one line."""
    visible, exact = split_note(source.strip(), FieldValue)
    return field_value(parse_inline(visible).plain) if exact is None else exact


def read_programme(source: str) -> Programme:
    """Return whether the topic is offered to a student programme."""
    visible, exact = split_note(source.strip(), Programme)
    return parse_programme(parse_inline(visible).plain) if exact is None else exact


def read_text(source: str) -> TextField:
    """Return a field of any length."""
    visible, exact = split_note(source.strip(), TextField)
    if exact is not None:
        return exact  # type: ignore[no-any-return]  # split_note returns the class it was given
    source_blocks = read_blocks(visible)
    blocks = tuple(match.block for match in source_blocks)
    says_nothing = len(blocks) <= 1 and all(is_placeholder(block.text) for block in blocks)
    return TextField(
        blocks=blocks,
        is_placeholder=says_nothing,
        markdown=as_markdown(source_blocks) if has_markup(source_blocks) else None,
    )


def _mail_links(source: str) -> str:
    """Return the source with "[mailto:address Name]" as "Name <address>"."""
    return re.sub(r"\[mailto:([^\s\[\]]{1,200})\s+([^\[\]]{1,200})\]", r"\2 &lt;\1>", source)
