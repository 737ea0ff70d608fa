"""The question whether a topic is one that we already have, prepared for display."""

from collections.abc import Iterator
from dataclasses import dataclass

from hackathon.core.text.messages import Message, message
from hackathon.pages.merge.choices import same_topic_key
from hackathon.pages.merge.plan import MergePlan, SameTopic, TopicPlan
from hackathon.pages.merge.similar_topics import CandidateOrigin, CandidateTopic

_RENAMED = (
    ("merge", message("Yes, rename the topic here")),
    ("apart", message("No, they are different topics")),
)
_HERE = (
    ("merge", message("The same topic: combine votes, comments and contacts")),
    ("link", message("Two topics: link them")),
    ("apart", message("Two topics: keep them separate")),
)
_ELSEWHERE = (
    ("merge", message("Copy its votes, comments and contacts")),
    ("link", message("Link the two topics")),
    ("apart", message("Two topics: keep them separate")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameTopicView:
    """The question whether we already have a topic: which one, where, why, and the possible answers."""

    key: str
    asks: Message
    title: str
    number: int
    event: str | None
    where: Message
    evidence: Message
    answers: tuple[tuple[str, Message], ...]
    default: str


def present_same_topic(topic: TopicPlan, same: SameTopic) -> SameTopicView:
    """Prepare a plan's question about a topic for display."""
    other = same.likeness.other
    is_renamed = other.where is CandidateOrigin.PAGE
    return SameTopicView(
        key=same_topic_key(topic),
        asks=message("Renamed?") if is_renamed else message("The same topic?"),
        title=other.title,
        number=other.number,
        event=other.event,
        where=_where(other),
        evidence=same.likeness.evidence,
        answers=_RENAMED if is_renamed else _ELSEWHERE if other.event else _HERE,
        default="merge" if same.is_merged else "apart",
    )


def _where(other: CandidateTopic) -> Message:
    if other.where is CandidateOrigin.PAGE:
        return message("no longer on the page")
    if other.event:
        return message("at %(event)s", event=other.event_title)
    if other.page:
        return message("from “%(page)s”", page=other.page)
    return message("created here")


def open_decisions(plan: MergePlan) -> Iterator[str]:
    """Yield the undecided questions of a plan, and what happens by default."""
    if both := len(plan.conflicts):
        fields = "A field was" if both == 1 else f"{both} fields were"  # not translated
        yield f"{fields} changed both here and on the page. The version here stays."  # not translated
    for topic in plan.topics:
        if topic.same and topic.fate is None:
            other = present_same_topic(topic, topic.same)
            now = "one topic" if topic.same.is_merged else "kept apart"
            yield (
                f"“{topic.title}” may be #{other.number} “{other.title}”, {other.where}: {other.evidence}; "
                f"{now} ({other.key})."
            )
