"""An event's topics as parts of a page, with votes and comments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.domain.topics import ContactRole
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.importing.queries import base_version as known
from hackathon.importing.queries.topic_outcomes import outcomes_by_number
from hackathon.pages.merge import base_version
from hackathon.pages.model.markdown_blocks import blocks_of_markdown
from hackathon.pages.model.page import CommentKind, FurtherField, Icon, PageComment, PageTopic
from hackathon.pages.model.topic_outcome import PageOutcome
from hackathon.pages.recognition.events.dates import format_signature_time
from hackathon.pages.writers.topic_lists import TopicLists
from hackathon.topics.areas.models import Area
from hackathon.topics.comments.models import Comment
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote

AT_ONCE = 100

_KINDS = {
    Choice.MUST: (CommentKind.MUST_ATTEND, "Will attend (must)"),  # not translated
    Choice.WILL: (CommentKind.WILL_ATTEND, "Will attend"),  # not translated
    Choice.MAYBE: (CommentKind.INTERESTED, "Interested"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A topic by its key, and the heading above it."""

    key: int
    section: str | None


def places(event: Event, lists: TopicLists) -> list[Place]:
    """Return the heading above each topic, in the order of the page; a heading may be added."""
    section = Topic.as_read["page"]["section"].as_string()
    rows = db.session.execute(
        select(Topic.id, Topic.number, Topic.review_state, Area.position, section)
        .outerjoin(Topic.area)
        .where(Topic.event_id == event.id, ~topic_links.is_merged())
        .order_by(Topic.number)
    ).all()
    found = [
        (lists.section_of(before, state), -1 if position is None else position, number, key)
        for key, number, state, position, before in rows
    ]
    found.sort(key=lambda each: (lists.position(each[0]), *each[1:3]))
    return [Place(key=key, section=heading) for heading, _, _, key in found]


def topics(event: Event, places: Sequence[Place]) -> Iterator[PageTopic]:
    """Yield the topics as on a page, loading a few at a time: each may have hundreds of votes."""
    lines, numbers = count(1), count(1)
    for at in range(0, len(places), AT_ONCE):
        part = places[at : at + AT_ONCE]
        rows = {row.id: row for row in known.topics(event, Topic.id.in_([place.key for place in part]))}
        outcomes = outcomes_by_number(event, {row.number for row in rows.values()})
        for place in part:
            if place.key in rows:  # one may be deleted meanwhile
                row = rows[place.key]
                topic = _topic(row, next(numbers), place.section, lines)
                yield replace(topic, outcome=outcomes.get(row.number, PageOutcome()))


def _before(topic: Topic) -> Mapping[str, Any]:
    return topic.as_read["page"] if topic.as_read else {}


def _topic(topic: Topic, n: int, section: str | None, lines: Iterator[int]) -> PageTopic:
    before = _before(topic)
    named = [(each.person.name, each.role) for each in topic.contacts if each.role in known.CONTACT_ROLES]
    return PageTopic(
        n=n,
        line=next(lines),
        title=topic.title,
        section=section,
        area=topic.area.name if topic.area else None,
        review_state=topic.review_state,
        date_of_insert=base_version.insert_date(before.get("date_of_insert"), topic.inserted_on),
        verified=base_version.short_field(before.get("verified"), topic.verified),
        gsoc=base_version.programme(before.get("gsoc"), topic.programme),
        contact=base_version.contact(before.get("contact"), named, topic.contact_note),
        mailing_list=base_version.short_field(before.get("mailing_list"), topic.forum),
        irc=base_version.short_field(before.get("irc"), topic.chat),
        difficulty=base_version.short_field(before.get("difficulty"), topic.difficulty),
        skills=base_version.text_field(before.get("skills"), topic.skills),
        description=base_version.text_field(before.get("description"), topic.description),
        outcomes=base_version.text_field(before.get("outcomes"), topic.outcomes),
        steps=base_version.text_field(before.get("steps"), topic.steps),
        references=base_version.text_field(before.get("references"), topic.references),
        peer_review_heading=before.get("peer_review_heading", False),
        delete_as_addressed=before.get("delete_as_addressed", False),
        comments=(*_votes(topic.votes, lines), *_comments(topic.comments, lines)),
        further=tuple(FurtherField(name=each["name"], raw=each["raw"]) for each in before.get("further", ())),
        anchor=before.get("anchor"),
        number=topic.number,
        length=topic.length,
        needs=tuple(topic.needs),
        is_plenary=topic.is_plenary,
        may_run_twice=topic.may_run_twice,
        proposers=tuple(each.person.name for each in topic.contacts if each.role is ContactRole.PROPOSER),
    )


def _votes(votes: Iterable[Vote], lines: Iterator[int]) -> Iterator[PageComment]:
    for vote in sorted(votes, key=lambda vote: (vote.cast_at, vote.person_id)):
        kind, words = _KINDS[vote.choice]
        yield PageComment(
            line=next(lines),
            kind=kind,
            text=words,
            icon=Icon.VOTE,
            author=_author(vote.person),
            stamp_raw=format_signature_time(vote.cast_at),
            stamp=vote.cast_at,
        )


def _comments(comments: Sequence[Comment], lines: Iterator[int]) -> Iterator[PageComment]:
    """Yield each comment, followed by its replies; a reply to a deleted comment becomes a comment."""
    there = {comment.id for comment in comments}
    answers: dict[int | None, list[Comment]] = {}
    for comment in comments:
        answers.setdefault(comment.reply_to_id if comment.reply_to_id in there else None, []).append(comment)
    waiting: list[tuple[Comment, int | None]] = [(each, None) for each in reversed(answers.get(None, []))]
    while waiting:
        comment, above = waiting.pop()
        line = next(lines)
        yield _comment(comment, line, above)
        waiting += [(each, line) for each in reversed(answers.get(comment.id, []))]


def _comment(comment: Comment, line: int, above: int | None) -> PageComment:
    blocks = blocks_of_markdown(comment.text)
    at = comment.written_at
    return PageComment(
        line=line,
        kind=CommentKind.COMMENT if above is None else CommentKind.REPLY,
        text=blocks[0].text if blocks else "",
        icon=Icon.COMMENT,
        author=_author(comment.person) if comment.person else None,
        stamp_raw=format_signature_time(at) if at else None,
        stamp=at,
        reply_to=above,
        nested=blocks[1:],
        markdown=comment.text,
        addressed=comment.addressed_at,
    )


def _author(person: Person) -> str:
    """Return the person's name on the wiki."""
    return person.handles[0].name if person.handles else person.name
