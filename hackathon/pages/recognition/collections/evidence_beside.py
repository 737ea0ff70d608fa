"""What headings beside a heading say of it: it is a topic where they are, and has what they have."""

import re
from collections.abc import MutableMapping
from dataclasses import replace

from hackathon.pages.document.blocks import text_lines
from hackathon.pages.recognition.collections.evidence import Evidence
from hackathon.pages.recognition.collections.section_words import SectionTopic, surely_informs
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.labels.field_labels import Field

_ENDS_PAGE = re.compile(
    r"\b(?:conclusions?|summary|final|more|others?|further|thanks?|credits|acknowledge?ments?|appendix"
    r"|contributors?|mis(?:c|cellaneous)|updates?|news|about|see|next|past|history|support|community|questions?"
    r"|ideas?|projects?|topics?|notes?|copyright|footer|footnotes?|todo|outlook|remarks?|mentors?|students?)\b",
    re.IGNORECASE,
)
_SPEAKS_TO_READERS = re.compile(
    r"\b(?:you|your|yours|us|we|our|please|this (?:page|list|document))\b", re.IGNORECASE
)
EvidenceOf = MutableMapping[int, Evidence]
_FEWEST_ALIKE = 3
_FEWEST_BEFORE = 3


def strengthen(root: PageSection, evidence: EvidenceOf) -> None:
    """Take headings for topics that have too little of their own, but as much as those beside them."""
    if not any(part.is_strong for part in evidence.values()):
        for parent in root.walk():
            _strengthen_alike(parent, evidence)
    for parent in root.walk():
        _strengthen_beside(parent, evidence)


def _strengthen_alike(parent: PageSection, evidence: EvidenceOf) -> None:
    """Where no heading has enough of its own, take three beside each other with the same label."""
    alike = [
        child for child in parent.children if evidence[id(child)].topic is None and evidence[id(child)].fields
    ]
    fields = [evidence[id(child)].fields for child in alike]
    if len(alike) < _FEWEST_ALIKE or 3 * len(alike) < 2 * len(parent.children):
        return
    if frozenset.intersection(*fields):
        for child in alike:
            evidence[id(child)] = replace(evidence[id(child)], is_strong=True)


def _strengthen_beside(parent: PageSection, evidence: EvidenceOf) -> None:
    """Take headings such as "Documentation" for topics where people stand for them as for others."""
    like_topics = sum(
        part.is_strong and Field.CONTACT in part.fields and not part.is_label
        for part in (evidence[id(child)] for child in parent.children)
    )
    for child in parent.children if like_topics else ():
        part = evidence[id(child)]
        is_weak = part.topic is SectionTopic.INFORMATION and not part.is_strong
        is_weak = is_weak or (part.is_label and like_topics > 1)
        if is_weak and Field.CONTACT in part.fields and not surely_informs(child.words):
            evidence[id(child)] = replace(part, is_strong=True, is_label=False, topic=None)


def may_end_topics(section: PageSection, count: int) -> bool:
    """Whether the last heading behind nothing but topics may be one that nobody stands for yet.

    Pages end with words to their readers: what speaks to them, or of the page, is no topic.
    """
    if count < _FEWEST_BEFORE or section.children or _ENDS_PAGE.search(section.words):
        return False
    return not any(_SPEAKS_TO_READERS.search(line.text) for line in text_lines(section.blocks))
