"""What a page says, in the words of our own records: flat texts that can be compared and kept as JSON."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from hackathon.domain.names import normalise
from hackathon.domain.topics import ProgrammeState
from hackathon.domain.votes import Choice
from hackathon.domain.wiki.blocks import as_markdown, escaped
from hackathon.domain.wiki.page import CommentKind, Page, PageComment, PageTopic
from hackathon.domain.wiki.report import as_truth
from hackathon.domain.wiki.setup import facts_of_setup
from hackathon.domain.wiki.texts import FieldValue, TextField

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
class Said:
    """A vote or a comment of a page: who, when (None: unknown), and the words as Markdown.

    `choice` is None for a comment; `line` tells which line of the page `reply_to` means; `addressed` is when
    the comment was dealt with.
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
        """By what it is compared: author, minute, and the words (of a vote: what it says)."""
        said = self.choice.value if self.choice else self.text
        return normalise(self.author or ""), minute(self.at), said


def minute(at: datetime | None) -> str:
    """Return the moment as stamps are compared: wikis write no seconds."""
    return at.replace(second=0, microsecond=0).isoformat() if at else ""


def fields_of(topic: PageTopic) -> dict[str, str]:
    """Return the fields of a topic as our records spell them; a placeholder is no value, so an empty text."""
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
    """Yield what only a page that we wrote says of a topic."""
    if topic.length is not None:
        yield "length", str(topic.length)
    if topic.needs is not None:
        yield "needs", BETWEEN_NEEDS.join(topic.needs)
    if topic.is_plenary is not None:
        yield "is_plenary", YES if topic.is_plenary else ""
    if topic.may_run_twice is not None:
        yield "may_run_twice", YES if topic.may_run_twice else ""


def said_under(topic: PageTopic) -> tuple[Said, ...]:
    """Return the votes and comments under a topic, in the order of the page.

    A vote that nobody signed is a comment, since a vote is somebody's; one that says more than that is both.
    """
    return tuple(said for comment in topic.comments for said in _said(comment))


def owners_of(page: Page) -> dict[str, str] | None:
    """Return whose the wiki user names are, by the names as they are compared; None: the page is silent."""
    return None if page.handles is None else {normalise(each.handle): each.name for each in page.handles}


def facts_of(page: Page) -> dict[str, str]:
    """Return what the page says of the event's days and hours, on the clocks of the place."""
    event = page.event
    ours = facts_of_setup(page.setup) if page.setup else {}
    if event is None:
        return ours
    days = {
        f"{HOURS}{day.day}": hours_in_words(day.opens, day.closes)
        for day in event.days
        if event.starts <= day.day <= event.ends and day.opens < day.closes
    }
    return {"first_day": event.starts.isoformat(), "last_day": event.ends.isoformat(), **days, **ours}


def stamp_in_words(at: datetime) -> str:
    """Return a moment as wikis sign with it, "22:15, 27 April 2013 (UTC)"."""
    utc = at.astimezone(UTC)
    return f"{utc:%H:%M}, {utc.day} {utc:%B %Y} (UTC)"


def hours_in_words(opens: time, closes: time) -> str:
    """Return opening hours as they are compared, "09:00-17:00"."""
    return f"{opens:%H:%M}-{closes:%H:%M}"


def span_of(hours: str) -> tuple[time, time]:
    """Return the opening hours that `hours_in_words` wrote."""
    opens, _, closes = hours.partition("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)


def topic_as_read(page: Page, topic: PageTopic, truth: dict[str, Any]) -> dict[str, Any]:
    """Return what `Topic.as_read` keeps: what is compared next time, and the topic as it stood."""
    return {
        "from": page.title,
        "fields": fields_of(topic),
        "said": [list(said.key) for said in said_under(topic)],
        "page": truth,
    }


def reading_of(as_read: Mapping[str, Any] | None, page: Page) -> Mapping[str, Any] | None:
    """Return how this page, or a form of it, gave the topic last; None: only another page did.

    A page that we wrote and one without a title may be any page written down once more.
    """
    if as_read is None or as_read["from"] == page.title or page.title is None or page.silent_on:
        return as_read
    if as_read["from"] is None or any(topic.number for topic in page.topics):
        return as_read
    also: Mapping[str, Any] = as_read.get("also", {})
    return also.get(page.title)


def with_another_page(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `Topic.as_read` keeps of a topic that stands on several pages: the first one's whole."""
    reading = {name: now[name] for name in ("from", "fields", "said")}
    return {**before, "also": {**before.get("also", {}), now["from"]: reading}}


def with_earlier(
    now: dict[str, Any], before: Mapping[str, Any] | None, silent_on: Collection[str]
) -> dict[str, Any]:
    """Return what `Topic.as_read` keeps where a page says only part of what was read before.

    On the fields that it is silent on, and for votes and comments, what was read before stays.
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
    """Return what `PageImport.as_read` keeps: what is compared next time, and the page as it stood.

    `left` are the titles of the topics that were left out, `unasked` the pairs of names whose join was left
    out with them.
    """
    return {
        "from": page.title,
        "facts": facts_of(page),
        "people": {normalise(each.name): each.status.value for each in reversed(page.attendees)},
        "milestones": [milestone.what for milestone in page.milestones],
        "left": [normalise(title) for title in left],
        "unasked": [sorted(pair) for pair in unasked],
        "page": as_truth(page),
    }


def _said(comment: PageComment) -> Iterator[Said]:
    at = comment.stamp or (datetime.combine(comment.day, time(), UTC) if comment.day else None)
    choice = _CHOICES.get(comment.kind) if comment.author else None
    words = comment.markdown
    if words is None:
        words = "\n\n".join(part for part in (escaped(comment.text), as_markdown(comment.nested)) if part)
    says_more = comment.nested or comment.text.casefold().strip(" .!") not in _SAYS_NO_MORE
    for is_vote in (True, False):
        if choice if is_vote else (says_more or not choice):
            yield Said(
                author=comment.author,
                at=at,
                text="" if is_vote else words,
                choice=choice if is_vote else None,
                line=comment.line,
                reply_to=comment.reply_to,
                addressed=comment.addressed,
            )


def _iso(topic: PageTopic) -> str:
    found = topic.date_of_insert
    return found.day.isoformat() if found and found.day else ""


def _short(found: FieldValue | None) -> str:
    return (found.value or "") if found else ""


def _long(found: TextField | None) -> str:
    if found is None or found.is_placeholder:
        return ""
    return as_markdown(found.blocks) if found.markdown is None else found.markdown
