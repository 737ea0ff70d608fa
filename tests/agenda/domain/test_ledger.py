from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.agenda.domain.ledger import LedgerEntry, Placed, next_agenda
from hackathon.core.domain.agenda import Agenda, AgendaSession
from tests.agendas import (
    APRIL,
    CLOSING,
    FEW,
    LIBXL,
    NETWORK,
    PORTATHON,
    ROOMS,
    any_draft,
    dublin_at,
    few,
    frame,
    publish,
)

NEXT_DAY = APRIL + timedelta(days=1)


def entry_of(agenda: Agenda, session: Placed) -> tuple[str, int, bool, bool]:
    """Return UID, sequence, whether it was modified by this revision, whether it is cancelled."""
    found = next(each for each in agenda.sessions if each.key == session.key)
    return found.uid, found.sequence, found.last_modified == agenda.published_at, found.cancelled


def others(agenda: Agenda, session: Placed) -> list[AgendaSession]:
    return [each for each in agenda.sessions if each.key != session.key]


def test_a_new_session_gets_a_uid_and_sequence_0() -> None:
    agenda = publish(CLOSING)

    assert agenda.sessions == (CLOSING.enter(uid="1-uid-1", sequence=0, last_modified=APRIL),)


def test_publishing_the_same_again_changes_no_entry() -> None:
    first = few()

    assert publish(*FEW, previous=first).sessions == first.sessions


@pytest.mark.parametrize(
    "after",
    [
        replace(NETWORK, starts=dublin_at(16, 12)),
        replace(NETWORK, ends=dublin_at(16, 14)),
        replace(NETWORK, room="dodder"),
    ],
    ids=["another start", "another end", "another room"],
)
def test_a_move_raises_the_sequence_and_nobody_elses(after: Placed) -> None:
    first = publish(CLOSING, NETWORK)
    second = publish(CLOSING, after, previous=first)

    assert entry_of(second, after) == ("1-uid-2", 1, True, False)
    assert others(second, after) == others(first, NETWORK)


@pytest.mark.parametrize(
    "after",
    [
        replace(NETWORK, title="Xen networking"),
        replace(NETWORK, summary="Faster."),
        replace(NETWORK, contacts=("Wei Liu", "Ian Campbell")),
        replace(NETWORK, area="toolstack"),
        replace(NETWORK, slug="networking"),
    ],
    ids=["title", "summary", "contacts", "area", "address"],
)
def test_other_words_are_a_modification_without_a_new_sequence(after: Placed) -> None:
    second = publish(CLOSING, after, previous=publish(CLOSING, NETWORK))

    assert entry_of(second, after) == ("1-uid-2", 0, True, False)


def test_what_no_calendar_shows_is_no_modification() -> None:
    second = publish(replace(NETWORK, expected=99, is_plenary=True), previous=publish(NETWORK))

    assert entry_of(second, NETWORK) == ("1-uid-1", 0, False, False)


def test_a_room_with_a_new_name_modifies_its_sessions() -> None:
    renamed = (replace(ROOMS[0], name="Main hall"), *ROOMS[1:])
    second = publish(PORTATHON, NETWORK, previous=publish(PORTATHON, NETWORK), rooms=renamed)

    assert entry_of(second, PORTATHON) == ("1-uid-1", 0, True, False)
    assert entry_of(second, NETWORK) == ("1-uid-2", 0, False, False)


def test_a_session_that_is_gone_stays_as_cancelled_and_then_never_changes() -> None:
    second = publish(CLOSING, previous=publish(CLOSING, NETWORK))
    third = publish(CLOSING, previous=second, rooms=ROOMS[:1], place="Cork")

    assert entry_of(second, NETWORK) == ("1-uid-2", 1, True, True)
    assert others(third, CLOSING) == others(second, CLOSING)


def test_a_cancelled_session_keeps_the_room_and_area_it_names() -> None:
    bare = publish(CLOSING, previous=publish(CLOSING, LIBXL), rooms=ROOMS[:1], areas=())

    assert (bare.room("dodder").name, bare.rooms_used) == ("Dodder", ROOMS[:1])
    assert [area.slug for area in bare.areas] == ["hypervisor", "toolstack"]


def test_a_session_that_returns_keeps_its_uid_and_raises_its_sequence() -> None:
    second = publish(CLOSING, previous=publish(CLOSING, NETWORK))
    third = publish(CLOSING, NETWORK, previous=second)

    assert entry_of(third, NETWORK) == ("1-uid-2", 2, True, False)


@pytest.mark.parametrize("ahead", [timedelta(days=-30), timedelta(days=300)])
def test_a_session_known_only_to_the_ledger_goes_on_from_there(ahead: timedelta) -> None:
    told_last = frame().published_at + ahead
    agenda = next_agenda(
        frame(),
        [NETWORK],
        previous=None,
        mint=str,
        known={NETWORK.key: LedgerEntry(uid="old", sequence=3, last_modified=told_last)},
    )

    assert entry_of(agenda, NETWORK)[:2] == ("old", 4)
    assert next(each for each in agenda.sessions if each.key == NETWORK.key).last_modified > told_last


def test_what_calendars_are_told_rises_also_after_a_clock_that_was_ahead() -> None:
    first = replace(publish(CLOSING, NETWORK), published_at=APRIL)
    ahead = replace(
        first,
        sessions=tuple(
            replace(each, last_modified=APRIL + 300 * timedelta(days=1)) for each in first.sessions
        ),
    )
    moved = publish(CLOSING, replace(NETWORK, room="dodder"), previous=ahead)
    gone = publish(CLOSING, previous=moved)
    back = publish(CLOSING, NETWORK, previous=gone)

    told = [
        (each.sequence, each.last_modified)
        for agenda in (ahead, moved, gone, back)
        for each in agenda.sessions
        if each.key == NETWORK.key
    ]
    sequences, stamps = zip(*told, strict=True)
    assert list(sequences) == [0, 1, 2, 3]
    assert [b - a >= timedelta(seconds=1) for a, b in pairwise(stamps)] == [True] * 3


def test_two_occurrences_of_a_topic_are_two_entries() -> None:
    again = replace(NETWORK, occurrence=2, starts=dublin_at(17, 9, 30), ends=dublin_at(17, 11))

    assert [each.uid for each in publish(NETWORK, again).sessions] == ["1-uid-1", "1-uid-2"]


def test_one_occurrence_cannot_be_placed_twice() -> None:
    with pytest.raises(ValueError, match="topic 6 has its occurrence 1 twice"):
        publish(NETWORK, NETWORK)


def test_a_clock_set_back_does_not_age_an_entry() -> None:
    moved = replace(NETWORK, room="dodder")
    second = publish(moved, previous=publish(NETWORK), published_at=APRIL - timedelta(days=9))

    assert second.sessions[0].last_modified == APRIL + timedelta(seconds=1)


def history(drafts: Sequence[tuple[Placed, ...]]) -> list[Agenda]:
    revisions: list[Agenda] = []
    for draft in drafts:
        revisions.append(publish(*draft, previous=revisions[-1] if revisions else None))
    return revisions


@given(st.lists(any_draft(), min_size=2, max_size=4))
def test_every_entry_lives_on_under_its_uid_and_only_grows(drafts: list[tuple[Placed, ...]]) -> None:
    for old, new in pairwise(history(drafts)):
        after = {each.key: each for each in new.sessions}

        assert len({each.uid for each in new.sessions}) == len(new.sessions)
        for was in old.sessions:
            now = after[was.key]
            moved = (was.starts, was.ends, was.room, was.cancelled) != (
                now.starts,
                now.ends,
                now.room,
                now.cancelled,
            )
            assert now.uid == was.uid
            assert now.sequence == was.sequence + moved
            assert now.last_modified in {was.last_modified, new.published_at}
            assert not moved or now.last_modified == new.published_at


@given(st.lists(any_draft(), min_size=1, max_size=4))
def test_what_runs_is_what_was_placed(drafts: list[tuple[Placed, ...]]) -> None:
    for draft, agenda in zip(drafts, history(drafts), strict=True):
        placed = {each.key: each for each in draft}

        assert {each.key for each in agenda.running} == set(placed)
        assert all(
            placed[each.key].enter(uid=each.uid, sequence=each.sequence, last_modified=each.last_modified)
            == each
            for each in agenda.running
        )
