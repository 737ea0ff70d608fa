"""What one person gets of a published agenda, and what they lose."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from hackathon.agenda.domain.ledger import Placed
from hackathon.agenda.my_agenda.domain import OwnAgenda, Preference, own_agenda
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.votes import Choice, Weights
from tests.agendas import CLOSING, LIBXL, NETWORK, PORTATHON, XAPI, dublin_at, few, placed, publish

WEIGHTS = Weights()
MUST, WILL, MAYBE = Choice.MUST, Choice.WILL, Choice.MAYBE
THURSDAY = date(2013, 5, 16)


def wish(
    topic: Placed, choice: Choice | None = WILL, *, runs: bool = False, is_withdrawn: bool = False
) -> Preference:
    return Preference(
        topic=topic.topic, title=topic.title, choice=choice, runs=runs, is_withdrawn=is_withdrawn
    )


def of(agenda: Agenda, *wishes: Preference, hours: Sequence[Hours] = ()) -> OwnAgenda:
    return own_agenda(agenda, wishes, weights=WEIGHTS, hours=hours)


def kept(mine: OwnAgenda) -> list[int]:
    return [each.session.topic for each in mine.kept]


def test_who_wants_nothing_gets_nothing_and_loses_nothing() -> None:
    assert of(few()) == OwnAgenda(kept=(), lost=(), loss=0)


def test_of_two_at_once_the_heavier_is_kept_and_the_other_says_why() -> None:
    mine = of(few(), wish(NETWORK, WILL), wish(PORTATHON, MUST), wish(CLOSING, MAYBE))

    assert kept(mine) == [CLOSING.topic, PORTATHON.topic]
    assert (mine.got, mine.wanted, mine.loss) == (2, 3, 2)
    (lost,) = mine.lost
    assert (lost.wish.topic, [each.wish.title for each in lost.instead]) == (NETWORK.topic, [PORTATHON.title])


def test_what_i_run_comes_first_whatever_it_weighs() -> None:
    mine = of(few(), wish(NETWORK, MUST), wish(PORTATHON, None, runs=True))

    assert kept(mine) == [PORTATHON.topic]
    assert (mine.got, mine.wanted, mine.loss) == (0, 1, 4)


def test_a_vote_for_what_i_run_is_honoured() -> None:
    mine = of(few(), wish(PORTATHON, MUST, runs=True))

    assert (kept(mine), mine.got, mine.loss) == ([PORTATHON.topic], 1, 0)


def test_while_i_am_away_a_topic_is_lost_to_me() -> None:
    only_friday = (Hours(day=date(2013, 5, 17), arrives=time(9), leaves=time(17)),)
    mine = of(few(), wish(NETWORK), wish(LIBXL), hours=only_friday)

    assert kept(mine) == [LIBXL.topic]
    assert [(each.wish.topic, each.is_away, each.instead) for each in mine.lost] == [
        (NETWORK.topic, True, ())
    ]


def test_what_i_run_while_i_am_away_is_shown_but_my_vote_for_it_is_lost() -> None:
    mornings = (Hours(day=THURSDAY, arrives=time(9), leaves=time(11)),)
    mine = of(few(), wish(NETWORK, WILL, runs=True), hours=mornings)

    assert [(each.session.topic, each.is_away) for each in mine.kept] == [(NETWORK.topic, True)]
    assert (mine.got, mine.loss, [each.is_away for each in mine.lost]) == (0, 2, [True])


def test_a_topic_left_out_is_lost_and_a_cancelled_one_says_so() -> None:
    first = publish(NETWORK, XAPI)
    second = publish(XAPI, previous=first)
    mine = of(second, wish(NETWORK, MUST), wish(LIBXL, WILL))

    assert [(each.wish.topic, each.was_cancelled, each.sessions) for each in mine.lost] == [
        (NETWORK.topic, True, ()),
        (LIBXL.topic, False, ()),
    ]


def test_a_withdrawn_topic_is_no_loss_unless_it_still_runs() -> None:
    assert of(few(), Preference(topic=99, title="Gone", choice=MUST, is_withdrawn=True)) == of(few())
    assert kept(of(few(), wish(NETWORK, is_withdrawn=True))) == [NETWORK.topic]


def test_a_topic_that_runs_twice_is_heard_when_there_is_time() -> None:
    again = replace(NETWORK, occurrence=2, starts=dublin_at(17, 14), ends=dublin_at(17, 15, 30))
    agenda = publish(PORTATHON, NETWORK, again)
    mine = of(agenda, wish(PORTATHON, MUST), wish(NETWORK, WILL))

    assert [each.session.key for each in mine.kept] == [PORTATHON.key, again.key]
    assert (mine.got, mine.wanted, mine.loss) == (2, 2, 0)


def test_of_a_lost_topic_that_runs_twice_both_chances_are_named() -> None:
    again = replace(NETWORK, occurrence=2, starts=XAPI.starts, ends=XAPI.ends)
    mine = of(
        publish(PORTATHON, XAPI, NETWORK, again), wish(PORTATHON, MUST), wish(XAPI, MUST), wish(NETWORK)
    )

    assert [[session.key for session in each.sessions] for each in mine.lost] == [[NETWORK.key, again.key]]
    assert [each.wish.topic for each in mine.lost[0].instead] == [PORTATHON.topic, XAPI.topic]


@st.composite
def afternoons(draw: st.DrawFn) -> tuple[Agenda, tuple[Preference, ...], tuple[Hours, ...]]:
    """Draw up to seven sessions of one afternoon, what one person says of them, and their hours."""
    sessions, wishes = [], []
    ran_until = dublin_at(16, 9)
    for topic in range(1, draw(st.integers(1, 7)) + 1):
        starts = dublin_at(16, draw(st.integers(10, 14)), draw(st.sampled_from((0, 30))))
        each = placed(topic, f"Topic {topic}", "liffey", starts, minutes=draw(st.sampled_from((30, 60, 90))))
        # Nobody runs two sessions at once: that is a rule of every agenda.
        runs = each.starts >= ran_until and draw(st.booleans())
        ran_until = max(ran_until, each.ends) if runs else ran_until
        sessions.append(each)
        wishes.append(wish(each, draw(st.sampled_from((None, *Choice))), runs=runs))
    leaves = draw(st.none() | st.sampled_from((time(11), time(12, 30), time(15))))
    hours = () if leaves is None else (Hours(day=THURSDAY, arrives=time(9), leaves=leaves),)
    return publish(*sessions), tuple(wishes), hours


def overlap(one: AgendaSession, other: AgendaSession) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def most_heard(agenda: Agenda, wishes: Iterable[Preference], hours: tuple[Hours, ...]) -> int:
    """Try every set of sessions; return the weight of the best."""
    said = {each.topic: each for each in wishes}

    def is_there(session: AgendaSession) -> bool:
        ends: datetime = agenda.local(session.ends)
        return not hours or ends.time() <= hours[0].leaves

    def weight(session: AgendaSession) -> int:
        choice = said[session.topic].choice
        return WEIGHTS.of(choice) if choice else 0

    run = [each for each in agenda.running if said[each.topic].runs]
    free = [
        each
        for each in agenda.running
        if not said[each.topic].runs and is_there(each) and not any(overlap(each, other) for other in run)
    ]
    chosen = (some for size in range(len(free) + 1) for some in combinations(free, size))
    best = max(
        sum(map(weight, some)) for some in chosen if not any(overlap(a, b) for a, b in combinations(some, 2))
    )
    return best + sum(weight(each) for each in run if is_there(each))


@given(afternoons())
def test_no_other_choice_of_sessions_would_be_better(
    case: tuple[Agenda, tuple[Preference, ...], tuple[Hours, ...]],
) -> None:
    agenda, wishes, hours = case
    mine = of(agenda, *wishes, hours=hours)

    every_wish = sum(WEIGHTS.of(each.choice) for each in wishes if each.choice)
    assert mine.loss == every_wish - most_heard(agenda, wishes, hours)
    assert mine.wanted == sum(each.choice is not None for each in wishes)
    seats = [each.session for each in mine.kept]
    assert not any(overlap(one, other) for one, other in combinations(seats, 2))
