"""Files of a topic: what is taken, who reads it, and as what it is sent."""

import re
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.event_settings.services import deleting
from hackathon.events.participation.models import Attendance
from hackathon.my_account.account_deletion import services as account_deletion
from hackathon.outcomes.materials import domain, services
from hackathon.outcomes.materials.models import Material, MaterialPart
from tests.agenda.test_views import words
from tests.agendas import few
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze

TOPIC = "/dublin-2013/topics/2-xen-on-arm-portathon"
FILES = f"{TOPIC}/files"


def send(visitor: Visitor, name: str, content: bytes, key: str = "a-key") -> TestResponse:
    return visitor.post(
        FILES,
        data={"file-upload": (BytesIO(content), name), "file-form_key": key},
        content_type="multipart/form-data",
    )


def kept() -> int:
    return db.session.scalars(select(func.count()).select_from(Material)).one()


@pytest.fixture
def ian(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.ian)


def test_a_file_is_added_once_and_sent_only_to_be_kept(ian: Visitor, client: FlaskClient) -> None:
    content = bytes(range(256)) * 1024
    for _twice in range(2):
        assert send(ian, "../Folien für ARM.pdf", content).status_code == 303
    material = db.session.scalars(select(Material)).one()

    page = client.get(f"{TOPIC}/outcome").text
    address = f"{FILES}/{material.id}/Folien%20f%C3%BCr%20ARM.pdf"
    assert address in page
    assert "263 kB" in words(page)
    answer = client.get(address)
    assert answer.data == content
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    # At another name, or below another topic, there is nothing.
    assert client.get(f"{FILES}/{material.id}/other.html").status_code == 404
    elsewhere = address.replace("2-xen-on-arm-portathon", "1-xen-developer-and-roadmap-discussion")
    assert client.get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("page.html", b"<script>alert(1)</script>", "This kind of file"),
        ("drawing.svg", b"<svg/>", "This kind of file"),
        ("empty.pdf", b"", "Please choose a file"),
    ],
)
def test_what_is_not_taken_is_said_on_the_form(ian: Visitor, name: str, content: bytes, says: str) -> None:
    answer = send(ian, name, content)

    assert answer.status_code == 422
    assert says in words(answer.text)
    assert kept() == 0


def test_another_file_from_a_page_that_was_sent_before_is_not_taken_for_the_same(ian: Visitor) -> None:
    send(ian, "slides.pdf", b"Slides")

    again = send(ian, "notes.txt", b"Notes")

    assert (again.status_code, kept()) == (409, 1)
    assert "This form was already sent with different content." in words(again.text)
    (key,) = re.findall(r'name="file-form_key"[^>]*value="([^"]+)"', again.text)
    assert send(ian, "notes.txt", b"Notes", key=key).status_code == 303
    assert kept() == 2


def test_a_file_that_is_too_large_is_refused(dublin: Dublin) -> None:
    attendance = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.ian.id)).one()

    with pytest.raises(BadEntry, match="A file can be up to 5 MB"):
        services.add_material(
            topic=dublin.portathon,
            name="large.pdf",
            content=b"x" * (domain.LARGEST_FILE + 1),
            form_key="a-key",
            attendance=attendance,
            by=dublin.ian,
            now=NOON,
        )

    assert kept() == 0


def test_a_topic_and_an_event_take_only_so_much(
    app: Flask, ian: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(domain.MOST_FILES):
        send(ian, f"{n}.txt", b"x", key=f"key-{n}")
    assert "A topic can have up to 20 files." in words(send(ian, "one.txt", b"x", key="one-more").text)
    assert kept() == domain.MOST_FILES

    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], event_files_mb=0))
    assert 'name="file-upload"' not in ian.get(f"{TOPIC}/outcome").text
    other = FILES.replace("2-xen-on-arm-portathon", "1-xen-developer-and-roadmap-discussion")
    sent = {"file-upload": (BytesIO(b"x"), "x.txt"), "file-form_key": "x"}
    answer = ian.post(other, data=sent, content_type="multipart/form-data")
    assert "An event's files can be up to 0 MB in total." in unescape(words(answer.text))


def test_who_is_not_on_the_list_adds_and_removes_nothing(visitor: Visitor, dublin: Dublin) -> None:
    send(visitor.signed_in_as(dublin.ian), "notes.md", b"# Notes")
    visitor.signed_in_as(dublin.msw)

    assert send(visitor, "spam.txt", b"spam", key="spam").status_code == 403
    key = db.session.scalars(select(Material.id)).one()
    assert visitor.post(f"{FILES}/{key}/removal").status_code == 403
    assert kept() == 1
    visitor.signed_in_as(dublin.wei)
    assert visitor.post(f"{FILES}/{key}/removal").status_code == 303
    assert kept() == 0
    assert db.session.scalars(select(MaterialPart)).all() == []


def test_a_file_is_in_the_report_and_goes_with_the_event(ian: Visitor, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    send(ian, "slides.pdf", b"%PDF")

    assert "File slides.pdf" in words(ian.get("/dublin-2013/report").text)
    key = db.session.scalars(select(Material.id)).one()
    assert (
        f"[slides.pdf](<http://127.0.0.1:8000{FILES}/{key}/slides.pdf>)"
        in ian.get("/dublin-2013/report.md").text
    )
    lost = ian.signed_in_as(dublin.lars).get("/dublin-2013/organize/settings/deletion").text
    assert "Files 1" in words(lost)
    deleting.delete(event=dublin.event, typed=dublin.event.title, seen=None, by=dublin.lars, now=NOON)
    assert kept() == 0


def test_who_takes_their_words_along_takes_their_files_too(visitor: Visitor, dublin: Dublin) -> None:
    send(visitor.signed_in_as(dublin.ian), "ian.txt", b"I am Ian")
    send(visitor.signed_in_as(dublin.wei), "wei.txt", b"I am Wei", key="another")
    assert "ian.txt" in visitor.signed_in_as(dublin.ian).get("/account/data.json").text

    account_deletion.leave(person=dublin.ian, takes_words=True, now=NOON)

    assert db.session.scalars(select(Material.name)).all() == ["wei.txt"]
