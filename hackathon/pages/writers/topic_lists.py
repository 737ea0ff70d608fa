"""The headings of the topic lists on a page that we write."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from hackathon.core.domain.topics import ReviewState
from hackathon.pages.model.metadata import Section, SectionKind
from hackathon.pages.recognition.collections.headings import find_review_state

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


class TopicLists:
    """The headings of a page. A topic moves to another list if its review state no longer fits."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sections = list(sections)

    @classmethod
    def from_stored(cls, kept: Iterable[Mapping[str, Any]]) -> Self:
        """Return the headings as `report.page_as_json` stored them, without duplicates."""
        by_key: dict[tuple[str, SectionKind, str | None], Section] = {}
        for stored in kept:
            heading, kind = stored["heading"] or stored["implied"], SectionKind(stored["kind"])
            state = find_review_state(heading) if kind in _LISTS else None
            parent = stored.get("parent")
            section = Section(
                line=0, heading=heading, kind=kind, level=stored["level"], review_state=state, parent=parent
            )
            by_key.setdefault((heading, kind, parent), section)
        return cls(by_key.values())

    @property
    def sections(self) -> tuple[Section, ...]:
        """The headings in order, including those added by `section_of`."""
        return tuple(self._sections)

    def section_of(self, before: str | None, state: ReviewState | None) -> str | None:
        """Return the heading for a topic that was below `before` and now has this review state."""
        if state == find_review_state(before or "") and (before or state is None):
            return before
        for section in self._sections:
            if section.kind is SectionKind.TOPICS and section.review_state is state:
                return section.heading
        self._add(_HEADINGS[state], state)
        return _HEADINGS[state]

    def position(self, heading: str | None) -> int:
        """Return the position of a heading; topics without one come first."""
        headings = [section.heading for section in self._sections]
        return headings.index(heading) if heading in headings else -1

    def _add(self, heading: str, state: ReviewState | None) -> None:
        kinds = [section.kind for section in self._sections]
        position = next((n for n, kind in enumerate(kinds) if kind in _AFTER_TOPICS), len(kinds))
        section = Section(line=0, heading=heading, kind=SectionKind.TOPICS, review_state=state)
        self._sections.insert(position, section)
