"""The lists of a page that we write: under which heading each topic stands."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from hackathon.domain.topics import ReviewState
from hackathon.domain.wiki.headings import review_state_of
from hackathon.domain.wiki.rendered.frame import Section, SectionKind

_HEADINGS = {
    None: "Topics",
    ReviewState.NEW: "New topics",
    ReviewState.NEEDS_REVIEW: "Topics that need review",
    ReviewState.NEEDS_WORK: "Topics that need work",
    ReviewState.REVIEWED: "Reviewed topics",
    ReviewState.WITHDRAWN: "Withdrawn topics",
}
_LISTS = (SectionKind.TOPICS, SectionKind.CONTAINER)
_AFTER_TOPICS = (SectionKind.ATTENDEES,)


class Lists:
    """The headings of the page. A topic whose state is not that of its heading moves to one that says it."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sections = list(sections)

    @classmethod
    def of(cls, kept: Iterable[Mapping[str, Any]]) -> Self:
        """Return the headings as `report.as_truth` spelt them, each once."""
        found: dict[tuple[str, SectionKind, str | None], Section] = {}
        for each in kept:
            heading, kind = each["heading"] or each["implied"], SectionKind(each["kind"])
            state = review_state_of(heading) if kind in _LISTS else None
            parent = each.get("parent")
            section = Section(
                line=0, heading=heading, kind=kind, level=each["level"], review_state=state, parent=parent
            )
            found.setdefault((heading, kind, parent), section)
        return cls(found.values())

    @property
    def sections(self) -> tuple[Section, ...]:
        """The headings in their order, those that `section_of` had to add included."""
        return tuple(self._sections)

    def section_of(self, before: str | None, state: ReviewState | None) -> str | None:
        """Return the heading of the list for a topic that stood under `before` and now is in that state."""
        if state == review_state_of(before or "") and (before or state is None):
            return before
        for section in self._sections:
            if section.kind is SectionKind.TOPICS and section.review_state is state:
                return section.heading
        self._add(_HEADINGS[state], state)
        return _HEADINGS[state]

    def position(self, heading: str | None) -> int:
        """Return where the heading stands; what stands under none comes first."""
        headings = [section.heading for section in self._sections]
        return headings.index(heading) if heading in headings else -1

    def _add(self, heading: str, state: ReviewState | None) -> None:
        kinds = [section.kind for section in self._sections]
        at = next((n for n, kind in enumerate(kinds) if kind in _AFTER_TOPICS), len(kinds))
        section = Section(line=0, heading=heading, kind=SectionKind.TOPICS, review_state=state)
        self._sections.insert(at, section)
