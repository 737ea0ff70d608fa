"""Lists of people in every shape in which they are pasted."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hackathon.attendance.invitations.domain import MOST_LINES, AddressList, ListedPerson, read
from hackathon.core.text.names import normalize

LARS = ("Lars Kurth", "lars@xen.example", "Citrix")


def people(text: str) -> list[tuple[str, str, str | None]]:
    return [(each.name, each.email, each.affiliation) for each in read(text).entries]


@pytest.mark.parametrize(
    "line",
    [
        "Lars Kurth <lars@xen.example>, Citrix",
        "Lars Kurth, Citrix <lars@xen.example>",
        "Lars Kurth (Citrix) <lars@xen.example>",
        "Lars Kurth (Citrix) lars@xen.example",
        "Lars Kurth <lars@xen.example> (Citrix)",
        "Lars Kurth <lars@xen.example>; Citrix",
        "Lars Kurth\tlars@xen.example\tCitrix",
        "Lars Kurth; lars@xen.example; Citrix",
        "Lars Kurth, lars@xen.example, Citrix",
        "Lars Kurth | lars@xen.example | Citrix",
        "Lars Kurth – lars@xen.example – Citrix",  # noqa: RUF001 -- dashes
        '"Lars Kurth" <lars@xen.example>, "Citrix"',
        "'Lars Kurth' <lars@xen.example>, Citrix",
        '"Kurth, Lars" <lars@xen.example>, Citrix',
        "Kurth, Lars <lars@xen.example>, Citrix",
        "Kurth, Lars (Citrix) <lars@xen.example>",
        "lars@xen.example, Lars Kurth, Citrix",
        "lars@xen.example (Lars Kurth), Citrix",
        "lars.kurth@xen.example (Citrix)",
        "  * Lars   Kurth <mailto:lars@xen.example>, Citrix  ",
        "12. Lars Kurth <lars@xen.example>, Citrix,",
        "To: Lars Kurth <lars@xen.example>, Citrix # has a car",
        "Lars\N{NO-BREAK SPACE}Kurth\N{RIGHT-TO-LEFT OVERRIDE} <lars@xen.example>, Citrix",
    ],
)
def test_one_person_in_many_shapes(line: str) -> None:
    if "lars.kurth@" in line:
        assert people(line) == [("Citrix", "lars.kurth@xen.example", None)]
    else:
        assert people(line) == [LARS]


@pytest.mark.parametrize(
    "line",
    [
        "Lars Kurth <lars@xen.example>, Ian Campbell <ian@xen.example>",
        "Lars Kurth <lars@xen.example>; Ian Campbell <ian@xen.example>;",
        '"Kurth, Lars" <lars@xen.example>, "Campbell, Ian" <ian@xen.example>',
        "Kurth, Lars <lars@xen.example>; Campbell, Ian <ian@xen.example>",
        "Kurth, Lars <lars@xen.example>, Campbell, Ian <ian@xen.example>",
        "Lars Kurth <lars@xen.example>\nIan Campbell <ian@xen.example>",
        "lars.kurth@xen.example",
    ],
)
def test_several_in_one_line(line: str) -> None:
    both = [("Lars Kurth", "lars@xen.example", None), ("Ian Campbell", "ian@xen.example", None)]

    assert people(line) in (both, [("Lars Kurth", "lars.kurth@xen.example", None)])


def test_each_keeps_their_own_affiliation() -> None:
    line = "Lars Kurth <lars@xen.example>, Citrix, Ian Campbell <ian@xen.example>, Oracle"

    assert people(line) == [LARS, ("Ian Campbell", "ian@xen.example", "Oracle")]


def test_bare_addresses_give_the_names_that_they_hold() -> None:
    assert people("mailto:wei.liu2@xen.example; jan_beulich+xen@xen.example") == [
        ("Wei Liu", "wei.liu2@xen.example", None),
        ("Jan Beulich", "jan_beulich+xen@xen.example", None),
    ]


def test_a_table_is_read_by_its_heading() -> None:
    table = 'E-Mail;First name;Surname;Company\nlars@xen.example;Lars;Kurth;"Citrix; Ltd"\nnobody;Ian;;\n'

    found = read(table)

    assert [(each.name, each.email, each.affiliation) for each in found.entries] == [
        ("Lars Kurth", "lars@xen.example", "Citrix; Ltd")
    ]
    assert [(each.line, each.text) for each in found.faults] == [(3, "nobody;Ian;;")]


def test_faults_are_named_by_their_lines_and_the_others_are_kept() -> None:
    found = read("# who comes\n\nLars Kurth <lars@xen.example>\nIan Campbell\nx@y\nlars@xen.example\n")

    assert [each.name for each in found.entries] == ["Lars Kurth"]
    assert [(each.line, str(each.words).partition(":")[0]) for each in found.faults] == [
        (4, "There is no email address on this line."),
        (5, "“x@y” is not a valid email address"),
        (6, "lars@xen.example is already on line 3."),
    ]


def test_an_address_in_unicode_is_an_address() -> None:
    assert people("Jörg <Jörg@bücher.example>") == [("Jörg", "Jörg@bücher.example", None)]


def test_addresses_that_fold_to_one_are_two_people_and_spellings_of_one_are_one() -> None:
    found = read("Hans@strasse.example\nhans@stra\u00dfe.example\nHANS@XN--STRAE-OQA.example")

    assert [each.email for each in found.entries] == ["Hans@strasse.example", "hans@stra\u00dfe.example"]
    assert [str(each.words) for each in found.faults] == ["HANS@XN--STRAE-OQA.example is already on line 2."]


def test_five_thousand_lines_are_read_and_the_rest_is_not_forgotten() -> None:
    lines = [f"Person {number} <person{number}@xen.example>" for number in range(MOST_LINES + 1)]

    found = read("\n".join(lines))

    assert len(found.entries) == MOST_LINES
    assert [each.line for each in found.faults] == [MOST_LINES + 1]


@given(
    st.text(max_size=200) | st.lists(st.sampled_from(list('ab@.<>,;"() \n\t#|-')), max_size=60).map("".join)
)
@example("\x1e@")
@example("@\x85@")
def test_every_line_that_says_something_names_somebody_or_is_a_fault(text: str) -> None:
    found = read(text)

    told = {each.line for each in found.entries} | {each.line for each in found.faults}
    # What nobody sees ends no line, and what stands behind a comment sign says nothing.
    seen = "".join(sign for sign in text if sign in "\n\r\t" or unicodedata.category(sign)[0] != "C")
    said = {
        number
        for number, line in enumerate(seen.replace("\xa0", " ").splitlines(), start=1)
        if "@" in line.partition("#")[0] and "//" not in line
    }
    assert said <= told
    assert all(normalize(each.name) and each.email == each.email.casefold() for each in found.entries)
    assert len({each.email for each in found.entries}) == len(found.entries)


WORDS = st.text("abcdefghijklmnopqrstuvwxyzéøß", min_size=2, max_size=8).map(str.capitalize)
NAMES = st.tuples(WORDS, WORDS)
ORDERS = (
    "{first} {last} <{mail}>, {firm}",
    "{last}, {first} <{mail}>, {firm}",
    '"{last}, {first}" <{mail}>, {firm}',
    "{first} {last}\t{mail}\t{firm}",
    "{mail}; {first} {last}; {firm}",
    "- {first} {last} ({firm}) {mail}",
)


def test_a_last_name_may_be_a_word_that_goes_before_others() -> None:
    (entry,) = read("Della, Anna <anna@xen.example>, Citrix").entries

    assert (entry.name, entry.affiliation) == ("Anna Della", "Citrix")


@pytest.mark.parametrize(
    ("line", "name", "affiliation"),
    [
        ("p0@xen.example; Aa Da; Aa", "Aa Da", "Aa"),
        ("p0@xen.example; Al Gore; Citrix", "Al Gore", "Citrix"),
        ("p0@xen.example; de Vries; Citrix", "de Vries", "Citrix"),
        ("p0@xen.example, Al Gore, Citrix", "Al Gore", "Citrix"),
        ("p0@xen.example, Anna Da, Citrix", "Anna Da", "Citrix"),
        ("p0@xen.example\tKurth\tCitrix", "Kurth", "Citrix"),
        ("van der Berg, Jan <p0@xen.example>, Citrix", "Jan van der Berg", "Citrix"),
        ("Van Damme, Jan <p0@xen.example>, Citrix", "Jan Van Damme", "Citrix"),
        ('"al Saud, Anna" <p0@xen.example>; Citrix', "Anna al Saud", "Citrix"),
    ],
)
def test_only_a_comma_turns_a_name_round_and_only_a_last_name(line: str, name: str, affiliation: str) -> None:
    assert people(line) == [(name, "p0@xen.example", affiliation)]


@given(st.lists(st.tuples(NAMES, WORDS, st.sampled_from(ORDERS)), max_size=8))
def test_a_list_that_was_written_reads_back(drawn: list[tuple[tuple[str, str], str, str]]) -> None:
    text = "\n".join(
        order.format(first=first, last=last, mail=f"p{number}@xen.example", firm=firm)
        for number, ((first, last), firm, order) in enumerate(drawn)
    )

    assert read(text) == AddressList(
        entries=tuple(
            ListedPerson(
                line=number + 1, name=f"{first} {last}", email=f"p{number}@xen.example", affiliation=firm
            )
            for number, ((first, last), firm, _) in enumerate(drawn)
        ),
        faults=(),
    )
