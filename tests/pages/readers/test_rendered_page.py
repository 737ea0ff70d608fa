"""The page around its topics: furniture, when and where, people, milestones."""

from datetime import date

import pytest

from hackathon.core.domain.attendance import EventKind, Status
from hackathon.core.errors import NotAPage
from hackathon.pages.model.event import EventStatement
from hackathon.pages.model.metadata import Revision
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import QuestionSubject
from hackathon.pages.model.source import Line
from hackathon.pages.readers.rendered.reader import read
from hackathon.pages.recognition.collections.headings import attendance_status
from hackathon.pages.recognition.events.event_sentences import read_statement
from tests.pages.sample_pages import a_page, a_topic


def people(text: str) -> list[tuple[str, str | None, Status]]:
    return [
        (person.name, person.affiliation, person.status) for person in read(a_page(people=text)).attendees
    ]


def statement(sentence: str) -> EventStatement | None:
    return read_statement(Line(number=1, text=sentence, gap=0))


def with_intro(intro: str) -> Page:
    return read(a_page(a_topic()).replace("Topics\n", f"{intro}\n\nTopics\n", 1))


def test_what_a_wiki_puts_around_a_page_is_set_aside() -> None:
    page = read(
        "Outreach Projects\n\nFrom Xen\nRevision as of 12:45, 18 February 2016 by Royger (talk | contribs)\n"
        "Jump to: navigation, search\n\nContents [hide]\n\n1 Projects\n  1.1 Portathon\n\nProjects[edit]\n\n"
        f"{a_topic()}\nRetrieved from https://wiki.xen.org/Outreach\n\nCategory: Events\n\nPrivacy policy\n"
    )

    assert (page.title, page.site, page.kind) == ("Outreach Projects", "Xen", EventKind.IDEA_LIST)
    assert page.revision == Revision(
        raw="Revision as of 12:45, 18 February 2016 by Royger (talk | contribs)",
        author="Royger",
        day=date(2016, 2, 18),
    )
    assert page.rendering == "mediawiki-printable"
    assert [line.number for line in page.chrome] == [3, 5, 7, 9, 10, 25, 27, 29]
    assert [section.heading for section in page.sections] == ["Projects"]
    assert page.unplaced == ()


def test_the_comma_of_an_attendee_separates_the_affiliation() -> None:
    assert people("  • Ian Campbell,Citrix\n  • Andre Przywara, Calxeda/Linaro\n* Andrew Cooper\n") == [
        ("Ian Campbell", "Citrix", Status.CONFIRMED),
        ("Andre Przywara", "Calxeda/Linaro", Status.CONFIRMED),
        ("Andrew Cooper", None, Status.CONFIRMED),
    ]


def test_a_sentence_in_a_list_of_people_is_nobody() -> None:
    page = read(a_page(a_topic(), people="  • Lars Kurth\n  • Please add your name below this line.\n"))

    assert [person.name for person in page.attendees] == ["Lars Kurth"]
    assert [line.text for line in page.unplaced] == ["• Please add your name below this line."]


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Confirmed Attendees", Status.CONFIRMED),
        ("Participants", Status.CONFIRMED),
        ("Attendees (confirmed):", Status.CONFIRMED),
        ("People that have been granted an invite but have not yet confirmed", Status.INVITED),
        ("Invited participants", Status.INVITED),
        ("Attendees that have not confirmed", Status.INVITED),
        ("How to request an invite", None),
        ("It is expected that participants know the toolstack", None),
    ],
)
def test_a_heading_says_how_sure_its_people_are(heading: str, status: Status | None) -> None:
    assert attendance_status(heading) is status


@pytest.mark.parametrize(
    ("sentence", "name", "place", "days"),
    [
        ("The Xen Hackathon is set for May 16-17, 2013 in Dublin Ireland.", "Xen Hackathon", "Dublin Ireland",
         (date(2013, 5, 16), date(2013, 5, 17))),
        ("The Xen Project Hackathon takes place in London, UK on 29-30 May 2014.", "Xen Project Hackathon",
         "London, UK", (date(2014, 5, 29), date(2014, 5, 30))),
        ("Our hackathon is on 2015-10-01.", None, None, (date(2015, 10, 1), date(2015, 10, 1))),
    ],
)  # fmt: skip
def test_a_sentence_says_when_and_where(
    sentence: str, name: str | None, place: str | None, days: tuple[date, date]
) -> None:
    found = statement(sentence)

    assert found is not None
    assert (found.name, found.place, (found.starts, found.ends)) == (name, place, days)


@pytest.mark.parametrize(
    "sentence", ["A hackathon in May.", "Written on May 16, 2013.", "The hackathon is soon."]
)
def test_a_sentence_without_gathering_or_day_says_nothing(sentence: str) -> None:
    assert statement(sentence) is None


def test_what_the_page_does_not_say_of_the_event_is_asked() -> None:
    assert [question.about for question in read(a_page(a_topic())).questions] == [
        QuestionSubject.DATES,
        QuestionSubject.DATE_OF_INSERT,
    ]
    assert [question.about for question in with_intro("The hackathon is on May 16, 2013.").questions] == [
        QuestionSubject.DATES,
        QuestionSubject.VENUE,
        QuestionSubject.TIME_ZONE,
    ]


def test_a_year_from_the_title_completes_a_milestone_and_says_so() -> None:
    page = with_intro("Important dates\n\n  • Deadline: May 3\n  • June 17 - 20, 2014: Results")

    assert [
        (found.what, found.starts, found.ends, found.year_inferred_from) for found in page.milestones
    ] == [
        ("Deadline", date(2013, 5, 3), None, "Hackathon/May2013"),
        ("Results", date(2014, 6, 17), date(2014, 6, 20), None),
    ]


@pytest.mark.parametrize(
    "text", ["", "Hello", "<html><body>Topics</body></html>", "Topics\n\nNothing yet.\n"]
)
def test_a_text_without_topics_and_people_is_no_page(text: str) -> None:
    with pytest.raises(NotAPage, match=r"^This is not a hackathon or idea page"):
        read(text)


def test_a_page_without_its_beginning_is_refused() -> None:
    with pytest.raises(NotAPage, match=r"^The beginning of the page is missing: line 1 \(“Date of insert”\)"):
        read(a_topic().partition("\n\n")[2])


def test_a_page_with_people_and_no_topics_is_a_page() -> None:
    assert people("  • Lars Kurth, Citrix\n") == [("Lars Kurth", "Citrix", Status.CONFIRMED)]


def test_a_whole_page_without_people_can_say_so() -> None:
    stops = a_page(a_topic()).partition("Confirmed")[0]
    with pytest.raises(
        NotAPage, match=r"If it is complete, add the line “Confirmed Attendees” at the end\.$"
    ):
        read(stops)

    assert len(read(f"{stops}\nConfirmed Attendees\n").topics) == 1
