"""Questions to a person about things that a page leaves open."""

from dataclasses import dataclass
from enum import StrEnum


class QuestionSubject(StrEnum):
    """The subject of a question."""

    TIME_ZONE = "time_zone"
    VENUE = "venue"
    DATES = "dates"
    DATE_OF_INSERT = "date_of_insert"
    EMPTY_TOPIC = "empty_topic"
    END_OF_PAGE = "end_of_page"
    UNPLACED = "unplaced"
    LEFT_OUT = "left_out"
    DUPLICATE = "duplicate"
    ATTENDANCE = "attendance"
    PRIVATE = "private"
    TOPICS = "topics"
    CONTACT = "contact"
    VOTES = "votes"
    COLUMNS = "columns"


class QuestionKind(StrEnum):
    """The kind of a question; the caller has a sentence for each kind."""

    NO_DATES = "no_dates"
    NO_OPENING_HOURS = "no_opening_hours"
    NO_VENUE = "no_venue"
    NO_VENUE_IN_PLACE = "no_venue_in_place"
    NO_TIME_ZONE = "no_time_zone"
    GUESSED_TIME_ZONE = "guessed_time_zone"
    DAYS_OF_SESSIONS = "days_of_sessions"

    TITLE_ONLY = "title_only"
    AMBIGUOUS_DATE_OF_INSERT = "ambiguous_date_of_insert"
    UNMATCHED_BRACES = "unmatched_braces"
    TOPICS_BY_PLACE_ONLY = "topics_by_place_only"
    TOPICS_LEFT_OUT_BY_HEADING = "topics_left_out_by_heading"
    NOT_TAKEN_FOR_TOPICS = "not_taken_for_topics"
    SENT_TWICE = "sent_twice"
    TEST_ROWS = "test_rows"
    TEMPLATE_ROWS = "template_rows"
    TURNED_DOWN = "turned_down"
    AGENDA_ITEMS = "agenda_items"
    ONLY_IN_TIMETABLE = "only_in_timetable"
    NO_CONTACT = "no_contact"
    UNREAD_CONTACT = "unread_contact"
    VOTES_WITHOUT_NAMES = "votes_without_names"

    NOT_MARKED_AS_COMING = "not_marked_as_coming"
    NOT_SURE_TO_COME = "not_sure_to_come"
    NOT_COMING = "not_coming"

    UNKNOWN_LINE = "unknown_line"
    UNKNOWN_LINES = "unknown_lines"
    LEFT_OUT_AS_PRIVATE = "left_out_as_private"
    WHICH_TITLE = "which_title"
    UNUSED_COLUMNS = "unused_columns"

    NOBODY_BELOW_LAST_HEADING = "nobody_below_last_heading"
    NOTHING_BELOW_LAST_HEADING = "nothing_below_last_heading"
    UNCLOSED_TEMPLATE = "unclosed_template"
    NO_FOOT = "no_foot"
    NO_PEOPLE_AFTER_TOPICS = "no_people_after_topics"
    NO_TOPICS_AND_NO_PEOPLE = "no_topics_and_no_people"

    ONE_OF_SEVERAL_EVENTS = "one_of_several_events"
    ONE_PAGE_OF_EXPORT = "one_page_of_export"
    EXPORT_WITHOUT_CONTRIBUTIONS = "export_without_contributions"
    EXPORT_WITHOUT_SPEAKERS = "export_without_speakers"
    ONLY_CODES = "only_codes"
    HIDDEN_ANSWERS = "hidden_answers"
    SPEAKERS_ONLY = "speakers_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that a person must answer; `proposals` are guesses, never decisions.

    `lines` are all lines of the page that it concerns, if there are several. `title` is the topic, heading,
    place or tool that it names, or `names` if there are several; `count` is a number, `total` its maximum,
    `quoted` the page's exact words. Documents of older versions have the question in English as `text`, and
    no `kind`.
    """

    about: QuestionSubject
    kind: QuestionKind | None = None
    line: int | None = None
    proposals: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    title: str = ""
    names: tuple[str, ...] = ()
    count: int = 0
    total: int = 0
    quoted: str = ""
    text: str = ""

    @property
    def key(self) -> str:
        """The name used in answers: it stays the same however often the page is read."""
        return f"{self.about.value}:{self.line or 0}"
