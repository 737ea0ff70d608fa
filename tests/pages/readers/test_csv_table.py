"""Topics as a table: read whoever made it, written so that no spreadsheet calculates."""

import csv
import io

import pytest

from hackathon.core.domain.topics import ReviewState
from hackathon.core.errors import NotAPage
from hackathon.demo import samples
from hackathon.pages.merge.records import topic_fields
from hackathon.pages.model.page import FurtherField, PageTopic
from hackathon.pages.readers import csv_table as csv_reader
from hackathon.pages.readers.formats import read_bytes
from hackathon.pages.readers.rendered.reader import read as read_rendered
from hackathon.pages.writers import csv_table as csv_writer


def only(text: str) -> PageTopic:
    (topic,) = read_bytes(text.encode()).topics
    return topic


def test_a_table_made_by_hand_is_read() -> None:
    topic = only('Title;Mentor;Description;Priority\r\n"Port it";"Ann Lee; Bo";"One\r\ntwo";high\r\n')

    assert topic.contact is not None
    assert [each.name for each in topic.contact.people] == ["Ann Lee", "Bo"]
    assert topic_fields(topic)["description"] == "One\ntwo"
    assert topic.further == (FurtherField(name="Priority", raw="high"),)


def test_what_the_table_has_no_column_for_is_not_spoken_of() -> None:
    page = read_bytes(b"title,difficulty\nPort it,hard\n")

    assert "description" in page.silent_on
    assert "difficulty" not in page.silent_on


@pytest.mark.parametrize("title", ["=1+1", "+x", "-x", "@x", "\N{FULLWIDTH EQUALS SIGN}1", "'quoted"])
def test_no_cell_starts_a_formula_and_all_read_back(title: str) -> None:
    topic = only(f"title,irc\n'{title},x\n")

    assert topic.title == title
    page = csv_reader.read(f"title,irc\n'{title},x\n")
    rows = list(csv.DictReader(io.StringIO(csv_writer.write(page))))
    assert rows[0]["title"] == f"'{title}"
    assert only(csv_writer.write(page)).title == title


def test_placeholders_stay_as_they_are() -> None:
    page = read_rendered(samples.dublin())

    again = read_bytes(csv_writer.write(page).encode())

    assert [each.difficulty for each in again.topics] == [each.difficulty for each in page.topics]
    assert [topic_fields(each)["outcomes"] for each in again.topics] == [
        topic_fields(each)["outcomes"] for each in page.topics
    ]


def test_a_review_state_is_read_in_words() -> None:
    assert only("title,review state\nPort it,Needs work\n").review_state is ReviewState.NEEDS_WORK


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("area,irc\na,b\n", "The first row of the table has no column “title”."),
        ("title,irc\n", "The table has no rows below the names of its columns."),
        ('title,irc\n"never closed,b\n', "The table is incomplete or not valid CSV near line 2"),
        ("title,irc\na,b,c\n", "Row 2 has more cells than there are columns."),
        ("title,irc\n,b\n", "Row 2 has no title."),
        ("title,number\na,1\nb,1\n", "Row 3 has the same number as another row."),
        ("title,number\na,x\n", "Row 2: “x” in the column “number” is not a number from 1 to 2147483647."),
        ("title,inserted_on\na,soon\n", "Row 2: “soon” is not a date like 2013-05-16."),
        ("title,review_state\na,fine\n", "Row 2 has an unknown review state “fine”."),
        (
            f"title,irc\n{'x' * 200_000},b\n",
            "The table is incomplete or not valid CSV near line 2: field larger",
        ),
    ],
)
def test_a_broken_table_is_refused_with_its_row(text: str, words: str) -> None:
    with pytest.raises(NotAPage) as refused:
        csv_reader.read(text)

    assert str(refused.value).startswith(words)


def test_twenty_thousand_topics_are_read_at_all() -> None:
    text = "title,irc\n" + "".join(f"Topic {n},#xen\n" for n in range(20_000))

    assert len(read_bytes(text.encode()).topics) == 20_000
