"""What is no answer of a device opens nothing; `tests/browser/test_passkeys.py` has what is one."""

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from hackathon.accounts.models import Person
from hackathon.accounts.passkeys import queries as passkeys
from hackathon.accounts.passkeys.models import Passkey
from hackathon.config import Settings
from hackathon.core.extensions import db
from tests.applications import application_for
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.page_builders import counted
from tests.refusals import SIGN_IN_FIRST, refusal

CREDENTIAL = base64.urlsafe_b64encode(b"a key of Ian's").decode().rstrip("=")


@pytest.fixture(scope="module")
def served(empty_app: Flask) -> Iterator[Flask]:
    """A server that is reached over https."""
    before: Settings = empty_app.config["SETTINGS"]
    settings = Settings.load(
        {},
        instance=before.instance,
        database_url=before.database_url,
        secret_key=before.secret_key,
        url="https://localhost",
    )
    served = application_for(settings, PREFERRED_URL_SCHEME="https")
    served.test_client_class = Visitor
    yield served
    with served.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask, served: Flask) -> Visitor:  # noqa: ARG001 -- its tables
    """Somebody at that server."""
    found = served.test_client()
    assert isinstance(found, Visitor)
    found.environ_base["wsgi.url_scheme"] = "https"
    return found


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
    assert "known here. Please sign in by" in refused.text
    assert visitor.get("/account").status_code == 401


@pytest.mark.parametrize("sent", HOSTILE)
def test_what_is_no_answer_adds_nothing(visitor: Visitor, dublin: Dublin, sent: str) -> None:
    visitor.signed_in_as(dublin.ian).get("/account/passkeys/options")

    refused = visitor.post("/account/passkeys", data={"credential": sent})

    assert refused.status_code == 409
    assert "No passkey was created" in refused.text
    assert counted(Passkey) == 0


def test_a_question_is_answered_once(visitor: Visitor, dublin: Dublin) -> None:
    key_of(dublin.ian)
    visitor.get("/sign-in/passkey/options")
    said = [visitor.post("/sign-in/passkey", data={"credential": answer()}).text for _ in range(2)]

    assert ["known here. Please sign in by" in each for each in said] == [True, False]
    assert "That took too long" in said[1]


def test_who_was_let_in_at_one_event_makes_no_key_to_the_others(visitor: Visitor, dublin: Dublin) -> None:
    with visitor.signed_in_as(dublin.ian).session_transaction() as session:
        session["signed_in_at"] = ["dublin-2013"]

    assert "with a link from its organizers" in visitor.get("/account").text
    assert visitor.get("/account/passkeys/options").status_code == 403
    assert visitor.post("/account/passkeys").status_code == 403


def test_nobody_removes_the_passkey_of_another(visitor: Visitor, dublin: Dublin) -> None:
    key_of(dublin.ian)
    (key,) = [each.id for each in passkeys.passkeys_of(dublin.ian)]

    visitor.signed_in_as(dublin.lars).post(f"/account/passkeys/{key}/removal")
    assert counted(Passkey) == 1
    visitor.signed_in_as(dublin.ian).post(f"/account/passkeys/{key}/removal")
    assert counted(Passkey) == 0


def test_without_https_the_page_says_that_there_are_none(app: Flask, dublin: Dublin) -> None:
    plain = app.test_client()
    assert isinstance(plain, Visitor)

    assert "Passkeys only work over https or" in plain.signed_in_as(dublin.ian).get("/account").text
    assert plain.get("/account/passkeys/options").status_code == 409
    assert "passkey" not in plain.get("/sign-in").text


class Device:
    """A device with a passkey that does not count how often it is used."""

    def __init__(self, person: Person) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        numbers = self._key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        db.session.add(
            Passkey(
                person_id=person.id, credential=CREDENTIAL, uses=0, words="A test", made_at=datetime.now(UTC),
                public_key=cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y}),
            )
        )  # fmt: skip
        db.session.commit()

    def answers(self, question: dict[str, str]) -> str:
        """Return the signed answer to a question."""
        said = {"type": "webauthn.get", "challenge": question["challenge"], "origin": "https://localhost"}
        client = json.dumps(said).encode()
        present_and_verified = b"\x05"
        data = hashlib.sha256(b"localhost").digest() + present_and_verified + bytes(4)
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return answer(
            response={name: base64.urlsafe_b64encode(part).decode() for name, part in parts.items()}
        )


def test_an_answer_and_its_cookie_work_once_also_for_who_kept_both(visitor: Visitor, dublin: Dublin) -> None:
    device = Device(dublin.ian)
    question = visitor.get("/sign-in/passkey/options").json
    with visitor.session_transaction() as session:
        kept = dict(session)
    given = {"credential": device.answers(question or {})}
    assert visitor.post("/sign-in/passkey", data=given).status_code == 303
    visitor.post("/sign-out")

    with visitor.session_transaction() as session:
        session.update(kept)
    answered = visitor.post("/sign-in/passkey", data=given)

    assert answered.status_code == 409
    assert refusal(visitor.get("/account")) == SIGN_IN_FIRST
