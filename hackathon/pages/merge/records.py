"""A page's content as flat texts, for comparison with an event and for storage as JSON."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from hackathon.core.domain.topics import ProgrammeState
from hackathon.core.domain.votes import Choice
from hackathon.core.text.addresses import without_addresses
from hackathon.core.text.names import normalize
from hackathon.pages.model.blocks import blocks_as_markdown, escape_line
from hackathon.pages.model.page import CommentKind, Page, PageComment, PageTopic
from hackathon.pages.model.setup import setup_facts
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.model.topic_outcome import outcome_fields
from hackathon.pages.recognition.events.dates import format_hours
from hackathon.pages.report import page_as_json

BETWEEN_NAMES = ", "
BETWEEN_NEEDS = "\n"
YES = "yes"
HOURS = "hours "
"""Before a day, as the name of the field that holds its opening hours."""
_CHOICES = {
    CommentKind.MUST_ATTEND: Choice.MUST,
    CommentKind.WILL_ATTEND: Choice.WILL,
    CommentKind.INTERESTED: Choice.MAYBE,
}
_SAYS_NO_MORE = frozenset(
    {"will attend (must)", "will attend", "interested", "i'm interested", "i am interested"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A vote or a comment: the author, the time (None if unknown), and the text as Markdown.

    `choice` is None for a comment. `reply_to` is the `line` of another comment. `addressed` is when the
    comment was resolved.
    """

    author: str | None
    at: datetime | None
    text: str
    choice: Choice | None
    line: int
    reply_to: int | None
    addressed: datetime | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """The key for comparison: author, minute, and text (for a vote: the choice)."""
        content = self.choice.value if self.choice else without_addresses(self.text)
        return normalize(self.author or ""), comparable_minute(self.at), content


def comparable_minute(moment: datetime | None) -> str:
    """Return a time with minute precision for comparison, since wikis write no seconds."""
    return moment.replace(second=0, microsecond=0).isoformat() if moment else ""


def topic_fields(topic: PageTopic) -> dict[str, str]:
    """Return the fields of a topic as the event stores them; a placeholder becomes an empty text."""
    contact = topic.contact
    return {
        "title": topic.title,
        "area": topic.area or "",
        "review_state": topic.review_state.value if topic.review_state else "",
        "inserted_on": _iso(topic),
        "verified": _short(topic.verified),
        "programme": (topic.gsoc.state if topic.gsoc else ProgrammeState.NOT_APPLICABLE).value,
        "contacts": BETWEEN_NAMES.join(person.name for person in contact.people) if contact else "",
        "contact_note": (contact.note or "") if contact else "",
        "forum": _short(topic.mailing_list),
        "chat": _short(topic.irc),
        "difficulty": _short(topic.difficulty),
        "skills": _long(topic.skills),
        "description": _long(topic.description),
        "outcomes": _long(topic.outcomes),
        "steps": _long(topic.steps),
        "references": _long(topic.references),
        **dict(_ours(topic)),
    }


def _ours(topic: PageTopic) -> Iterator[tuple[str, str]]:
    """Yield the fields that only pages written by us have."""
    if topic.length is not None:
        yield "length", str(topic.length)
    if topic.needs is not None:
        yield "needs", BETWEEN_NEEDS.join(topic.needs)
    if topic.is_plenary is not None:
        yield "is_plenary", YES if topic.is_plenary else ""
    if topic.may_run_twice is not None:
        yield "may_run_twice", YES if topic.may_run_twice else ""
    if topic.outcome is not None:
        yield from outcome_fields(topic.outcome).items()


def topic_responses(topic: PageTopic) -> tuple[Response, ...]:
    """Return the votes and comments on a topic, in page order.

    An unsigned vote becomes a comment. A vote with further text becomes both.
    """
    return tuple(response for comment in topic.comments for response in _responses(comment))


def handle_owners(page: Page) -> dict[str, str] | None:
    """Return the owner of each wiki user name, by normalized name; None if the page does not say."""
    return (
        None if page.handles is None else {normalize(handle.handle): handle.name for handle in page.handles}
    )


def event_facts(page: Page) -> dict[str, str]:
    """Return the days, hours and settings that the page has, in local time."""
    event = page.event
    ours = setup_facts(page.setup) if page.setup else {}
    if event is None:
        return ours
    days = {
        f"{HOURS}{day.day}": format_hours(day.opens, day.closes)
        for day in event.days
        if event.starts <= day.day <= event.ends
    }
    return {"first_day": event.starts.isoformat(), "last_day": event.ends.isoformat(), **days, **ours}


def topic_as_read(page: Page, topic: PageTopic, truth: dict[str, Any]) -> dict[str, Any]:
    """Return what `Topic.as_read` stores: the values to compare next time, and the topic as it was."""
    return {
        "from": page.title,
        "fields": topic_fields(topic),
        "said": [list(response.key) for response in topic_responses(topic)],
        "page": truth,
    }


def base_version_for(as_read: Mapping[str, Any] | None, page: Page) -> Mapping[str, Any] | None:
    """Return the topic as this page, or another form of it, last had it; None if only other pages had it.

    A page that we wrote and a page without a title may be another form of any page.
    """
    if as_read is None or as_read["from"] == page.title or page.title is None or page.silent_on:
        return as_read
    if as_read["from"] is None or any(topic.number for topic in page.topics):
        return as_read
    also: Mapping[str, Any] = as_read.get("also", {})
    return also.get(page.title)


def with_page_version(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `Topic.as_read` stores for a topic on several pages; the first page is stored in full."""
    reading = {name: now[name] for name in ("from", "fields", "said")}
    return {**before, "also": {**before.get("also", {}), now["from"]: reading}}


def with_earlier_fields(
    now: dict[str, Any], before: Mapping[str, Any] | None, silent_on: Collection[str]
) -> dict[str, Any]:
    """Return what `Topic.as_read` stores if the page has only some of the fields.

    Other fields, votes and comments are kept from the earlier version.
    """
    also = {"also": before["also"]} if before and "also" in before else {}
    if before is None or not silent_on:
        return {**now, **also}
    spoken = {field: value for field, value in now["fields"].items() if field not in silent_on}
    page = {name: held for name, held in now["page"].items() if held is not None and name != "comments"}
    return {
        "from": now["from"] or before["from"],
        "fields": {**before["fields"], **spoken},
        "said": before["said"],
        "page": {**before["page"], **page},
        **also,
    }


def page_as_read(page: Page, left: Iterable[str], unasked: Iterable[Collection[str]]) -> dict[str, Any]:
    """Return what `PageImport.as_read` stores: the values to compare next time, and the page as it was.

    `left` are the titles of topics that were left out, `unasked` the pairs of names that were left out with
    them.
    """
    return {
        "from": page.title,
        "facts": event_facts(page),
        "people": {normalize(attendee.name): attendee.status.value for attendee in reversed(page.attendees)},
        "milestones": [milestone.what for milestone in page.milestones],
        "left": [normalize(title) for title in left],
        "unasked": [sorted(pair) for pair in unasked],
        "page": page_as_json(page),
    }


def _responses(comment: PageComment) -> Iterator[Response]:
    written_at = comment.stamp or (datetime.combine(comment.day, time(), UTC) if comment.day else None)
    choice = _CHOICES.get(comment.kind) if comment.author else None
    words = comment.markdown
    if words is None:
        words = "\n\n".join(
            part for part in (escape_line(comment.text), blocks_as_markdown(comment.nested)) if part
        )
    says_more = comment.nested or comment.text.casefold().strip(" .!") not in _SAYS_NO_MORE
    for is_vote in (True, False):
        if choice if is_vote else (says_more or not choice):
            yield Response(
                author=comment.author,
                at=written_at,
                text="" if is_vote else words,
                choice=choice if is_vote else None,
                line=comment.line,
                reply_to=comment.reply_to,
                addressed=comment.addressed,
            )


def _iso(topic: PageTopic) -> str:
    insert_date = topic.date_of_insert
    return insert_date.day.isoformat() if insert_date and insert_date.day else ""


def _short(field: FieldValue | None) -> str:
    return (field.value or "") if field else ""


def _long(field: TextField | None) -> str:
    if field is None or field.is_placeholder:
        return ""
    return blocks_as_markdown(field.blocks) if field.markdown is None else field.markdown
