from dataclasses import replace

from hypothesis import given

from hackathon.agenda.domain.changes import AgendaChange, affecting, between
from hackathon.agenda.domain.ledger import Placed
from tests.agendas import CLOSING, FEW, LIBXL, NETWORK, PORTATHON, any_draft, dublin_at, few, publish


def changes(old: tuple[Placed, ...], new: tuple[Placed, ...]) -> tuple[AgendaChange, ...]:
    first = publish(*old)
    return between(first, publish(*new, previous=first))


def told(old: tuple[Placed, ...], new: tuple[Placed, ...]) -> list[tuple[str, bool]]:
    return [(str(change.words), change.affects) for change in changes(old, new)]


def test_the_first_agenda_is_all_new_and_affects_nobody() -> None:
    first = between(None, publish(NETWORK, CLOSING))

    assert [str(change.words) for change in first] == [
        "Xen 4.3 Release Closing is new: Thu 16 May, 09:30, Liffey.",
        "Xen network improvement is new: Thu 16 May, 11:30, Tolka.",
    ]
    assert affecting(first) == ()


def test_the_same_agenda_has_no_changes() -> None:
    assert changes(FEW, FEW) == ()


def test_a_move_says_from_where_to_where() -> None:
    moved = replace(NETWORK, room="dodder", starts=dublin_at(17, 14), ends=dublin_at(17, 15, 30))

    assert told((NETWORK,), (moved,)) == [
        (
            "Xen network improvement moves from Thu 16 May, 11:30, Tolka, to Fri 17 May, 14:00, Dodder.",
            True,
        )
    ]


def test_another_end_affects_those_who_sit_there() -> None:
    assert told((NETWORK,), (replace(NETWORK, ends=dublin_at(16, 12)),)) == [
        ("Xen network improvement, Thu 16 May, 11:30, Tolka, ends at 12:00 instead of 13:00.", True)
    ]


def test_a_session_moved_and_renamed_is_told_twice() -> None:
    after = replace(NETWORK, title="Networking", room="liffey")

    assert told((NETWORK,), (after,)) == [
        ("Xen network improvement is now called Networking.", False),
        ("Networking moves from Thu 16 May, 11:30, Tolka, to Thu 16 May, 11:30, Liffey.", True),
    ]


def test_what_is_cancelled_says_where_it_was() -> None:
    assert told((NETWORK, CLOSING), (CLOSING,)) == [
        ("Xen network improvement is cancelled. It was planned for Thu 16 May, 11:30, Tolka.", True)
    ]


def test_what_returns_is_not_new() -> None:
    second = publish(CLOSING, previous=publish(CLOSING, NETWORK))

    assert [str(change.words) for change in between(second, publish(CLOSING, NETWORK, previous=second))] == [
        "Xen network improvement is back: Thu 16 May, 11:30, Tolka."
    ]


def test_a_session_taken_out_by_a_filter_counts_as_cancelled() -> None:
    agenda = few()

    (change,) = between(agenda, agenda.of_topics({1, 3, 6, 13}))

    assert (change.kind, change.session.topic) == ("cancelled", LIBXL.topic)


def test_affected_are_the_topics_with_another_start_or_room_or_none() -> None:
    after = (
        replace(CLOSING, title="Xen 4.3: closing"),
        replace(NETWORK, room="dodder"),
        replace(LIBXL, starts=dublin_at(17, 10)),
    )

    found = affecting(changes((CLOSING, NETWORK, LIBXL, PORTATHON), after))

    assert {change.session.topic for change in found} == {NETWORK.topic, LIBXL.topic, PORTATHON.topic}


def test_what_is_new_in_a_known_agenda_or_returns_to_it_affects_those_who_want_it() -> None:
    first = publish(CLOSING, NETWORK)
    second = publish(CLOSING, LIBXL, previous=first)
    third = publish(CLOSING, LIBXL, NETWORK, previous=second)

    assert [(each.kind, each.session.topic) for each in affecting(between(first, second))] == [
        ("cancelled", NETWORK.topic),
        ("new", LIBXL.topic),
    ]
    assert [(each.kind, each.session.topic) for each in affecting(between(second, third))] == [
        ("returned", NETWORK.topic)
    ]


@given(any_draft(), any_draft())
def test_no_change_is_told_exactly_where_no_entry_changed(
    old: tuple[Placed, ...], new: tuple[Placed, ...]
) -> None:
    first = publish(*old)
    second = publish(*new, previous=first)
    before = {each.key: each for each in first.sessions}
    moved_or_new = {
        each.topic
        for each in second.sessions
        if each.key not in before
        or each.sequence != before[each.key].sequence
        or each.title != before[each.key].title
    }

    assert {change.session.topic for change in between(first, second)} == moved_or_new
