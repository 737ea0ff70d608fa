"""The questions that a page leaves open, in the reader's language."""

from collections.abc import Mapping

from hackathon.core.text.messages import Message, message, plural_message
from hackathon.pages.model.questions import Question, QuestionKind

_ABOUT_THE_EVENT: Mapping[QuestionKind, Message] = {
    QuestionKind.NO_DATES: message("The page doesn't say when the event is. When is it?"),
    QuestionKind.NO_OPENING_HOURS: message("The page doesn't give opening hours. When is each day open?"),
    QuestionKind.NO_VENUE: message("The page doesn't name a venue. Where is it?"),
    QuestionKind.NO_VENUE_IN_PLACE: message("The page doesn't name a venue. Where in %(title)s is it?"),
    QuestionKind.NO_TIME_ZONE: message("The page doesn't name a time zone. Which one is it?"),
    QuestionKind.GUESSED_TIME_ZONE: message(
        "The page doesn't name a time zone. Possible for “%(title)s”: %(proposals)s. Which one is it?"
    ),
    QuestionKind.DAYS_OF_SESSIONS: message(
        "The sessions run from %(first)s to %(last)s. Are those the days of the event?"
    ),
}
_ABOUT_TOPICS: Mapping[QuestionKind, Message] = {
    QuestionKind.TITLE_ONLY: message("“%(title)s” is only a title. Is it a topic?"),
    QuestionKind.AMBIGUOUS_DATE_OF_INSERT: message(
        "“%(title)s” was added on %(quoted)s. Possible dates: %(proposals)s. Which one is it?"
    ),
    QuestionKind.UNMATCHED_BRACES: message(
        "The braces in “%(title)s” don't match. Was the topic read correctly?"
    ),
    QuestionKind.TOPICS_BY_PLACE_ONLY: plural_message(
        "Only its place on the page suggests that “%(title)s” is a topic. Is it one?",
        "Only their place on the page suggests that %(number)s lines are topics. Are they?",
        1,
    ),
    QuestionKind.TOPICS_LEFT_OUT_BY_HEADING: plural_message(
        "“%(title)s” is below a heading such as “Withdrawn”, so it was left out. Is it a topic?",
        "%(number)s lines are below a heading such as “Withdrawn”, so they were left out. Are they topics?",
        1,
    ),
    QuestionKind.NOT_TAKEN_FOR_TOPICS: plural_message(
        "“%(title)s” doesn't look like a topic. Is it one?",
        "%(number)s lines don't look like topics. Are they?",
        1,
    ),
    QuestionKind.SENT_TWICE: message(
        "“%(title)s” was sent twice, in lines %(first)s and %(last)s. The later one was used. Is that right?"
    ),
    QuestionKind.TEST_ROWS: plural_message(
        "%(number)s row looks like a test and was left out: %(names)s. Is that right?",
        "%(number)s rows look like tests and were left out: %(names)s. Is that right?",
        1,
    ),
    QuestionKind.TEMPLATE_ROWS: plural_message(
        "%(number)s row looks like a template and was left out: %(names)s. Is that right?",
        "%(number)s rows look like templates and were left out: %(names)s. Is that right?",
        1,
    ),
    QuestionKind.TURNED_DOWN: plural_message(
        "%(number)s session was turned down or withdrawn: %(names)s. Should it be a topic?",
        "%(number)s sessions were turned down or withdrawn: %(names)s. Should they be topics?",
        1,
    ),
    QuestionKind.AGENDA_ITEMS: plural_message(
        "%(number)s line looks like an agenda item, not a topic: %(names)s. Is that right?",
        "%(number)s lines look like agenda items, not topics: %(names)s. Is that right?",
        1,
    ),
    QuestionKind.ONLY_IN_TIMETABLE: plural_message(
        "%(number)s title is only in a timetable: %(names)s. Is it a topic?",
        "%(number)s titles are only in a timetable: %(names)s. Are they topics?",
        1,
    ),
    QuestionKind.NO_CONTACT: message("“%(title)s” has no contact yet. Who is it?"),
    QuestionKind.UNREAD_CONTACT: message("“%(title)s”: who is “%(quoted)s”?"),
    QuestionKind.VOTES_WITHOUT_NAMES: plural_message(
        "%(number)s topic has votes without names. They were not imported.",
        "%(number)s topics have votes without names. They were not imported.",
        1,
    ),
}
_ABOUT_PEOPLE: Mapping[QuestionKind, Message] = {
    QuestionKind.NOT_MARKED_AS_COMING: plural_message(
        "%(number)s person isn't marked as coming and counts as invited. Is that right?",
        "%(number)s people aren't marked as coming and count as invited. Is that right?",
        1,
    ),
    QuestionKind.NOT_SURE_TO_COME: plural_message(
        "%(number)s person isn't sure about coming and counts as invited: %(names)s. Is that right?",
        "%(number)s people aren't sure about coming and count as invited: %(names)s. Is that right?",
        1,
    ),
    QuestionKind.NOT_COMING: plural_message(
        "%(number)s person isn't coming and was left out: %(names)s. Is that right?",
        "%(number)s people aren't coming and were left out: %(names)s. Is that right?",
        1,
    ),
}
_ABOUT_THE_REST: Mapping[QuestionKind, Message] = {
    QuestionKind.UNKNOWN_LINE: message(
        "Line %(line)s was not recognized. It is kept with the page. Is it needed?"
    ),
    QuestionKind.UNKNOWN_LINES: plural_message(
        "%(number)s line was not recognized. It is kept with the page. Is it needed?",
        "%(number)s lines were not recognized. They are kept with the page. Are they needed?",
        1,
    ),
    QuestionKind.LEFT_OUT_AS_PRIVATE: message(
        "Left out because it may be private: %(names)s. Is that right?"
    ),
    QuestionKind.WHICH_TITLE: message("Several columns could be the title: %(proposals)s. Which one is it?"),
    QuestionKind.UNUSED_COLUMNS: plural_message(
        "A column was left out: %(names)s. Do you need it?",
        "%(number)s columns were left out: %(names)s. Do you need any of them?",
        1,
    ),
    QuestionKind.NOBODY_BELOW_LAST_HEADING: message(
        "The page ends with the heading “%(title)s” and nobody below it. Is the page complete?"
    ),
    QuestionKind.NOTHING_BELOW_LAST_HEADING: message(
        "The page ends with the heading “%(title)s” and nothing below it. Is the page complete?"
    ),
    QuestionKind.UNCLOSED_TEMPLATE: message(
        "The page ends inside a template that is never closed. Is the page complete?"
    ),
    QuestionKind.NO_FOOT: message(
        "The last topic is “%(title)s”, without the footer of a wiki page below it. Is the page complete?"
    ),
    QuestionKind.NO_PEOPLE_AFTER_TOPICS: message(
        "The last topic is “%(title)s”, without a list of people below it. Is the page complete?"
    ),
    QuestionKind.NO_TOPICS_AND_NO_PEOPLE: message(
        "The page has no topics and no list of people. Is it complete?"
    ),
    QuestionKind.ONE_OF_SEVERAL_EVENTS: plural_message(
        "Of the %(number)s event in the file, only “%(title)s” was read. Is that the right one?",
        "Of the %(number)s events in the file, only “%(title)s” was read. Is that the right one?",
        1,
    ),
    QuestionKind.ONE_PAGE_OF_EXPORT: message(
        "This is one page of an export of %(title)s, with %(number)s of %(total)s submissions. "
        "Do you have the others?"
    ),
    QuestionKind.EXPORT_WITHOUT_CONTRIBUTIONS: message(
        "This %(title)s export has no contributions. Export it again with detail=contributions, or import "
        "only the event?"
    ),
    QuestionKind.EXPORT_WITHOUT_SPEAKERS: message(
        "This %(title)s export has no speakers. Who are the contacts of its topics?"
    ),
    QuestionKind.ONLY_CODES: message(
        "This %(title)s export has only the codes of speakers, tracks and rooms. To get their names, add "
        "?expand=speakers,track,submission_type,slots.room to its address, or export the sessions as CSV."
    ),
    QuestionKind.HIDDEN_ANSWERS: message(
        "Answers that %(title)s doesn't show publicly were left out. Do you need them?"
    ),
    QuestionKind.SPEAKERS_ONLY: message(
        "This is the speaker list of %(title)s, without descriptions. Do you have the view “All”?"
    ),
}
SENTENCES: Mapping[QuestionKind, Message] = {
    **_ABOUT_THE_EVENT,
    **_ABOUT_TOPICS,
    **_ABOUT_PEOPLE,
    **_ABOUT_THE_REST,
}
"""The sentence of each kind, without its values."""


def question_message(question: Question) -> Message:
    """Return the sentence of a question; a question of an older version is returned as written."""
    if question.kind is None:
        return Message(singular="%(text)s", values={"text": question.text})
    known = SENTENCES[question.kind]
    first, last = _ends(question)
    return Message(
        singular=known.singular,
        plural=known.plural,
        number=question.count or 1,
        values={
            "number": question.count,
            "total": question.total,
            "title": question.title,
            "quoted": question.quoted,
            "line": question.line or "",
            "first": first,
            "last": last,
            "names": _names(question),
            "proposals": question.proposals or ("",),
        },
    )


def _ends(question: Question) -> tuple[object, object]:
    """Return the first and last of the days or lines in question."""
    ends = question.names or question.lines
    return (ends[0], ends[-1]) if ends else ("", "")


def _names(question: Question) -> tuple[object, ...]:
    """Return the names in quotation marks, how many more there are, and why they were rejected."""
    names: list[object] = [message("“%(name)s”", name=name) for name in question.names] or [""]
    if len(question.names) < question.count:
        more = question.count - len(question.names)
        names.append(plural_message("%(number)s more", "%(number)s more", more))
    if question.kind is QuestionKind.TURNED_DOWN and question.quoted:
        last = names.pop()
        names.append(message("%(names)s (%(states)s)", names=last, states=question.quoted))
    return tuple(names)
