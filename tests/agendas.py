"""Agendas to test with: the Xen hackathon of May 2013 as it might have been, and any agenda at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from hackathon.agenda.domain.ledger import Placed, next_agenda
from hackathon.core.domain.agenda import Agenda, AgendaArea, AgendaRoom, AgendaSlot
from hackathon.core.text.names import slugify

APRIL = datetime(2013, 4, 20, 12, 0, tzinfo=UTC)

ROOMS = (
    AgendaRoom(slug="liffey", name="Liffey", capacity=40),
    AgendaRoom(slug="tolka", name="Tolka", capacity=20),
    AgendaRoom(slug="dodder", name="Dodder", capacity=10),
)
AREAS = (
    AgendaArea(slug="hypervisor", name="Hypervisor"),
    AgendaArea(slug="toolstack", name="Toolstack"),
    AgendaArea(slug="community", name="Community"),
)


def dublin_at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an hour on Dublin's clocks in May 2013, which are one hour ahead of UTC."""
    return datetime(2013, 5, day, hour - 1, minute, tzinfo=UTC)


def _day(day: int) -> tuple[AgendaSlot, ...]:
    rows = (
        (9, 30, 11, 0, ""),
        (11, 0, 11, 30, "Coffee"),
        (11, 30, 13, 0, ""),
        (13, 0, 14, 0, "Lunch"),
        (14, 0, 15, 30, ""),
    )
    return tuple(
        AgendaSlot(starts=dublin_at(day, h, m), ends=dublin_at(day, i, n), is_break=bool(label), label=label)
        for h, m, i, n, label in rows
    )


def frame(*, revision: int = 1, published_at: datetime = APRIL) -> Agenda:
    """Return the Dublin agenda without its sessions."""
    return Agenda(
        event="dublin-2013",
        title="Xen Hackathon, May 2013",
        place="Dublin, Ireland",
        zone="Europe/Dublin",
        revision=revision,
        published_at=published_at,
        note="",
        hue=160,
        areas=AREAS,
        rooms=ROOMS,
        slots=_day(16) + _day(17),
        sessions=(),
    )


def placed(
    topic: int,
    title: str,
    room: str,
    starts: datetime,
    *contacts: str,
    area: str | None = "hypervisor",
    minutes: int = 90,
    is_plenary: bool = False,
) -> Placed:
    """Return a session of ninety minutes."""
    return Placed(
        topic=topic,
        slug=slugify(title),
        title=title,
        summary="",
        contacts=contacts,
        area=area,
        room=room,
        starts=starts,
        ends=starts + timedelta(minutes=minutes),
        expected=6 + topic % 13,
        is_plenary=is_plenary,
    )


CLOSING = placed(
    1, "Xen 4.3 Release Closing", "liffey", dublin_at(16, 9, 30), "George Dunlap", is_plenary=True
)
NETWORK = placed(6, "Xen network improvement", "tolka", dublin_at(16, 11, 30), "Wei Liu")
PORTATHON = placed(
    3, 'Xen on ARM "Portathon"', "liffey", dublin_at(16, 11, 30), "Ian Campbell", "Stefano Stabellini"
)
LIBXL = placed(
    14,
    "Discuss roadmap for libxl and libvirt libxl driver.",
    "dodder",
    dublin_at(17, 9, 30),
    "Jim Fehlig",
    area="toolstack",
)
XAPI = placed(13, "XAPI development process.", "tolka", dublin_at(17, 14), "Dave Scott", area="toolstack")
FEW = (CLOSING, NETWORK, PORTATHON, LIBXL, XAPI)


def numbered() -> Iterator[str]:
    """Yield UIDs that a reader can tell apart: uid-1, uid-2, ..."""
    return (f"uid-{number}" for number in count(1))


def publish(
    *sessions: Placed,
    previous: Agenda | None = None,
    **frame_changes: Any,  # noqa: ANN401 -- any field of the frame
) -> Agenda:
    """Return the next revision, published a day after the one before."""
    ahead = previous.revision if previous else 0
    bare = frame(revision=ahead + 1, published_at=APRIL + timedelta(days=ahead))
    names = numbered()
    return next_agenda(
        replace(bare, **frame_changes),
        sessions,
        previous=previous,
        mint=lambda: f"{ahead + 1}-{next(names)}",
    )


def few() -> Agenda:
    """Return the first revision of five sessions."""
    return publish(*FEW)


hostile = st.text(max_size=60) | st.sampled_from(
    (
        "",
        "Lunch\r\nATTENDEE:mailto:everyone@example.org",
        "END:VEVENT\nBEGIN:VALARM",
        "comma, semicolon; back\\slash \\n and \\, colon: \"quoted\" 'so'",
        '=HYPERLINK("http://example.org")',
        "<script>alert(1)</script>&amp;",
        "\x00\x07\x1b[31m\x7f\x85\u2028\u2029\u202e\ufeff\ud800\uffff",
        "Größenänderung für 仮想マシン — «ядро» 🐼" * 4,
        "a" * 74 + "é" * 80,
    )
)
instants = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(  # noqa: DTZ001 -- made UTC at once
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)


@st.composite
def any_placed(draw: st.DrawFn, topic: int) -> Placed:
    """Draw a session of that topic, with hostile text."""
    starts = draw(instants)
    return Placed(
        topic=topic,
        slug=draw(st.sampled_from(("", "xen", "portathon"))),
        title=draw(hostile),
        summary=draw(hostile),
        contacts=tuple(draw(st.lists(hostile, max_size=3))),
        area=draw(st.sampled_from((None, *(area.slug for area in AREAS)))),
        room=draw(st.sampled_from([room.slug for room in ROOMS])),
        starts=starts,
        ends=starts + timedelta(minutes=draw(st.integers(1, 600))),
        expected=draw(st.integers(0, 500)),
        is_plenary=draw(st.booleans()),
    )


@st.composite
def any_draft(draw: st.DrawFn) -> tuple[Placed, ...]:
    """Draw some sessions out of six topics."""
    topics = draw(st.lists(st.integers(1, 6), unique=True, max_size=6))
    return tuple(draw(any_placed(topic)) for topic in topics)


@st.composite
def any_agenda(draw: st.DrawFn) -> Agenda:
    """Draw an agenda in its second revision, so that it may hold cancelled and returned sessions."""
    first, second = draw(any_draft()), draw(any_draft())
    words = {"title": draw(hostile), "place": draw(st.none() | hostile), "note": draw(hostile)}
    names = tuple(replace(room, name=draw(hostile)) for room in ROOMS)
    return publish(*second, previous=publish(*first), rooms=names, **words)
