"""Writes a topic as its template, so that it reads back the same.

Each field is read back as soon as it is written. Where wikitext cannot express a field, a hidden note
beside it keeps the rest (`hidden_notes`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hackathon.pages.model.blocks import blocks_as_markdown, escape_line
from hackathon.pages.model.metadata import TopicForm
from hackathon.pages.model.page import CommentKind, Contact, Icon, PageComment, PageTopic
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.readers.wikitext.comments import read_comments
from hackathon.pages.readers.wikitext.hidden_notes import with_note
from hackathon.pages.readers.wikitext.inline import as_entities, wikitext_inline, wikitext_line
from hackathon.pages.readers.wikitext.templates import is_one_value
from hackathon.pages.readers.wikitext.topics import (
    TITLE,
    ShortNote,
    TopicNote,
    default_label,
    field_for_parameter,
    read_programme,
    read_text,
    read_value,
)
from hackathon.pages.recognition.labels.fields import TEXT_FIELDS
from hackathon.pages.recognition.people.contact_lines import parse_contact
from hackathon.pages.recognition.topics.comments import comment_kind
from hackathon.pages.writers.wikitext.markup import blocks_source, markdown_source

_TEXT_NAMES = {
    "skills": "Skills",
    "description": "Desc",
    "outcomes": "Outcomes",
    "steps": "Steps",
    "references": "References",
}
_NOT_APPLICABLE = "N/A"
_TIME = re.compile(r"(?<=\d):(?=\d\d, )|(?<=\d{4}):")
_SAID = {
    CommentKind.MUST_ATTEND: "Will attend (must)",
    CommentKind.WILL_ATTEND: "Will attend",
    CommentKind.INTERESTED: "Interested",
}


def topic_source(topic: PageTopic, stray: Sequence[str], *, tells_date: bool) -> str:
    """Return the template of a topic; `stray` are lines, as source, that belong to none of its fields.

    `tells_date` is whether the page around the topic decides what its date means.
    """
    template = "GSoC Project" if topic.contact and topic.contact.label == "Mentor" else "project"
    note = _note(topic, tells_date=tells_date)
    lines = [
        f"{{{{{template}",
        *(f"|{name}={value}" for name, value in _parameters(topic, template, note)),
    ]
    return "\n".join([*lines, *(f"|{line}" for line in stray), "}}"])


def _parameters(topic: PageTopic, template: str, note: TopicNote) -> Iterator[tuple[str, str]]:
    yield "Project", _short(topic.title)
    # A name that stands twice: the wiki takes the last, so what was kept of an earlier one comes first.
    further = [(field.name, _raw(field.raw)) for field in topic.further if _is_parameter(field.name, topic)]
    yield from ((name, value) for name, value in further if field_for_parameter(name))
    if topic.anchor is not None:
        yield "Anchor", _short(topic.anchor)
    if topic.date_of_insert:
        yield "Date", _short(topic.date_of_insert.raw)
    yield from _value("Verified", topic.verified)
    if topic.contact:
        yield from _contact(topic.contact, template)
    if topic.gsoc:
        visible = _shown(topic.gsoc.raw)
        yield "GSoC", visible if read_programme(visible) == topic.gsoc else with_note(visible, topic.gsoc)
    yield from _value("Mailing list", topic.mailing_list)
    yield from _value("IRC", topic.irc)
    yield from _value("Difficulty", topic.difficulty)
    for name in TEXT_FIELDS:
        field = getattr(topic, name)
        if field is not None:
            yield _TEXT_NAMES[name], text_source(field)
    yield from ((name, value) for name, value in further if not field_for_parameter(name))
    if topic.comments or topic.peer_review_heading:
        yield "Review", "\n".join(comments_source(topic.comments))
    if note != TopicNote():
        yield "Kept", with_note("", note)


def _value(name: str, field: FieldValue | None) -> Iterator[tuple[str, str]]:
    if field is not None:
        # What looks like a placeholder may be what someone meant: "Unknown" is an answer too.
        visible = _shown(field.raw)
        yield name, visible if read_value(visible) == field else with_note(visible, field)


def _short(raw: str) -> str:
    visible = _shown(raw)
    return visible if raw == " ".join(raw.split()) else with_note(visible, ShortNote(raw=raw))


def _shown(raw: str) -> str:
    return "{{N/A}}" if raw == _NOT_APPLICABLE else wikitext_line(raw)


def _raw(source: str) -> str:
    """Return the source of a parameter that we do not know, as it was unless it would break the template."""
    is_whole = is_one_value(source) and source == source.strip() and "<!--" not in source
    return source if is_whole else with_note(wikitext_line(source), ShortNote(raw=source))


def _is_name(name: str) -> bool:
    return bool(name.strip()) and not set(name) & set("|={}[]<>\n#&") and not name.strip().isdigit()


def _is_parameter(name: str, topic: PageTopic) -> bool:
    """Whether a further field can be a parameter: one named like ours only if ours comes after it."""
    own = field_for_parameter(name)
    return _is_name(name) and (own is None or (own != TITLE and getattr(topic, own, None) is not None))


def _contact(field: Contact, template: str) -> Iterator[tuple[str, str]]:
    label = default_label(template)
    visible = wikitext_line(field.raw)
    is_told = parse_contact(field.label, field.raw) == field and field.raw == " ".join(field.raw.split())
    yield "Contact", visible if is_told else with_note(visible, field)
    if field.label != label:
        yield "Contact label", _short(field.label)


def _note(topic: PageTopic, *, tells_date: bool) -> TopicNote:
    usual = TopicForm.EMPTY if topic.is_empty else TopicForm.RENDERED
    has_review = bool(topic.comments) or topic.peer_review_heading
    return TopicNote(
        number=topic.number,
        length=topic.length,
        needs=topic.needs,
        is_plenary=topic.is_plenary,
        may_run_twice=topic.may_run_twice,
        proposers=topic.proposers,
        peer_review_heading=None if topic.peer_review_heading == has_review else topic.peer_review_heading,
        delete_as_addressed=topic.delete_as_addressed or None,
        date_of_insert=None if tells_date else topic.date_of_insert,
        form=None if topic.form is usual else topic.form,
        vote_count=topic.vote_count,
        # What is no name of a parameter, such as a link, has its field kept out of sight.
        further=tuple(field for field in topic.further if not _is_parameter(field.name, topic)),
    )


def text_source(field: TextField) -> str:
    """Return a field of any length as the value of a parameter."""
    if field.is_placeholder and [block.text for block in field.blocks] == [_NOT_APPLICABLE]:
        return "{{N/A}}"
    source = blocks_source(field.blocks) if field.markdown is None else markdown_source(field.markdown)
    if not is_one_value(source):
        source = blocks_source(field.blocks)
    value = f"\n{source}" if "\n" in source or source[:1] in ("*", "#", ":", "<") else source
    return value if _is_told(field, read_text(value)) else with_note(value, field)


def _is_told(field: TextField, read: TextField) -> bool:
    """Whether what was read is what was written; blocks say as much as the Markdown that they are."""
    if field.is_placeholder or read.is_placeholder:
        return field == read
    return _as_markdown(field) == _as_markdown(read) and (
        field.markdown is not None or field.blocks == read.blocks
    )


def _as_markdown(field: TextField) -> str:
    return blocks_as_markdown(field.blocks) if field.markdown is None else field.markdown


def comments_source(comments: Sequence[PageComment]) -> Iterator[str]:
    """Yield votes and comments, with replies below the comment they reply to."""
    roots: list[PageComment] = []
    answers: dict[int, list[PageComment]] = {}
    last_on_line = {comment.line: n for n, comment in enumerate(comments)}
    for n, comment in enumerate(comments):
        parent = last_on_line.get(comment.reply_to) if comment.reply_to is not None else None
        if parent is None or parent >= n:
            roots.append(comment)
        else:
            answers.setdefault(parent, []).append(comment)
    index = {id(comment): n for n, comment in enumerate(comments)}
    waiting = [(comment, 0) for comment in reversed(roots)]
    while waiting:
        comment, depth = waiting.pop()
        yield _remark(comment, depth)
        waiting += [(answer, depth + 1) for answer in reversed(answers.get(index[id(comment)], []))]


def _remark(comment: PageComment, depth: int) -> str:
    signature, words = _signature(comment), _words(comment)
    read = read_comments(f"{signature}{words}", comment.line)
    if not _is_signed_alike(comment, read):
        signature, words = f"{{{{{Icon.COMMENT.capitalize()}|}}}} ", f"{_said_by(comment)}{words}"
    elif read == (_expected(comment, read[0]),):
        return "\n".join(_indented(f"{signature}{words}".rstrip(), depth))
    return "\n".join(_indented(f"{signature}{with_note(words, comment)}", depth))


def _is_signed_alike(comment: PageComment, read: Sequence[PageComment]) -> bool:
    """Whether one remark was read, its signature where it was written: behind that stand the words."""
    if len(read) != 1 or (read[0].icon is None and read[0].stamp_raw is None):
        return False
    return (read[0].author, read[0].stamp_raw, read[0].icon) == (
        comment.author,
        comment.stamp_raw,
        comment.icon,
    )


def _expected(comment: PageComment, read: PageComment) -> PageComment:
    """Return the comment as it reads by itself, without what it answers."""
    is_reply = comment.kind is CommentKind.REPLY
    alone = replace(comment, reply_to=None, kind=CommentKind.COMMENT if is_reply else comment.kind)
    if comment.markdown is not None and _all_markdown(read) == comment.markdown:
        return replace(alone, markdown=read.markdown, nested=read.nested, text=read.text)
    return alone


def _said_by(comment: PageComment) -> str:
    signature = " ".join(part for part in (comment.author, comment.stamp_raw) if part)
    return _unsigned(f"{wikitext_line(signature)}: ") if signature else ""


def _indented(visible: str, depth: int) -> Iterator[str]:
    """Yield the lines as a reply's; verbatim ones stay where they are."""
    is_verbatim = False
    for line in visible.split("\n"):
        yield line if is_verbatim else ":" * depth + line
        is_verbatim = line.endswith("<pre>") or (is_verbatim and not line.startswith("</pre>"))


def _all_markdown(comment: PageComment) -> str:
    if comment.markdown is not None:
        return comment.markdown
    return "\n\n".join(
        part for part in (escape_line(comment.text), blocks_as_markdown(comment.nested)) if part
    )


def _signature(comment: PageComment) -> str:
    stamp = comment.stamp_raw or ""
    author = comment.author or ""
    is_plain = author.replace(".", "").replace("-", "").replace(" ", "").replace("_", "").isalnum()
    who = f"[[User:{author}|{author}]]" if is_plain else wikitext_inline(author)
    signed = f"{who} {wikitext_inline(stamp)}".strip()
    if comment.icon is Icon.VOTE:
        return f"{{{{Vote|{signed}}}}} "
    if comment.icon is Icon.COMMENT:
        return f"{{{{Comment|{signed}:}}}} "
    return f"{signed}: " if signed and stamp else ""


def _words(comment: PageComment) -> str:
    """Return the words of a remark, so guarded that they begin no other and promise nothing."""
    if comment.markdown is not None:
        source = markdown_source(comment.markdown)
    else:
        first = wikitext_line(comment.text or _SAID.get(comment.kind, ""))
        source = "\n\n".join(part for part in (first, blocks_source(comment.nested)) if part)
        if comment.nested and first and blocks_source(comment.nested)[:1] in ("*", "#"):
            source = source.replace("\n\n", "\n", 1)
    if not is_one_value(source):
        source = wikitext_line(comment.text)
    # Behind a signature a colon is no sign of a quotation, but the end of the signature.
    lines = source.lstrip(": ").split("\n")
    if not comment.is_vote and comment_kind(lines[0].replace("'", "")) is not CommentKind.COMMENT:
        lines[0] = f"{as_entities(lines[0][0])}{lines[0][1:]}"
    return "\n".join(_unsigned(line) for line in lines)


def _unsigned(line: str) -> str:
    """Return a line in which nothing is taken for a signature: the colons of its times are entities."""
    return _TIME.sub("&#58;", line)
