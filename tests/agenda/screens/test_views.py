"""Screens, as they stand in the hall and at the doors."""

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from tests.agenda.test_views import words
from tests.agendas import FEW, PORTATHON, dublin_at, few, publish
from tests.clock import set_clock
from tests.dublin import Dublin
from tests.published import freeze


def test_a_screen_holds_the_day_and_names_what_changed(
    app: Flask, client: FlaskClient, dublin: Dublin
) -> None:
    first = few()
    moved = publish(
        *(each for each in FEW if each != PORTATHON), replace(PORTATHON, room="dodder"), previous=first
    )
    freeze(dublin.event, first, moved)
    set_clock(app, dublin_at(16, 11, 20))

    hall, door = client.get("/dublin-2013/screen"), words(client.get("/dublin-2013/screen/dodder").text)

    assert "Next, 11:30 In 10 minutes" in words(hall.text)
    assert "Moved to Dodder, 11:30 : Xen on ARM" in words(hall.text)
    # What comes later is there already, for an hour without a network.
    assert "XAPI development process." in hall.text
    assert "Dodder 10 seats 11:20 11:30 to 13:00 In 10 minutes Xen on ARM" in door


def test_before_publication_a_screen_waits_and_a_door_is_not_there(
    client: FlaskClient,
    dublin: Dublin,  # noqa: ARG001 -- its rows
) -> None:
    assert "The agenda will be shown here once it is published." in client.get("/dublin-2013/screen").text
    assert client.get("/dublin-2013/screen/dodder").status_code == 404
