"""What headings beside a heading say of it: it is a topic where they are, and has what they have."""

from collections.abc import MutableMapping
from dataclasses import replace

from hackathon.pages.recognition.collections.evidence import Evidence
from hackathon.pages.recognition.collections.section_words import SectionTopic, surely_informs
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.labels.field_labels import Field

EvidenceOf = MutableMapping[int, Evidence]
_FEWEST_ALIKE = 3


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
