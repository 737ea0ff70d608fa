"""Who is who: equal names are joined, likely ones proposed, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.text.names import normalize
from hackathon.demo.samples import dublin
from hackathon.pages.merge.identities import MatchReason, NameMatches, match_names, match_page_names
from hackathon.pages.readers.rendered.reader import read


def proposals(matches: NameMatches) -> list[tuple[str, str, MatchReason]]:
    return [(proposal.one.name, proposal.other.name, proposal.reason) for proposal in matches.proposed]


def between(handle: str, *attendees: str) -> list[tuple[str, str, MatchReason]]:
    return proposals(match_names(handles=[handle], contacts=[], attendees=attendees))


def test_on_the_dublin_page_one_handle_is_a_name_and_four_are_proposed() -> None:
    matches = match_page_names(read(dublin()))

    lars = next(identity for identity in matches.joined if identity.key == "lars kurth")
    assert [mention.name for mention in lars.mentions] == ["Lars.kurth", "Lars Kurth", "Lars Kurth"]
    assert proposals(matches) == [
        ("Ijc", "Ian Campbell", MatchReason.INITIALS),
        ("Msw", "Matt Wilson", MatchReason.INITIALS),
        ("Konrad Rzeszutek Wilk", "Konrad Wilk", MatchReason.SHORTENED),
        ("Javi Fontan", "Javier Fontan", MatchReason.NICKNAME),
    ]
    assert str(matches.proposed[0].evidence) == (
        "“Ijc” begins and ends with the initials of Ian Campbell, I and C"
    )


@pytest.mark.parametrize(
    ("handle", "name", "reason"),
    [
        ("GWD", "George W Dunlap", MatchReason.INITIALS),
        ("WeiLiu", "Wei Liu", MatchReason.SPELLING),
        ("Roger Pau Monne", "Roger Pau Monné", MatchReason.SPELLING),
        ("Dave Scott", "David Scott", None),
        ("Al Scott", "Alan Scott", None),
        ("Ian Campbell", "Ian Jackson", None),
        ("I", "Ian Campbell", None),
        ("Intel", "Ian Lee", None),
    ],
)
def test_a_proposal_needs_a_reason(handle: str, name: str, reason: MatchReason | None) -> None:
    assert between(handle, name) == ([(handle, name, reason)] if reason else [])


def test_a_handle_that_fits_two_people_is_proposed_twice() -> None:
    assert between("ijc", "Ian Campbell", "Ivan Cook") == [
        ("ijc", "Ian Campbell", MatchReason.INITIALS),
        ("ijc", "Ivan Cook", MatchReason.INITIALS),
    ]


def test_two_attendees_are_two_people_however_alike() -> None:
    assert proposals(match_names(handles=[], contacts=[], attendees=["Javi Fontan", "Javier Fontan"])) == []


NAMES = st.lists(
    st.sampled_from(["Ian Campbell", "ian.campbell", "Ijc", "Iv Cook", "Ian J Campbell", "", ".."])
)


@given(NAMES, NAMES, NAMES)
def test_only_equal_names_are_ever_joined(
    handles: list[str], contacts: list[str], attendees: list[str]
) -> None:
    matches = match_names(handles=handles, contacts=contacts, attendees=attendees)

    for identity in matches.identities:
        assert {normalize(mention.name) for mention in identity.mentions} == {identity.key}
    assert {identity.key for identity in matches.identities} == {
        normalize(name) for name in [*handles, *contacts, *attendees]
    } - {""}
    assert all(proposal.one.key != proposal.other.key for proposal in matches.proposed)
