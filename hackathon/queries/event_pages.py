"""An event as the wiki page that it would make."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import select

from hackathon.domain.names import normalise
from hackathon.domain.topics import ContactRole
from hackathon.domain.votes import Choice
from hackathon.domain.wiki.event import EventStatement, OpenDay, PageMilestone
from hackathon.domain.wiki.lists import Lists
from hackathon.domain.wiki.markdown.markdown_blocks import blocks_of_markdown
from hackathon.domain.wiki.merging import kept
from hackathon.domain.wiki.merging.records import hours_in_words, stamp_in_words
from hackathon.domain.wiki.page import (
    CommentKind,
    FurtherField,
    Icon,
    Page,
    PageAttendee,
    PageComment,
    PageHandle,
    PageTopic,
    Prose,
    Unplaced,
)
from hackathon.domain.wiki.rendered.frame import Notice
from hackathon.extensions import db
from hackathon.models import Attendance, Comment, Event, Milestone, PageImport, Person, Topic, Vote
from hackathon.queries import known, setups, topic_links

_KINDS = {
    Choice.MUST: (CommentKind.MUST_ATTEND, "Will attend (must)"),
    Choice.WILL: (CommentKind.WILL_ATTEND, "Will attend"),
    Choice.MAYBE: (CommentKind.INTERESTED, "Interested"),
}


def page_of(event: Event) -> Page:
    """Return all that a page can say of the event: what is here now, in the page's words where they agree.

    What the pages held that came in and that is nothing of ours stands on it too: prose, headings, fields and
    lines that we do not know, placeholders. E-mail addresses do only where the page itself had them.
    """
    pages = [page["page"] for page in _pages(event)]
    topics = list(known.topics(event, ~topic_links.is_merged()))
    attendances = list(known.attendances_of(event))
    lists = Lists.of(chain.from_iterable(page["sections"] for page in pages))
    last = pages[-1]["page"] if pages else {}
    return Page(
        title=next((page["page"]["title"] for page in reversed(pages) if page["page"]["title"]), event.title),
        site=kept.site(last.get("site")),
        kind=event.kind,
        rendering="event",
        lines=0,
        chars=0,
        images=tuple(last.get("images", ())),
        revision=kept.revision(last.get("revision")),
        notices=tuple(Notice(line=0, text=each["text"]) for each in last.get("notices", ())),
        outreach=kept.outreach(last),
        event=_statement(event, [page["event"] for page in pages if page["event"]]),
        milestones=tuple(_milestones(event, chain.from_iterable(page["milestones"] for page in pages))),
        topics=tuple(_topics(topics, lists)),
        sections=lists.sections,
        prose=tuple(_prose(chain.from_iterable(page["prose"] for page in pages))),
        attendees=tuple(_attendees(attendances, pages)),
        handles=tuple(_handles(topics, attendances)),
        unplaced=tuple(_unplaced(chain.from_iterable(page["unplaced"] for page in pages))),
        setup=setups.of(event),
    )


def _pages(event: Event) -> Iterable[Mapping[str, Any]]:
    """Return the pages that came in, each as it was last read, in the order in which they last came."""
    reads = db.session.scalars(
        select(PageImport.as_read)
        .where(PageImport.event_id == event.id, PageImport.undone_at.is_(None))
        .order_by(PageImport.id)
    )
    last: dict[str | None, Mapping[str, Any]] = {}
    for page in reads:
        last.pop(page["from"], None)
        last[page["from"]] = page
    return last.values()


# The event


def _statement(event: Event, said: Sequence[Mapping[str, Any]]) -> EventStatement:
    days = (event.first_day.isoformat(), event.last_day.isoformat())
    raw = next((each["statement_raw"] for each in said if (each["start"], each["end"]) == days), None)
    place = f" in {event.place}" if event.place else ""
    return EventStatement(
        raw=raw or f"{event.title}, {days[0]} to {days[1]}{place}",
        line=0,
        name=event.title,
        starts=event.first_day,
        ends=event.last_day,
        place=event.place,
        city=None,
        country=None,
        days=tuple(
            OpenDay(
                day=each.day,
                opens=each.opens,
                closes=each.closes,
                raw=f"{each.day}: {hours_in_words(each.opens, each.closes)}",
                line=0,
            )
            for each in event.hours
        ),
        slug=event.slug,
        zone=event.zone,
    )


def _milestones(event: Event, said: Iterable[Mapping[str, Any]]) -> Iterator[PageMilestone]:
    before = {each["what"]: each for each in said}
    for each in event.milestones:
        if each.starts:
            yield _milestone(each, before.get(each.name))


def _milestone(milestone: Milestone, before: Mapping[str, Any] | None) -> PageMilestone:
    starts, ends = milestone.starts, milestone.ends
    days = (starts.isoformat() if starts else None, ends.isoformat() if ends else None)
    is_same = before is not None and (before["start"], before["end"]) == days
    span = " to ".join(day for day in days if day)
    return PageMilestone(
        line=0,
        raw=before["raw"] if before and is_same else f"{span}: {milestone.name}",
        what=milestone.name,
        starts=milestone.starts or milestone.event.first_day,
        ends=milestone.ends,
        year_inferred_from=before["year_inferred_from"] if before and is_same else None,
    )


# People


def _attendees(
    attendances: Iterable[Attendance], pages: Iterable[Mapping[str, Any]]
) -> Iterator[PageAttendee]:
    raw = {
        (normalise(each["name"]), each["affiliation"]): each["raw"]
        for page in pages
        for people in page["attendees"].values()
        for each in people
    }
    for each in attendances:
        person = each.person
        words = f"{person.name}, {person.affiliation}" if person.affiliation else person.name
        yield PageAttendee(
            line=0,
            raw=raw.get((person.name_key, person.affiliation), words),
            name=person.name,
            affiliation=person.affiliation,
            status=each.status,
            is_shown=each.is_shown,
        )


def _handles(topics: Iterable[Topic], attendances: Iterable[Attendance]) -> Iterator[PageHandle]:
    people = dict.fromkeys(each.person for each in attendances)
    for topic in topics:
        people |= dict.fromkeys(each.person for each in topic.votes)
        people |= dict.fromkeys(each.person for each in topic.comments if each.person)
    for person in people:
        yield from (PageHandle(handle=handle.name, name=person.name) for handle in person.handles)


def _author(person: Person) -> str:
    """Return the name under which a wiki knows the person."""
    return person.handles[0].name if person.handles else person.name


# Topics


def _topics(topics: Sequence[Topic], lists: Lists) -> Iterator[PageTopic]:
    found = [(topic, lists.section_of(_before(topic).get("section"), topic.review_state)) for topic in topics]

    def place(each: tuple[Topic, str | None]) -> tuple[int, int, int]:
        topic, section = each
        return lists.position(section), topic.area.position if topic.area else -1, topic.number

    lines = iter(range(1, 1 + len(topics) + sum(len(each.votes) + len(each.comments) for each in topics)))
    for n, (topic, section) in enumerate(sorted(found, key=place), start=1):
        yield _topic(topic, n, section, lines)


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
        date_of_insert=kept.insert_date(before.get("date_of_insert"), topic.inserted_on),
        verified=kept.short_field(before.get("verified"), topic.verified),
        gsoc=kept.programme(before.get("gsoc"), topic.programme),
        contact=kept.contact(before.get("contact"), named, topic.contact_note),
        mailing_list=kept.short_field(before.get("mailing_list"), topic.forum),
        irc=kept.short_field(before.get("irc"), topic.chat),
        difficulty=kept.short_field(before.get("difficulty"), topic.difficulty),
        skills=kept.text_field(before.get("skills"), topic.skills),
        description=kept.text_field(before.get("description"), topic.description),
        outcomes=kept.text_field(before.get("outcomes"), topic.outcomes),
        steps=kept.text_field(before.get("steps"), topic.steps),
        references=kept.text_field(before.get("references"), topic.references),
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
            stamp_raw=stamp_in_words(vote.cast_at),
            stamp=vote.cast_at,
        )


def _comments(comments: Sequence[Comment], lines: Iterator[int]) -> Iterator[PageComment]:
    """Yield each comment and behind it its answers; an answer to what is gone is a comment."""
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
        stamp_raw=stamp_in_words(at) if at else None,
        stamp=at,
        reply_to=above,
        nested=blocks[1:],
        markdown=comment.text,
        addressed=comment.addressed_at,
    )


# What is nothing of ours


def _prose(said: Iterable[Mapping[str, Any]]) -> Iterator[Prose]:
    found = (
        Prose(
            section=each["section"],
            line=0,
            blocks=kept.blocks(each["blocks"]),
            is_rules=each["kind"] == "rules",
        )
        for each in said
    )
    yield from dict.fromkeys(found)


def _unplaced(said: Iterable[Mapping[str, Any]]) -> Iterator[Unplaced]:
    texts = dict.fromkeys(each["text"] for each in said)
    yield from (Unplaced(line=0, text=text) for text in texts)
