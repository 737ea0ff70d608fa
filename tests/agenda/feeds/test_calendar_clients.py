"""What real calendar clients make of our files."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hackathon.agenda.feeds.exports.ical import calendar
from hackathon.core.domain.agenda import Agenda, AgendaSession
from tests.agendas import CLOSING, LIBXL, NETWORK, PORTATHON, publish

KHAL = Path(sys.executable).with_name("khal")
NODE = shutil.which("node")
MODULES = Path(os.environ.get("HACKATHON_TEST_NODE_MODULES", Path(__file__).with_name("node_modules")))
ICAL_JS = MODULES / "ical.js/dist/ical.js"

Row = tuple[str, datetime, datetime, str, str]

khal_only = pytest.mark.skipif(not KHAL.exists(), reason="khal is not installed")
ical_js_only = pytest.mark.skipif(
    NODE is None or not ICAL_JS.exists(),
    reason="Node or ical.js is missing: npm ci --prefix tests/agenda/feeds",
)


@pytest.fixture
def agenda() -> Agenda:
    """The second revision: one session moved, one renamed, one cancelled, one as it was."""
    first = publish(CLOSING, NETWORK, PORTATHON, LIBXL)
    renamed = replace(PORTATHON, title='„Portathon“: Xen, on ARM; in Größe "L" \\ ' + "仮想マシン " * 9)
    return publish(CLOSING, replace(NETWORK, room="dodder"), renamed, previous=first)


@pytest.fixture
def feed(agenda: Agenda, tmp_path: Path) -> Path:
    """The agenda's file."""
    path = tmp_path / "agenda.ics"
    path.write_bytes(calendar(agenda, name="Xen Hackathon", link=lambda session: f"http://x/{session.slug}"))
    return path


def row(session: AgendaSession) -> Row:
    status = "CANCELLED" if session.cancelled else "CONFIRMED"
    return session.uid, session.starts, session.ends, status, " ".join(session.title.split())


def khal(home: Path, *arguments: str) -> str:
    """Run khal with a calendar and a configuration of its own, on the clocks of Dublin."""
    config = home / "khal.conf"
    config.write_text(
        f"""
        [calendars]
        [[hackathon]]
        path = {home / "calendar"}
        [sqlite]
        path = {home / "khal.db"}
        [locale]
        local_timezone = Europe/Dublin
        default_timezone = Europe/Dublin
        longdateformat = %Y-%m-%d
        longdatetimeformat = %Y-%m-%d %H:%M
        dateformat = %Y-%m-%d
        datetimeformat = %Y-%m-%d %H:%M
        timeformat = %H:%M
        """
    )
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [KHAL, "-c", config, *arguments],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout


@khal_only
def test_khal_reads_the_same_sessions_at_the_same_instants(
    agenda: Agenda, feed: Path, tmp_path: Path
) -> None:
    def instant(written: str) -> datetime:
        local = datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo("Europe/Dublin"))
        return local.astimezone(UTC)

    (tmp_path / "calendar").mkdir()
    khal(tmp_path, "import", "--batch", "-a", "hackathon", str(feed))
    fields = ("uid", "start-long-full", "end-long-full", "status", "title")
    wanted = [argument for field in fields for argument in ("--json", field)]
    days = khal(tmp_path, "list", *wanted, "2013-05-16", "2013-05-18").splitlines()

    read = [event for day in days for event in json.loads(day)]
    assert sorted(
        (
            each["uid"],
            instant(each["start-long-full"]),
            instant(each["end-long-full"]),
            each["status"].strip(),
            each["title"],
        )
        for each in read
    ) == sorted(map(row, agenda.sessions))


READ_WITH_ICAL_JS = """
const { default: ICAL } = await import(process.argv[2]);
const { readFileSync } = await import("node:fs");
const feed = new ICAL.Component(ICAL.parse(readFileSync(process.argv[1], "utf8")));
console.log(JSON.stringify(feed.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return [
    event.uid,
    event.startDate.toJSDate().toISOString(),
    event.endDate.toJSDate().toISOString(),
    component.getFirstPropertyValue("status"),
    event.summary,
  ];
})));
"""


@ical_js_only
def test_ical_js_reads_the_same_sessions_at_the_same_instants(agenda: Agenda, feed: Path) -> None:
    script = ["--input-type=module", "-e", READ_WITH_ICAL_JS, str(feed), ICAL_JS.resolve().as_uri()]
    done = subprocess.run(
        [str(NODE), *script],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert [
        (uid, datetime.fromisoformat(starts), datetime.fromisoformat(ends), status, title)
        for uid, starts, ends, status, title in json.loads(done.stdout)
    ] == [row(session) for session in agenda.sessions]
