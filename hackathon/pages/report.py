"""A page as JSON, with counts that are easy to check."""

import re
from typing import Any

from hackathon.core.domain.attendance import EventKind, Status
from hackathon.core.domain.clocks import MIDNIGHT
from hackathon.core.domain.topics import ReviewState
from hackathon.pages.model.event import EventStatement, PageMilestone
from hackathon.pages.model.metadata import Revision, Section, SectionKind, TopicForm
from hackathon.pages.model.page import (
    CommentKind,
    Contact,
    FurtherField,
    InsertDate,
    NamedPerson,
    Page,
    PageAttendee,
    PageComment,
    PageTopic,
    Prose,
)
from hackathon.pages.model.questions import Question
from hackathon.pages.model.texts import Block, BlockKind, FieldValue, TextField

_TEXT_FIELDS = ("skills", "description", "outcomes", "steps", "references")
_SHORT_FIELDS = ("verified", "mailing_list", "irc", "difficulty")
_LINK = re.compile(r"https?://[^\s<>]+")


def page_as_json(page: Page) -> dict[str, Any]:
    """Return the page as JSON, including unrecognized lines and questions."""
    return {
        "source": {"lines": page.lines, "chars": page.chars, "rendering": page.rendering},
        "page": _frame(page),
        "event": _event(page.event) if page.event else None,
        "milestones": [_milestone(milestone) for milestone in page.milestones],
        "sections": [_section(section) for section in page.sections],
        "prose": [_prose(prose) for prose in page.prose],
        "topics": [_topic(topic) for topic in page.topics],
        "attendees": {
            "confirmed": [_attendee(person) for person in page.confirmed],
            "invited_unconfirmed": [_attendee(person) for person in page.invited],
        },
        "chrome": [{"line": line.number, "text": line.words} for line in page.chrome],
        "unplaced": [{"line": unplaced.line, "text": unplaced.text} for unplaced in page.unplaced],
        "questions": [_question(question) for question in page.questions],
        "counts": page_counts(page),
    }


def _frame(page: Page) -> dict[str, Any]:
    inferred = f" (inferred from line {page.site_from})" if page.site_from else ""
    shown: dict[str, Any] = {
        "title": page.title,
        "kind": "hackathon" if page.kind is EventKind.HACKATHON else "idea-list",
        "site": f"{page.site}{inferred}" if page.site else None,
        "revision": _revision(page.revision) if page.revision else None,
        "images": list(page.images),
    }
    if page.outreach:
        shown |= {"program": page.outreach.programme, "year": page.outreach.year}
    if page.outreach and page.outreach.round is not None:
        shown["round"] = page.outreach.round
    if page.notices:
        shown["notices"] = [{"line": notice.line, "text": notice.text} for notice in page.notices]
    return {**shown, "archived": True} if page.is_archived else shown


def _revision(revision: Revision) -> dict[str, Any]:
    shown: dict[str, Any] = {"raw": revision.raw, "author": revision.author}
    shown["date"] = revision.day.isoformat() if revision.day else None
    return {**shown, "revisions": revision.count} if revision.count is not None else shown


def _section(section: Section) -> dict[str, Any]:
    shown: dict[str, Any] = {"line": section.line, "heading": section.heading}
    if section.is_implied:
        shown = {"line": None, "heading": None, "implied": section.heading}
    shown["level"] = section.level
    shown["kind"] = section.kind.value
    if section.kind is SectionKind.TOPICS:
        shown["review_state"] = _state(section.review_state)
    return {**shown, "parent": section.parent} if section.parent else shown


def _event(event: EventStatement) -> dict[str, Any]:
    return {
        "name_raw": event.name,
        "statement_raw": event.raw,
        "start": event.starts.isoformat(),
        "end": event.ends.isoformat(),
        "city": event.city,
        "country": event.country,
        "venue": None,
        "timezone": event.zone,
        "days": [
            {
                "date": day.day.isoformat(),
                "start": f"{day.opens:%H:%M}",
                "end": "24:00" if day.closes == MIDNIGHT else f"{day.closes:%H:%M}",
                "raw": day.raw,
                "line": day.line,
            }
            for day in event.days
        ],
    }


def _milestone(milestone: PageMilestone) -> dict[str, Any]:
    return {
        "raw": milestone.raw,
        "what": milestone.what,
        "start": milestone.starts.isoformat(),
        "end": milestone.ends.isoformat() if milestone.ends else None,
        "year_inferred_from": milestone.year_inferred_from,
        "line": milestone.line,
    }


def _prose(prose: Prose) -> dict[str, Any]:
    return {
        "section": prose.section,
        "kind": "rules" if prose.is_rules else "text",
        "line": prose.line,
        "blocks": [_block(block) for block in prose.blocks],
    }


def _topic(topic: PageTopic) -> dict[str, Any]:
    return {
        "n": topic.n,
        "line": topic.line,
        "title": topic.title,
        **({"title_clean": topic.clean_title} if topic.clean_title != topic.title else {}),
        "form": topic.form.value,
        "anchor": topic.anchor,
        "section": topic.section,
        "area": topic.area,
        "review_state": _state(topic.review_state),
        "date_of_insert": _insert_date(topic.date_of_insert) if topic.date_of_insert else None,
        "gsoc": _gsoc(topic),
        "contact": _contact(topic.contact) if topic.contact else None,
        **{name: _field_value(getattr(topic, name)) for name in _SHORT_FIELDS},
        **{name: _text_field(getattr(topic, name)) for name in _TEXT_FIELDS},
        "peer_review_heading": topic.peer_review_heading,
        "delete_as_addressed": topic.delete_as_addressed,
        "comments": [_comment(comment) for comment in topic.comments],
        **({"vote_count": topic.vote_count} if topic.vote_count is not None else {}),
        **({"further": [_further(field) for field in topic.further]} if topic.further else {}),
    }


def _state(state: ReviewState | None) -> str:
    return state.value.replace("_", "-") if state else "unspecified"


def _further(field: FurtherField) -> dict[str, Any]:
    return {"name": field.name, "raw": field.raw}


def _insert_date(insert_date: InsertDate) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "raw": insert_date.raw,
        "iso": insert_date.day.isoformat() if insert_date.day else None,
        "format": insert_date.format,
        "confidence": insert_date.confidence.value,
        "ambiguous": insert_date.is_ambiguous,
    }
    if insert_date.alternatives:
        shown["alternatives"] = [day.isoformat() for day in insert_date.alternatives]
    if insert_date.why:
        shown["why"] = insert_date.why
    return shown


def _gsoc(topic: PageTopic) -> dict[str, Any] | None:
    if topic.gsoc is None:
        return None
    state = topic.gsoc.state.value.replace("_", "-")
    return {"raw": topic.gsoc.raw, "value": True if state == "yes" else None, "state": state}


def _contact(contact: Contact) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "label": contact.label,
        "raw": contact.raw,
        "people": [_person(person) for person in contact.people],
    }
    if contact.is_obfuscated:
        shown["email_obfuscated"] = True
    return {**shown, "note": contact.note} if contact.note else shown


def _person(person: NamedPerson) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": person.name, "email": person.email}
    more = {"affiliation": person.affiliation, "handle": person.handle}
    return {**shown, **{name: value for name, value in more.items() if value}}


def _field_value(field: FieldValue | None) -> dict[str, Any] | None:
    return {"raw": field.raw, "value": field.value} if field else None


def _text_field(field: TextField | None) -> dict[str, Any] | None:
    if field is None:
        return None
    shown: dict[str, Any] = {
        "blocks": [_block(block) for block in field.blocks],
        "placeholder": field.is_placeholder,
        "empty": field.is_empty,
    }
    links = [link.rstrip(".,;:)") for block in field.blocks for link in _LINK.findall(block.text)]
    return {**shown, "links": list(dict.fromkeys(links))} if links else shown


def _block(block: Block) -> dict[str, Any]:
    shown: dict[str, Any] = {"t": block.kind.value}
    if block.kind in (BlockKind.BULLET, BlockKind.NUMBERED):
        shown["d"] = block.depth
    if block.number is not None:
        shown["n"] = block.number
    words = block.text if block.kind is BlockKind.VERBATIM else " ".join(block.text.split())
    return {**shown, "text": words}


def _comment(comment: PageComment) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "line": comment.line,
        "kind": comment.kind.value,
        "icon": comment.icon.value if comment.icon else None,
        "author": comment.author,
        "timestamp_raw": comment.stamp_raw,
        "timestamp_utc": f"{comment.stamp:%Y-%m-%dT%H:%M:%SZ}" if comment.stamp else None,
        "signed": comment.is_signed,
        "text": comment.text,
    }
    if comment.nested:
        shown["nested"] = [_block(block) for block in comment.nested]
    if comment.reply_to is not None:
        shown["reply_to"] = comment.reply_to
    if comment.day is not None:
        shown["date"] = comment.day.isoformat()
    return shown


def _attendee(person: PageAttendee) -> dict[str, Any]:
    return {
        "line": person.line,
        "raw": person.raw,
        "name": person.name,
        "affiliation": person.affiliation,
        "status": "invited" if person.status is Status.INVITED else "confirmed",
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "about": question.about.value,
        "kind": question.kind.value if question.kind else None,
        "line": question.line,
        "proposals": list(question.proposals),
        "title": question.title,
        "names": list(question.names),
        "count": question.count,
    }


def page_counts(page: Page) -> dict[str, int]:
    """Return how many items of each kind the page has."""
    forms = [topic.form for topic in page.topics]
    comment_kinds = [comment.kind for topic in page.topics for comment in topic.comments]
    named = [topic.contact.people if topic.contact else () for topic in page.topics]
    dates = [topic.date_of_insert for topic in page.topics if topic.date_of_insert]
    return {
        "topics": len(forms),
        "topics_with_body": sum(form is not TopicForm.EMPTY for form in forms),
        "topics_empty": forms.count(TopicForm.EMPTY),
        "topics_raw_template": forms.count(TopicForm.RAW_TEMPLATE),
        "votes_will_attend": comment_kinds.count(CommentKind.WILL_ATTEND),
        "interested": comment_kinds.count(CommentKind.INTERESTED),
        "comments": comment_kinds.count(CommentKind.COMMENT),
        "replies": comment_kinds.count(CommentKind.REPLY),
        "attendees_confirmed": len(page.confirmed),
        "attendees_invited_unconfirmed": len(page.invited),
        "attendees_without_affiliation": sum(person.affiliation is None for person in page.attendees),
        "milestones": len(page.milestones),
        "sections": len(page.sections),
        "areas": sum(section.kind is SectionKind.AREA for section in page.sections),
        "contacts_distinct": len({person.name for people in named for person in people}),
        "dates_ambiguous": sum(date.is_ambiguous for date in dates),
        "topics_without_contact": sum(not people for people in named),
    }
