"""One topic in wiki source: the parameters of its template as the fields of a topic."""

import re
from dataclasses import dataclass, field, replace

from hackathon.domain.wiki.fields import is_placeholder, labelled, programme, value_of
from hackathon.domain.wiki.insertdates import read_insert_date
from hackathon.domain.wiki.page import (
    Contact,
    FurtherField,
    InsertDate,
    PageComment,
    PageTopic,
    Programme,
    Unplaced,
)
from hackathon.domain.wiki.people import contact
from hackathon.domain.wiki.rendered.frame import TopicForm
from hackathon.domain.wiki.rendered.topics import Standing
from hackathon.domain.wiki.texts import FieldValue, TextField
from hackathon.domain.wiki.wikitext.inline import words_of
from hackathon.domain.wiki.wikitext.remarks import read_remarks
from hackathon.domain.wiki.wikitext.sidenotes import split_note
from hackathon.domain.wiki.wikitext.template import Parameter, Project
from hackathon.domain.wiki.wikitext.wikiblocks import has_markup, markdown_of, read_blocks

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
    """What the template has no parameter for; None where it goes without saying."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A field of one line as it was meant, where its source says less."""

    raw: str


def field_named(name: str) -> str | None:
    """Return which field of a topic a parameter is, by its name; None for a name that we do not know."""
    plain = " ".join(name.replace("_", " ").split()).casefold()
    if plain in _NAMES:
        return _NAMES[plain]
    known = labelled(f"{plain}:")
    return known[0] if known else None


def default_label(template: str) -> str:
    """Return the label that a template shows before the contacts."""
    return "Mentor" if template.casefold().startswith("gsoc") else "Technical contact"


def read_project(
    project: Project, line: int, standing: Standing
) -> tuple[PageTopic, list[Unplaced], TopicNote]:
    """Return the topic of a template that begins at that line, its stray parameters, and what was noted."""
    reading = _Reading(template=project.name, line=line)
    for parameter in project.parameters:
        reading.take(parameter)
    note = reading.note()
    comments = reading.comments()
    topic = PageTopic(
        n=standing.n,
        anchor=reading.short("anchor"),
        line=line,
        title=reading.title(),
        section=standing.section,
        area=standing.area,
        review_state=standing.review_state,
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
        comments=comments,
        further=tuple(reading.further),
        number=note.number,
        length=note.length,
        needs=note.needs,
        is_plenary=note.is_plenary,
        proposers=note.proposers,
    )
    form = note.form or (TopicForm.EMPTY if topic.is_empty else TopicForm.RENDERED)
    return replace(topic, form=form, may_run_twice=note.may_run_twice), reading.unplaced, note


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
        name = field_named(parameter.name)
        if name is None:
            self.further.append(_further(parameter))
            return
        if name in self.sources:
            # MediaWiki takes the last of two; the first is kept, and not lost.
            earlier = self.sources[name]
            self.further.append(_further(earlier))
        self.sources[name] = parameter

    def note(self) -> TopicNote:
        _, found = split_note(self._source(KEPT), TopicNote)
        return found or TopicNote()

    def comments(self) -> tuple[PageComment, ...]:
        if REVIEW not in self.sources:
            return ()
        found = self.sources[REVIEW]
        return read_remarks(found.source, self.line + found.line)

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
        return contact(self._raw(LABEL) or label, words_of(_mail_links(visible)).plain)

    def text(self, name: str) -> TextField | None:
        if name not in self.sources:
            return None
        return read_text(self.sources[name].source)

    def _source(self, name: str) -> str:
        return self.sources[name].source if name in self.sources else ""

    def _raw(self, name: str) -> str:
        visible, exact = split_note(self._source(name).strip(), Short)
        return exact.raw if exact is not None else words_of(visible).plain


def _further(parameter: Parameter) -> FurtherField:
    visible, exact = split_note(parameter.source.strip(), Short)
    return FurtherField(name=parameter.name or "", raw=visible.strip() if exact is None else exact.raw)


def read_value(source: str) -> FieldValue:
    """Return a field of one line."""
    visible, exact = split_note(source.strip(), FieldValue)
    return value_of(words_of(visible).plain) if exact is None else exact


def read_programme(source: str) -> Programme:
    """Return whether the topic is offered to a student programme."""
    visible, exact = split_note(source.strip(), Programme)
    return programme(words_of(visible).plain) if exact is None else exact


def read_text(source: str) -> TextField:
    """Return a field of any length."""
    visible, exact = split_note(source.strip(), TextField)
    if exact is not None:
        return exact  # type: ignore[no-any-return]  # split_note returns the class it was given
    found = read_blocks(visible)
    blocks = tuple(each.block for each in found)
    says_nothing = len(blocks) <= 1 and all(is_placeholder(block.text) for block in blocks)
    return TextField(
        blocks=blocks,
        is_placeholder=says_nothing,
        markdown=markdown_of(found) if has_markup(found) else None,
    )


def _mail_links(source: str) -> str:
    """Return the source with "[mailto:address Name]" as "Name <address>"."""
    return re.sub(r"\[mailto:([^\s\[\]]{1,200})\s+([^\[\]]{1,200})\]", r"\2 &lt;\1>", source)
