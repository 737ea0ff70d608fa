"""Decides under which heading each item is written."""

from dataclasses import dataclass, field

from hackathon.core.domain.attendance import Status
from hackathon.pages.model.event import OpenDay, PageMilestone
from hackathon.pages.model.metadata import Section, SectionKind
from hackathon.pages.model.page import Page, PageAttendee, PageTopic, Prose, Unplaced
from hackathon.pages.recognition.collections.headings import attendance_status, find_review_state

_AREA_LEVEL, _LIST_LEVEL = 3, 2
_HEADINGS = {Status.CONFIRMED: "Confirmed Attendees", Status.INVITED: "Invited"}


@dataclass(slots=True, kw_only=True)
class PlacedSection:
    """A section and its items; `place` is the list and the area of its topics."""

    section: Section | None
    place: tuple[str | None, str | None] = (None, None)
    prose: list[Prose] = field(default_factory=list)
    items: list[PageAttendee | OpenDay | PageMilestone | Unplaced] = field(default_factory=list)
    topics: list[PageTopic] = field(default_factory=list)

    @property
    def name(self) -> str | None:
        """The words of the heading; None above the first."""
        return self.section.name if self.section else None

    @property
    def status(self) -> Status | None:
        """The attendance status of people below the heading."""
        return attendance_status(self.section.name) if self.section else None


class Placement:
    """Assigns every item to a section: by its line, or by name where that says otherwise."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.homes = [PlacedSection(section=None)]
        for section in sorted(page.sections, key=lambda section: section.line):
            self._open(section)
        event_days = page.event.days if page.event else ()
        for prose in sorted(page.prose, key=lambda prose: prose.line):
            self._by_name(prose).prose.append(prose)
        for topic in sorted(page.topics, key=lambda topic: topic.n):
            self._of_topic(topic).topics.append(topic)
        for person in page.attendees:
            self._of_person(person).items.append(person)
        for day in event_days:
            self._by_line(day.line).items.append(day)
        for milestone in page.milestones:
            self._of_milestone(milestone).items.append(milestone)

    def _open(self, section: Section) -> PlacedSection:
        place = self.homes[-1].place
        place = (place[0], section.name) if section.kind is SectionKind.AREA else (section.name, None)
        self.homes.append(PlacedSection(section=section, place=place))
        return self.homes[-1]

    def _by_line(self, line: int) -> PlacedSection:
        if line < 1:
            return self.homes[0]  # made here, so it stands nowhere yet: hours of the days
        return next(
            (home for home in reversed(self.homes) if home.section and home.section.line <= line),
            self.homes[0],
        )

    def _by_name(self, prose: Prose) -> PlacedSection:
        here = self._by_line(prose.line)
        names = (
            home for home in self.homes if (home.section.name if home.section else None) == prose.section
        )
        return here if here.section and here.section.name == prose.section else next(names, here)

    def _of_topic(self, topic: PageTopic) -> PlacedSection:
        place = (topic.section, topic.area)
        here = self._by_line(topic.line)
        if here.place == place:
            return here
        matching = next((home for home in self.homes if home.place == place), None)
        return matching or self._new_place(*place)

    def _new_place(self, name: str | None, area: str | None) -> PlacedSection:
        of_list = [n for n, home in enumerate(self.homes) if home.section and home.place[0] == name]
        if not of_list:
            heading = name or "Topics"
            state = find_review_state(heading)
            self._open(
                Section(
                    line=0,
                    heading=heading,
                    kind=SectionKind.TOPICS,
                    level=_LIST_LEVEL,
                    review_state=state,
                )
            )
            of_list = [len(self.homes) - 1]
        if area is None:
            return self.homes[of_list[0]]
        section = Section(line=0, heading=area, kind=SectionKind.AREA, level=_AREA_LEVEL, parent=name)
        # Below its own list: what stands below another has the review state of that one.
        placed = PlacedSection(section=section, place=(name, area))
        self.homes.insert(of_list[-1] + 1, placed)
        return placed

    def _of_milestone(self, milestone: PageMilestone) -> PlacedSection:
        if milestone.line >= 1:
            return self._by_line(milestone.line)
        kinds = [home.section.kind if home.section else None for home in self.homes]
        if SectionKind.MILESTONES not in kinds:
            section = Section(line=0, heading="Milestones", kind=SectionKind.MILESTONES, level=_LIST_LEVEL)
            self.homes.insert(1, PlacedSection(section=section, place=("Milestones", None)))
            return self.homes[1]
        return self.homes[kinds.index(SectionKind.MILESTONES)]

    def _of_person(self, person: PageAttendee) -> PlacedSection:
        here = self._by_line(person.line)
        if here.status is person.status:
            return here
        matching = next((home for home in self.homes if home.status is person.status), None)
        if matching is None and person.status not in _HEADINGS:
            matching = next((home for home in self.homes if home.status), None)
        if matching is not None:
            return matching
        heading = _HEADINGS.get(person.status, _HEADINGS[Status.CONFIRMED])
        return self._open(Section(line=0, heading=heading, kind=SectionKind.ATTENDEES, level=_LIST_LEVEL))
