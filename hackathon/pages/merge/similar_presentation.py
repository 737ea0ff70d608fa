"""The question whether a topic is one that we already have, prepared for display."""

from collections.abc import Iterator
from dataclasses import dataclass

from hackathon.pages.merge.choices import same_topic_key
from hackathon.pages.merge.plan import MergePlan, SameTopic, TopicPlan
from hackathon.pages.merge.similar_topics import CandidateOrigin

_RENAMED = (("merge", "Yes: give ours the new title"), ("apart", "No, these are two"))
_HERE = (
    ("merge", "One topic: unite votes, comments and contacts"),
    ("link", "Two that refer to each other"),
    ("apart", "Keep them apart"),
)
_ELSEWHERE = (
    ("merge", "Bring its votes, comments and contacts along"),
    ("link", "Let them refer to each other"),
    ("apart", "Keep them apart"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameTopicView:
    """The question whether we already have a topic: which one, where, why, and the possible answers."""

    key: str
    asks: str
    title: str
    number: int
    event: str | None
    where: str
    evidence: str
    answers: tuple[tuple[str, str], ...]
    default: str


def present_same_topic(topic: TopicPlan, same: SameTopic) -> SameTopicView:
    """Prepare a plan's question about a topic for display."""
    other = same.likeness.other
    is_renamed = other.where is CandidateOrigin.PAGE
    where = (
        f"at {other.event_title}" if other.event else f"from “{other.page}”" if other.page else "made here"
    )
    return SameTopicView(
        key=same_topic_key(topic),
        asks="Renamed?" if is_renamed else "The same topic?",
        title=other.title,
        number=other.number,
        event=other.event,
        where="gone from the page" if is_renamed else where,
        evidence=same.likeness.evidence,
        answers=_RENAMED if is_renamed else _ELSEWHERE if other.event else _HERE,
        default="merge" if same.is_merged else "apart",
    )


def open_decisions(plan: MergePlan) -> Iterator[str]:
    """Yield what is still undecided in a plan, and what happens meanwhile."""
    if both := len(plan.conflicts):
        fields = "A field was" if both == 1 else f"{both} fields were"
        yield f"{fields} changed here and on the page; ours stays."
    for topic in plan.topics:
        if topic.same and topic.fate is None:
            other = present_same_topic(topic, topic.same)
            now = "one topic" if topic.same.is_merged else "kept apart"
            yield (
                f"“{topic.title}” may be #{other.number} “{other.title}”, {other.where}: {other.evidence}; "
                f"{now} ({other.key})."
            )
