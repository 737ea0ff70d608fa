"""Under which heading everything on a page stands when it is written."""

from dataclasses import dataclass, field

from hackathon.domain.attendance import Status
from hackathon.domain.wiki.event import OpenDay, PageMilestone
from hackathon.domain.wiki.headings import attendance_of, review_state_of
from hackathon.domain.wiki.page import Page, PageAttendee, PageTopic, Prose, Unplaced
from hackathon.domain.wiki.rendered.frame import Section, SectionKind

_AREA_LEVEL, _LIST_LEVEL = 3, 2
_HEADINGS = {Status.CONFIRMED: "Confirmed Attendees", Status.INVITED: "Invited"}


@dataclass(slots=True, kw_only=True)
class Home:
    """A section and what stands in it; `place` is the list and the area that its topics belong to."""

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
        """What the heading says of the people below it."""
        return attendance_of(self.section.name) if self.section else None


class Plan:
    """Gives everything on the page its section: by its line, and where that says otherwise by its name."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.homes = [Home(section=None)]
        for section in sorted(page.sections, key=lambda section: section.line):
            self._open(section)
        event_days = page.event.days if page.event else ()
        for prose in sorted(page.prose, key=lambda each: each.line):
            self._by_name(prose).prose.append(prose)
        for topic in sorted(page.topics, key=lambda each: each.n):
            self._of_topic(topic).topics.append(topic)
        for person in page.attendees:
            self._of_person(person).items.append(person)
        for day in event_days:
            self._by_line(day.line).items.append(day)
        for milestone in page.milestones:
            self._of_milestone(milestone).items.append(milestone)

    def _open(self, section: Section) -> Home:
        place = self.homes[-1].place
        place = (place[0], section.name) if section.kind is SectionKind.AREA else (section.name, None)
        self.homes.append(Home(section=section, place=place))
        return self.homes[-1]

    def _by_line(self, line: int) -> Home:
        if line < 1:
            return self.homes[0]  # made here, so it stands nowhere yet: hours of the days
        return next(
            (home for home in reversed(self.homes) if home.section and home.section.line <= line),
            self.homes[0],
        )

    def _by_name(self, prose: Prose) -> Home:
        here = self._by_line(prose.line)
        names = (
            home for home in self.homes if (home.section.name if home.section else None) == prose.section
        )
        return here if here.section and here.section.name == prose.section else next(names, here)

    def _of_topic(self, topic: PageTopic) -> Home:
        place = (topic.section, topic.area)
        here = self._by_line(topic.line)
        if here.place == place:
            return here
        found = next((home for home in self.homes if home.place == place), None)
        return found or self._new_place(*place)

    def _new_place(self, name: str | None, area: str | None) -> Home:
        of_list = [n for n, home in enumerate(self.homes) if home.section and home.place[0] == name]
        if not of_list:
            heading = name or "Topics"
            state = review_state_of(heading)
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
        found = Home(section=section, place=(name, area))
        self.homes.insert(of_list[-1] + 1, found)
        return found

    def _of_milestone(self, milestone: PageMilestone) -> Home:
        if milestone.line >= 1:
            return self._by_line(milestone.line)
        kinds = [home.section.kind if home.section else None for home in self.homes]
        if SectionKind.MILESTONES not in kinds:
            section = Section(line=0, heading="Milestones", kind=SectionKind.MILESTONES, level=_LIST_LEVEL)
            self.homes.insert(1, Home(section=section, place=("Milestones", None)))
            return self.homes[1]
        return self.homes[kinds.index(SectionKind.MILESTONES)]

    def _of_person(self, person: PageAttendee) -> Home:
        here = self._by_line(person.line)
        if here.status is person.status:
            return here
        found = next((home for home in self.homes if home.status is person.status), None)
        if found is None and person.status not in _HEADINGS:
            found = next((home for home in self.homes if home.status), None)
        if found is not None:
            return found
        heading = _HEADINGS.get(person.status, _HEADINGS[Status.CONFIRMED])
        return self._open(Section(line=0, heading=heading, kind=SectionKind.ATTENDEES, level=_LIST_LEVEL))
