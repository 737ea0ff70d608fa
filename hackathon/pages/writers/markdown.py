"""Writes a page as Markdown that reads well on GitHub and reads back completely."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from hackathon.core.domain.attendance import EventKind, Status
from hackathon.pages.model.blocks import blocks_as_markdown, escape_text
from hackathon.pages.model.event import EventStatement, PageMilestone
from hackathon.pages.model.metadata import SectionKind
from hackathon.pages.model.page import Contact, InsertDate, Page, PageAttendee, PageComment, PageTopic
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.readers.markdown.notation import (
    ANSWER,
    COMMENTS,
    EVENT_LABELS,
    LABELS,
    NOBODY,
    UNDECIDED,
    VOTES,
    format_value,
    quote_all,
)
from hackathon.pages.recognition.collections.headings import attendance_status, find_review_state
from hackathon.pages.recognition.end_marker import LAST_LINE
from hackathon.pages.recognition.events.dates import format_hours
from hackathon.pages.recognition.labels.fields import (
    TEXT_FIELDS,
    field_value,
    is_placeholder,
    parse_label,
    parse_programme,
)
from hackathon.pages.recognition.people.contact_lines import parse_contact
from hackathon.pages.recognition.topics.insert_dates import read_insert_date

# What begins a list, a quotation, a heading, a table, verbatim lines or a line across means that at the
# beginning of a line only, so a text that begins so stands on a line of its own.
_BEGINS_BLOCK = re.compile(r"[\s#>*+\-=~`|\d\"]|$")
_PEOPLE = {Status.CONFIRMED: "Confirmed attendees", Status.INVITED: "Invited attendees"}


def write(page: Page) -> str:
    """Return the page as Markdown. Only people who are coming or invited are listed."""
    parts = [*_head(page), *_topics(page, None)]
    used = {topic.area for topic in page.topics}
    statuses = [status for status, people in _listed(page).items() if people]
    milestones = list(page.milestones)
    for section in page.sections:
        if section.kind is SectionKind.AREA and section.heading in used:
            continue  # it stands above its topics
        parts += [f"## {_heading(section.heading)}", *_prose(page, section.heading)]
        status = attendance_status(section.heading)
        if section.kind is SectionKind.ATTENDEES and status in statuses:
            statuses.remove(status)
            parts.append(_people(_listed(page)[status]))
        elif section.kind is SectionKind.MILESTONES and milestones:
            parts.append(_milestones(milestones))
            milestones = []
        parts += _topics(page, section.heading)
    if milestones:
        parts += ["## Milestones", _milestones(milestones)]
    for status in statuses:
        parts += [f"## {_PEOPLE[status]}", _people(_listed(page)[status])]
    if page.unplaced:
        parts += ["## Other lines", "\n".join(f"- {escape_text(line.text)}" for line in page.unplaced)]
    return "\n\n".join(part for part in [*parts, LAST_LINE] if part) + "\n"


def _heading(text: str) -> str:
    words = escape_text(text)
    # A hash at the end would close the heading; one that is the whole text is guarded already.
    return f"{words[:-1]}\\#" if words.endswith("#") and text != "#" else words


def _head(page: Page) -> Iterator[str]:
    if page.title:
        yield f"# {_heading(page.title)}"
    if page.event:
        yield "\n".join(f"- **{EVENT_LABELS[name]}:** {value}" for name, value in _event(page, page.event))
    yield from _prose(page, None)


def _event(page: Page, event: EventStatement) -> Iterator[tuple[str, str]]:
    if event.name:
        yield "name", format_value(event.name)
    if event.slug:
        yield "slug", format_value(event.slug)
    yield "kind", "hackathon" if page.kind is EventKind.HACKATHON else "idea list"
    yield "days", f"{event.starts} to {event.ends}"
    if event.place:
        yield "place", format_value(event.place)
    if event.zone:
        yield "zone", event.zone
    for day in event.days:
        yield "open", f"{day.day}, {format_hours(day.opens, day.closes)}"


def _prose(page: Page, heading: str | None) -> Iterator[str]:
    for prose in page.prose:
        if prose.section == heading:
            yield "\n".join(map(_unlabelled, blocks_as_markdown(prose.blocks).split("\n")))


def _unlabelled(line: str) -> str:
    """Return a line of prose so that no word before its colon can be taken for the label of a field."""
    return line.replace(":", "\\:", 1) if parse_label(line.lstrip("-*+ ")) else line


def _milestones(milestones: Iterable[PageMilestone]) -> str:
    return "\n".join(f"- **{_span(milestone)}:** {format_value(milestone.what)}" for milestone in milestones)


def _span(milestone: PageMilestone) -> str:
    return f"{milestone.starts} to {milestone.ends}" if milestone.ends else milestone.starts.isoformat()


def _listed(page: Page) -> dict[Status, tuple[PageAttendee, ...]]:
    return {Status.CONFIRMED: page.confirmed, Status.INVITED: page.invited}


def _people(people: Iterable[PageAttendee]) -> str:
    return "\n".join(
        f"- **{escape_text(person.name)}**"
        + (f", {format_value(person.affiliation)}" if person.affiliation else "")
        for person in people
    )


# Topics


def _topics(page: Page, section: str | None) -> Iterator[str]:
    listed = [topic for topic in page.topics if topic.section == section]
    # What stands in no area comes first: below an area's heading it would be in that area.
    for area, topics in groupby(sorted(listed, key=lambda topic: topic.area is not None), _area):
        if area is not None:
            yield f"### {_heading(area)}"
            yield from _prose(page, area)
        for topic in topics:
            yield from _topic(topic)


def _area(topic: PageTopic) -> str | None:
    return topic.area


def _topic(topic: PageTopic) -> Iterator[str]:
    yield f"#### {_heading(topic.title)}"
    yield "\n".join(f"- **{label}:**{_indented(value)}" for label, value in _fields(topic))
    votes = [comment for comment in topic.comments if comment.is_vote]
    comments = [comment for comment in topic.comments if not comment.is_vote]
    if votes:
        yield f"##### {VOTES}"
        yield "\n".join(f"- {_signature(vote)}:{_indented(_said(vote))}" for vote in votes)
    if comments:
        yield f"##### {COMMENTS}"
        yield "\n".join(_comments(comments))


def _fields(topic: PageTopic) -> Iterator[tuple[str, str]]:
    """Yield each field that the topic has, by its label."""
    values = {
        "number": str(topic.number) if topic.number is not None else None,
        "review_state": _review_state(topic),
        "date_of_insert": _insert_date(topic.date_of_insert) if topic.date_of_insert else None,
        "verified": _short(topic.verified),
        "gsoc": _gsoc(topic),
        "mailing_list": _short(topic.mailing_list),
        "irc": _short(topic.irc),
        "difficulty": _short(topic.difficulty),
        **{name: _long(getattr(topic, name)) for name in TEXT_FIELDS},
        "length": str(topic.length) if topic.length is not None else None,
        "needs": quote_all(topic.needs) if topic.needs else None,
        "is_plenary": "yes" if topic.is_plenary else None,
        "may_run_twice": "yes" if topic.may_run_twice else None,
        "proposers": quote_all(topic.proposers) if topic.proposers else None,
    }
    for name, label in LABELS.items():
        if name == "contact" and topic.contact:
            yield from _contact(topic.contact)
        elif (value := values.get(name)) is not None:
            yield label, value
    for field in topic.further:
        label = escape_text(field.name).replace(":", "\\:")
        yield label, f"\n\n{field.raw}" if "\n" in field.raw else format_value(field.raw)


def _review_state(topic: PageTopic) -> str | None:
    if topic.review_state is find_review_state(topic.section or ""):
        return None
    return topic.review_state.value.replace("_", " ") if topic.review_state else "none"


def _insert_date(insert_date: InsertDate) -> str:
    """Return the date as the page wrote it, and what was decided where the writing alone does not tell."""
    if read_insert_date(insert_date.raw).day == insert_date.day:
        return format_value(insert_date.raw)
    return (
        f"{format_value(insert_date.raw)} ({insert_date.day})"
        if insert_date.day
        else f"{format_value(insert_date.raw)} {UNDECIDED}"
    )


def _short(field: FieldValue | None) -> str | None:
    if field is None:
        return None
    if field_value(field.raw) == field:
        return escape_text(field.raw) if is_placeholder(field.raw) else format_value(field.raw)
    return format_value(field.value or "")


def _gsoc(topic: PageTopic) -> str | None:
    offered = topic.gsoc
    if offered is None:
        return None
    written = parse_programme(offered.raw)
    return (
        escape_text(offered.raw) if written.state is offered.state else offered.state.value.replace("_", " ")
    )


def _contact(field: Contact) -> Iterator[tuple[str, str]]:
    known = parse_label(f"{field.label}:")
    label = field.label if known and known[0] == "contact" else LABELS["contact"]
    read = parse_contact(label, field.raw)
    names = [person.name for person in field.people]
    if [person.name for person in read.people] == names and read.note == field.note:
        yield label, escape_text(field.raw) if is_placeholder(field.raw) else format_value(field.raw)
        return
    yield label, quote_all(names)
    if field.note:
        yield LABELS["contact_note"], format_value(field.note)


def _long(field: TextField | None) -> str | None:
    if field is None:
        return None
    text = blocks_as_markdown(field.blocks) if field.markdown is None else field.markdown
    if field.is_placeholder:
        return text
    if is_placeholder(text):
        return format_value(text)
    return f"\n\n{text}" if "\n" in text or _BEGINS_BLOCK.match(text) else text


def _indented(value: str) -> str:
    """Return a value behind its label; the lines of one that has several stand indented below it."""
    if not value:
        return ""
    lines = value.split("\n")
    return "\n".join([f" {lines[0]}".rstrip(" "), *(f"  {line}" if line else "" for line in lines[1:])])


# Votes and comments


def _signature(comment: PageComment) -> str:
    author = f"**{escape_text(comment.author)}**" if comment.author else NOBODY
    if comment.stamp:
        return f"{author}, {comment.stamp:%Y-%m-%d %H:%M} UTC"
    return f"{author}, {comment.day}" if comment.day else author


def _said(comment: PageComment) -> str:
    text = comment.markdown
    if text is None:
        nested = blocks_as_markdown(comment.nested)
        text = "\n\n".join(part for part in (escape_text(comment.text), nested) if part)
    return f"\n\n{text}" if "\n" in text or _BEGINS_BLOCK.match(text) else text


def _comments(comments: Sequence[PageComment]) -> Iterator[str]:
    """Yield the comments, each answer behind what it answers and marked by how deep it stands."""
    depths: dict[int, int] = {}
    for comment in comments:
        depth = depths.get(comment.reply_to, -1) + 1 if comment.reply_to is not None else 0
        depths[comment.line] = depth
        answer = f"{ANSWER * depth} " if depth else ""
        done = f" (addressed {comment.addressed:%Y-%m-%d %H:%M} UTC)" if comment.addressed else ""
        box = "[x]" if comment.addressed else "[ ]"
        yield f"- {box} {answer}{_signature(comment)}{done}:{_indented(_said(comment))}"
