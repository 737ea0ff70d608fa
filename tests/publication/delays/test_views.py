"""Reporting from a phone that a session runs late."""

from flask import Flask

from hackathon.agenda import queries as agendas
from tests.agenda.test_views import words
from tests.agendas import dublin_at, few
from tests.clock import set_clock
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.mailbox import mails
from tests.published import freeze

TODAY = "/dublin-2013/organize/on-the-day"
LATE = f"{TODAY}/late/3-1"


def test_three_taps_publish_that_a_session_is_late_and_tell_whom_it_concerns(
    app: Flask, visitor: Visitor, dublin: Dublin
) -> None:
    freeze(dublin.event, few())
    set_clock(app, dublin_at(16, 11, 40))
    visitor.signed_in_as(dublin.lars)

    today = visitor.get(TODAY)
    assert "Ian Campbell has not checked in" in words(today.text)
    assert LATE in today.text
    page = visitor.get(LATE)
    assert "Only this session 1 session changes, 1 person is affected" in words(page.text)
    form = {"minutes": 15, "scope": "session", "tells": "y", "version": 1}
    answer = visitor.post(LATE, data=form)

    assert answer.status_code == 303
    agenda = agendas.latest(dublin.event)
    assert agenda is not None
    late = next(session for session in agenda.running if session.topic == 3)
    # It began ten minutes ago, so it ends later.
    assert (agenda.revision, late.starts, late.ends) == (2, dublin_at(16, 11, 30), dublin_at(16, 13, 15))
    assert (late.delayed, late.sequence) == (0, 1)
    assert [mail.to_address for mail in mails()] == ["ian@xen.example"]

    # A second helper who looked at the same page reports the same delay: it happens once.
    assert visitor.post(LATE, data=form).status_code == 409
    found = agendas.latest(dublin.event)
    assert found is not None
    assert found.revision == 2
