"""Tables as spreadsheets and form services save them."""

import pytest

from hackathon.attendance.invitations import domain as address_lists
from hackathon.core.errors import ColumnsAlike, NotAPage
from hackathon.pages.readers import csv_table
from hackathon.pages.readers.formats import PageFormat, read_bytes, read_text

FORM = "Timestamp,Title,Comments,Topic,Comments\n1 May,Port it,a,Ports,b\n2 May,Test it,,Tests,\n"
PEOPLE = "Email;Name;E-mail\nann@xen.example;Ann Lee;lee@xen.example\n"


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "sep=;\r"])
def test_the_line_that_spreadsheets_hide_says_what_parts_the_cells(line: str) -> None:
    (topic,) = read_bytes(f"{line}\ntitle;area\nPort, it;a\n".encode()).topics
    (entry,) = address_lists.read(f"{line}\nName;E-mail\nAnn, Lee;ann@xen.example\n").entries

    assert (topic.title, topic.area) == ("Port, it", "a")
    assert (entry.name, entry.line) == ("Ann, Lee", 3)


def test_that_line_says_nothing_of_people_who_stand_in_no_table() -> None:
    found = address_lists.read("sep=;\nAnn Lee;ann@xen.example\n")

    assert [each.name for each in found.entries] == ["Ann Lee"]
    assert found.faults == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_whatever_it_was_saved(encoding: str) -> None:
    (topic,) = read_bytes("sep=;\nTitle;Area\nKühle Räume;Größe\n".encode(encoding)).topics

    assert (topic.title, topic.area) == ("Kühle Räume", "Größe")


def test_two_columns_that_could_be_one_field_are_a_question() -> None:
    with pytest.raises(ColumnsAlike) as asked:
        read_text(FORM, PageFormat.CSV)

    (title, topic) = asked.value.columns["title"]
    assert (title.position, title.name, title.samples) == (1, "Title", ("Port it", "Test it"))
    assert (topic.position, topic.name, topic.samples) == (3, "Topic", ("Ports", "Tests"))
    assert str(asked.value).startswith("Columns 2 (“Title”) and 4 (“Topic”) could each be the title.")


@pytest.mark.parametrize(("position", "title"), [(1, "Port it"), (3, "Ports")])
def test_the_answer_says_which_is_meant_and_the_other_is_kept(position: int, title: str) -> None:
    first = read_text(csv_table.with_chosen_columns(FORM, {"title": position}), PageFormat.CSV).topics[0]

    assert first.title == title
    other = ("Topic (column 4)", "Ports") if position == 1 else ("Title (column 2)", "Port it")
    assert other in [(field.name, field.raw) for field in first.further]


def test_columns_that_we_do_not_know_are_all_kept() -> None:
    first = read_text(csv_table.with_chosen_columns(FORM, {"title": 1}), PageFormat.CSV).topics[0]

    kept = {field.name: field.raw for field in first.further}
    assert (kept["Comments"], kept["Comments (column 5)"]) == ("a", "b")


def test_an_answer_that_names_no_such_column_asks_again() -> None:
    with pytest.raises(ColumnsAlike):
        read_text(csv_table.with_chosen_columns(FORM, {"title": 2, "area": 0}), PageFormat.CSV)


def test_a_list_of_people_asks_the_same() -> None:
    with pytest.raises(ColumnsAlike) as asked:
        address_lists.read(PEOPLE)

    assert [column.position for column in asked.value.columns["email"]] == [0, 2]
    (entry,) = address_lists.read(address_lists.settled(PEOPLE, {"email": 2})).entries
    assert (entry.name, entry.email) == ("Ann Lee", "lee@xen.example")


def test_a_heading_with_a_separator_in_quotes_is_a_heading() -> None:
    (entry,) = address_lists.read('"Last, first",E-mail,Company\nx,ann@xen.example,Citrix\n').entries

    assert (entry.email, entry.affiliation) == ("ann@xen.example", "Citrix")


def test_a_table_of_endless_columns_is_refused() -> None:
    with pytest.raises(NotAPage, match="At most 200 are allowed"):
        read_text("title" + ",x" * 300 + "\na\n", PageFormat.CSV)
