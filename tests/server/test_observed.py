"""What monitoring learns of a running server: counts without people, and a log without their secrets."""

import json
import os
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from hackathon.app import close_connections, create_app
from hackathon.cli.events import find_person, make_link
from hackathon.config import Settings
from tests.server.serving import TOPIC, Serving, copied, free_port, serving, until
from tests.server.visiting import Visit, signed_in

LABELS = {"route", "method", "status", "le", "job", "outcome", "check", "what"}
ADDRESS = "somebody.new@elsewhere.example"


@dataclass(frozen=True, kw_only=True)
class Walked:
    """A server on which somebody did a few things, and what must stand in no log."""

    running: Serving
    log: Path
    secrets: list[str]


@pytest.fixture(scope="module")
def walked(seeded: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """Start a server that is observed; sign in, vote, ask for mail, try links, and kill a web worker."""
    folder = tmp_path_factory.mktemp("observed")
    settings = copied(seeded, folder, metrics=f"127.0.0.1:{free_port()}", log="json")
    log = folder / "server.log"
    with log.open("w", encoding="utf-8") as lines, serving(settings, log=lines) as running:
        secrets = _walk(running)
        yield Walked(running=running, log=log, secrets=secrets)


def _walk(running: Serving) -> list[str]:
    with create_app(running.settings).app_context() as context:
        link = make_link(find_person("Ian Campbell"), None).rsplit("/", 1)[1]
        close_connections(context.app)
    ian = signed_in(f"{running.url}/sign-in/{link}")
    for choice in ("will", "must", "maybe"):
        assert ian.get(f"{running.url}/{TOPIC}") == 200
        assert ian.post(f"{running.url}/{TOPIC}/vote", choice=choice) == 200
    killed = running.web_workers()[0]
    os.kill(killed, signal.SIGKILL)
    until(lambda: killed not in running.web_workers())
    stranger = Visit()
    assert stranger.get(f"{running.url}/sign-in") == 200
    assert stranger.post(f"{running.url}/sign-in", email=ADDRESS) in (200, 422)
    for path in (f"/sign-in/{link}", "/calendars/Wr0ngButSecret-Looking.ics", f"/nothing?mail={ADDRESS}"):
        assert stranger.get(f"{running.url}{path}") in (404, 410)
    return [
        link,
        ADDRESS,
        "Wr0ngButSecret-Looking",
        *re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', ian.text),
    ]


def metrics(running: Serving) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Return what Prometheus would read: each sample's labels and value, by its name."""
    text = until(lambda: _asked(f"http://{running.settings.metrics}/metrics"))
    assert ADDRESS not in text
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


def _asked(address: str) -> str:
    """Return what is told there; nothing while the background worker is still starting."""
    try:
        with urlopen(address, timeout=20) as answer:  # noqa: S310 -- our own server
            told: str = answer.read().decode()
            return told
    except URLError:
        return ""


def test_no_answer_is_lost_among_the_workers_even_if_one_is_killed(walked: Walked) -> None:
    found = metrics(walked.running)

    votes = [value for labels, value in found["hackathon_requests_total"] if labels["route"] == "topics.vote"]
    assert sum(votes) == 3
    timed = {labels["route"]: value for labels, value in found["hackathon_request_seconds_count"]}
    assert timed["topics.vote"] == 3


def test_the_labels_are_names_of_routes_and_never_what_people_sent(walked: Walked) -> None:
    found = metrics(walked.running)

    with create_app(walked.running.settings).app_context() as context:
        routes = {*context.app.view_functions, "published", "kept", "none"}
        close_connections(context.app)
    labels = [labels for samples in found.values() for labels, _value in samples]
    assert {name for each in labels for name in each} <= LABELS
    assert {each["route"] for each in labels if "route" in each} <= routes
    assert {each["method"] for each in labels if "method" in each} <= {"GET", "HEAD", "POST", "other"}


def test_what_waits_and_what_is_wrong_is_told(walked: Walked) -> None:
    found = metrics(walked.running)

    assert {labels["check"] for labels, _ in found["hackathon_check"]} == {
        "database", "migrations", "disk", "queue", "mail"
    }  # fmt: skip
    assert {labels["what"] for labels, _ in found["hackathon_waiting"]} == {"mail", "plan"}


def test_the_web_server_itself_tells_no_metrics(walked: Walked) -> None:
    assert Visit().get(f"{walked.running.url}/metrics") == 404


def test_the_log_is_json_and_has_no_address_network_or_secret(walked: Walked) -> None:
    text = walked.log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]

    answered = [line for line in lines if line["message"] == "answered"]
    assert len([line for line in answered if line["route"] == "topics.vote" and line["status"] == 303]) == 3
    assert all(
        re.fullmatch(r"[0-9a-f]{16}", line["request"]) for line in answered if line["route"] == "topics.vote"
    )
    assert [each for each in (*walked.secrets, "127.0.0.1", "@") if each in text] == []
