"""The tables that tools export, known by headers that only they have: what each of their columns is for.

Headers that are not named here are read like those of any other table, or left out where `others` says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hackathon.pages.readers.tables.headers import Use, header_use
from hackathon.pages.recognition.labels.field_labels import normalized_label

_OF_PEOPLE = frozenset({Use.NAME, Use.FIRST_NAME, Use.LAST_NAME, Use.EMAIL, Use.AFFILIATION, Use.STATE})
"""What is taken from a list of tickets, whatever else was asked with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownExport:
    """The table of a tool: headers all of which it has, and the uses of headers, as they are compared."""

    tool: str
    marks: frozenset[str]
    uses: Mapping[str, Use]
    others: Use | None = None

    def use_of(self, header: str) -> Use | None:
        """Return the use of a column in this tool's table; None if it depends on the column's words."""
        told = self.uses.get(_compared(header))
        if told is not None or self.others is None:
            return told
        by_words = header_use(header)
        return by_words if by_words in _OF_PEOPLE else self.others


def known_export(headers: Iterable[str]) -> KnownExport | None:
    """Return the tool whose tables have these headers; None if unknown."""
    compared = {_compared(header) for header in headers if header and len(header) <= 200}
    return next((export for export in KNOWN_EXPORTS if export.marks <= compared), None)


def _compared(header: str) -> str:
    return normalized_label(header) or header.strip()


def _headers(names: str) -> list[str]:
    return [_compared(name) for name in names.split(";")]


def _export(tool: str, marks: str, uses: dict[Use, str], others: Use | None = None) -> KnownExport:
    return KnownExport(
        tool=tool,
        marks=frozenset(_headers(marks)),
        uses={header: use for use, names in uses.items() for header in _headers(names)},
        others=others,
    )


KNOWN_EXPORTS: tuple[KnownExport, ...] = (
    _export(
        "pretalx",
        "Proposal title",
        {
            Use.TITLE: "Proposal title",
            Use.KEY: "ID",
            Use.END: "End",
            Use.PRIVATE: "Notes; Internal notes; Median score; Average score",
            Use.IGNORED: "Speaker IDs; Image; Slot count; Pending proposal state; Created; Show this session"
            " in public list of featured sessions; Don't record this session",
        },
    ),
    _export("pretalx", "Proposal titles", {Use.IGNORED: "ID; Proposal IDs"}),
    _export(
        "Sessionize",
        "Session Id; Owner Email",
        {
            Use.IGNORED: "Owner Informed; Owner Confirmed; Date Submitted; Favorited Count; Live Link"
            "; Recording Link; Speaker Id; TagLine; Owner Notes",
            Use.PRIVATE: "LinkedIn; Blog; X (Twitter); Twitter; Bluesky; Mastodon; Facebook; Instagram"
            "; Company Website; Profile Picture; Other",
        },
    ),
    _export(
        "Devpost",
        "Project Title; Submission Url",
        {
            Use.REFERENCES: "Submission Url; Try it out Links; Video Demo Link",
            Use.STATE: "Project Status",
            Use.DESCRIPTION: "About the project",
            Use.SKILLS: "Built With",
            Use.PRIVATE: "Notes; Team Colleges/Universities",
            Use.IGNORED: "Judging Status; Highest Step Completed; Project Created At"
            "; Additional Team Member Count; Team Number; Table Number",
        },
    ),
    _export(
        "GitLab",
        "Issue ID; Author Username",
        {
            Use.KEY: "Issue ID",
            Use.REFERENCES: "URL",
            Use.CONTACT: "Assignee",
            Use.SUBMITTER: "Author",
            Use.HANDLE: "Assignee Username; Author Username",
            Use.CONFIDENTIAL: "Confidential",
            Use.IGNORED: "Locked; Due Date; Created At (UTC); Updated At (UTC); Closed At (UTC); Milestone"
            "; Weight; Time Estimate; Time Spent; Epic ID; Epic Title",
        },
    ),
    _export(
        "Jira",
        "Summary; Issue key",
        {
            Use.TITLE: "Summary",
            Use.KEY: "Issue key",
            Use.DESCRIPTION: "Description",
            Use.CONTACT: "Assignee",
            Use.SUBMITTER: "Reporter",
            Use.STATE: "Status",
            Use.AREA: "Component/s; Components",
            Use.FURTHER: "Issue Type; Labels; Priority",
            Use.VOTES: "Votes",
        },
        others=Use.IGNORED,
    ),
    _export(
        "EventYay",
        "Session Title; Session Speakers",
        {
            Use.START: "Session Starts At",
            Use.END: "Session Ends At",
            Use.LENGTH: "Talk Length",
            Use.PRIVATE: "Comment; Average Rating; Number of Ratings",
            Use.IGNORED: "Created At; Submission Date; Email Sent; Slides; Audio; Video",
        },
    ),
    _export(
        "EventYay",
        "Speaker Name; Speaker Session(s)",
        {
            Use.NAME: "Speaker Name",
            Use.EMAIL: "Speaker Email",
            Use.AFFILIATION: "Speaker Organisation; Speaker Organization",
            Use.TITLES: "Speaker Session(s)",
        },
        others=Use.IGNORED,
    ),
    _export(
        "Sched",
        "Event Start Date & Time; Session Title",
        {
            Use.START: "Event Start Date & Time",
            Use.END: "Event End Date & Time",
            Use.AREA: "Event Type",
            Use.ROOM: "Venue",
            Use.IGNORED: "Active; Pinned; Event Subtype",
        },
    ),
    _export(
        "Eventbrite",
        "Order Date; Attendee Status",
        {Use.STATE: "Attendee Status", Use.AFFILIATION: "Company", Use.IGNORED: "Job Title"},
        others=Use.IGNORED,
    ),
    _export("Meetup", "RSVP; Joined Group on", {Use.NAME: "Name", Use.ATTENDANCE: "RSVP"}, Use.IGNORED),
    _export("Luma", "api_id; approval_status", {Use.STATE: "approval_status"}, Use.IGNORED),
    _export(
        "pretix",
        "Order code; Attendee name",
        {Use.NAME: "Attendee name", Use.STATE: "Status", Use.EMAIL: "Attendee email"},
        others=Use.IGNORED,
    ),
    _export(
        "Typeform",
        "Response Type; Network ID",
        {
            Use.KEY: "#",
            Use.IGNORED: "Response Type; Start Date (UTC); Stage Date (UTC); Submit Date (UTC); Network ID"
            "; Tags; Ending; Score",
        },
    ),
    *(
        _export("Microsoft Forms", f"{begin}; {end}", {Use.IGNORED: f"{begin}; {end}; {changed}"})
        for begin, end, changed in (
            ("Start time", "Completion time", "Last modified time"),
            ("Startzeit", "Fertigstellungszeit", "Zeitpunkt der letzten Änderung"),
            ("Heure de début", "Heure de fin", "Heure de la dernière modification"),
            ("Hora de inicio", "Hora de finalización", "Hora de la última modificación"),
        )
    ),
)
"""What is known by several headers; the first that fits counts."""
