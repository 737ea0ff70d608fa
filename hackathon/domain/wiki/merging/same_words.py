"""In words: whether a topic of a page is one that we have."""

from collections.abc import Iterator
from dataclasses import dataclass

from hackathon.domain.wiki.merging.choices import same_key
from hackathon.domain.wiki.merging.plan import MergePlan, Same, TopicPlan
from hackathon.domain.wiki.merging.recurring import Where

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
class ShownSame:
    """The question whether a topic is one that we have: which, where that is, why, and the answers."""

    key: str
    asks: str
    title: str
    number: int
    event: str | None
    where: str
    evidence: str
    answers: tuple[tuple[str, str], ...]
    default: str


def asked_of(topic: TopicPlan, same: Same) -> ShownSame:
    """Return the question that a plan asks of a topic."""
    other = same.likeness.other
    is_renamed = other.where is Where.PAGE
    where = (
        f"at {other.event_title}" if other.event else f"from “{other.page}”" if other.page else "made here"
    )
    return ShownSame(
        key=same_key(topic),
        asks="Renamed?" if is_renamed else "The same topic?",
        title=other.title,
        number=other.number,
        event=other.event,
        where="gone from the page" if is_renamed else where,
        evidence=same.likeness.evidence,
        answers=_RENAMED if is_renamed else _ELSEWHERE if other.event else _HERE,
        default="merge" if same.is_merged else "apart",
    )


def left_open(plan: MergePlan) -> Iterator[str]:
    """Yield what nobody decided of a plan, and what is done of it meanwhile."""
    if both := len(plan.conflicts):
        fields = "A field was" if both == 1 else f"{both} fields were"
        yield f"{fields} changed here and on the page; ours stays."
    for topic in plan.topics:
        if topic.same and topic.fate is None:
            other = asked_of(topic, topic.same)
            now = "one topic" if topic.same.is_merged else "kept apart"
            yield (
                f"“{topic.title}” may be #{other.number} “{other.title}”, {other.where}: {other.evidence}; "
                f"{now} ({other.key})."
            )
