"""What is no answer of a device opens nothing; `tests/browser/test_passkeys.py` has what is one."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.extensions import db
from hackathon.models import Passkey, Person
from hackathon.queries import passkeys
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.pages import counted

CREDENTIAL = base64.urlsafe_b64encode(b"a key of Ian's").decode().rstrip("=")


@pytest.fixture
def visitor(app: Flask) -> Iterator[Visitor]:
    """Somebody at a server that is reached over https."""
    before: Settings = app.config["SETTINGS"]
    settings = Settings.load(
        {},
        instance=before.instance,
        database_url=before.database_url,
        secret_key=before.secret_key,
        url="https://localhost",
    )
    served = create_app(settings, TESTING=True, WTF_CSRF_ENABLED=False, PREFERRED_URL_SCHEME="https")
    served.test_client_class = Visitor
    found = served.test_client()
    assert isinstance(found, Visitor)
    found.environ_base["wsgi.url_scheme"] = "https"
    yield found
    with served.app_context():
        db.engine.dispose()


def key_of(person: Person) -> None:
    db.session.add(
        Passkey(
            person_id=person.id, credential=CREDENTIAL, public_key=b"no key at all", uses=0, words="A test",
            made_at=datetime.now(UTC),
        )
    )  # fmt: skip
    db.session.commit()


def answer(**changed: object) -> str:
    """Return what a device could have answered, but for the signature."""
    said = {"type": "webauthn.get", "challenge": "AAAA", "origin": "https://localhost"}
    response = {
        "clientDataJSON": base64.urlsafe_b64encode(json.dumps(said).encode()).decode(),
        "authenticatorData": "AAAA",
        "signature": "AAAA",
        "attestationObject": "AAAA",
    }
    return json.dumps(
        {"id": CREDENTIAL, "rawId": CREDENTIAL, "type": "public-key", "response": response, **changed}
    )


HOSTILE = [
    "", "null", "[]", "{", '{"id": 5}', '{"id": "\\u0000"}', answer(), answer(rawId=[]),
    answer(response=None),
    answer(response={}), answer(rawId="%%%"), answer(type="another"), answer(id="unknown"), "[" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("sent", HOSTILE)
def test_what_is_no_answer_signs_nobody_in(visitor: Visitor, dublin: Dublin, sent: str) -> None:
    key_of(dublin.ian)
    assert visitor.get("/sign-in/passkey/options").json["rpId"] == "localhost"  # type: ignore[index]  # it is JSON

    refused = visitor.post("/sign-in/passkey", data={"credential": sent})

    assert refused.status_code == 409
    assert "opens nothing here" in refused.text
    assert visitor.get("/account").status_code == 401


@pytest.mark.parametrize("sent", HOSTILE)
def test_what_is_no_answer_adds_nothing(visitor: Visitor, dublin: Dublin, sent: str) -> None:
    visitor.signed_in_as(dublin.ian).get("/account/passkeys/options")

    refused = visitor.post("/account/passkeys", data={"credential": sent})

    assert refused.status_code == 409
    assert "No passkey was made" in refused.text
    assert counted(Passkey) == 0


def test_a_question_is_answered_once(visitor: Visitor, dublin: Dublin) -> None:
    key_of(dublin.ian)
    visitor.get("/sign-in/passkey/options")
    said = [visitor.post("/sign-in/passkey", data={"credential": answer()}).text for _ in range(2)]

    assert ["opens nothing here" in each for each in said] == [True, False]
    assert "That took too long" in said[1]


def test_who_was_let_in_at_one_event_makes_no_key_to_the_others(visitor: Visitor, dublin: Dublin) -> None:
    with visitor.signed_in_as(dublin.ian).session_transaction() as session:
        session["signed_in_at"] = ["dublin-2013"]

    assert "by a link of its organizers" in visitor.get("/account").text
    assert visitor.get("/account/passkeys/options").status_code == 403
    assert visitor.post("/account/passkeys").status_code == 403


def test_nobody_removes_the_passkey_of_another(visitor: Visitor, dublin: Dublin) -> None:
    key_of(dublin.ian)
    (key,) = [each.id for each in passkeys.of(dublin.ian)]

    visitor.signed_in_as(dublin.lars).post(f"/account/passkeys/{key}/removal")
    assert counted(Passkey) == 1
    visitor.signed_in_as(dublin.ian).post(f"/account/passkeys/{key}/removal")
    assert counted(Passkey) == 0


def test_without_https_the_page_says_that_there_are_none(app: Flask, dublin: Dublin) -> None:
    plain = app.test_client()
    assert isinstance(plain, Visitor)

    assert "Passkeys work only over https" in plain.signed_in_as(dublin.ian).get("/account").text
    assert plain.get("/account/passkeys/options").status_code == 409
    assert "passkey" not in plain.get("/sign-in").text
