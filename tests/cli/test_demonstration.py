"""What is imported, planned and published goes out again in every format, by commands."""

import json
import shutil
from csv import DictReader
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from hackathon.cli import main
from hackathon.planner.model.problem import Problem
from tests import migrated
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demonstration, planned and published once, to be copied."""
    folder = tmp_path_factory.mktemp("demonstrated")
    with pytest.MonkeyPatch.context() as patch:
        migrated.copied_where_empty(patch)
        patch.setenv("HACKATHON_URL", "http://127.0.0.1:8000")
        environ = {"HACKATHON_INSTANCE": str(folder)}
        made = CliRunner(env=environ).invoke(main, ["demo", "--no-serve"], catch_exceptions=False)
    assert made.exit_code == 0
    return folder


@pytest.fixture
def demonstration(run: Run, demonstrated: Path, tmp_path: Path) -> Run:
    """Run a command on a machine of its own that has the demonstration."""
    shutil.copytree(demonstrated, tmp_path / "instance")
    return run


def test_an_event_goes_from_page_to_file(demonstration: Run, tmp_path: Path) -> None:
    planned = demonstration("plan", "dublin-2013", "--json", "--save-problem", str(tmp_path / "asked.json"))
    (tmp_path / "answered.json").write_text(planned.stdout, encoding="utf-8")

    assert json.loads(planned.stdout)["status"] == "optimal"
    assert len(json.loads(planned.stdout)["sessions"]) == 16
    assert Problem.from_json((tmp_path / "asked.json").read_text(encoding="utf-8")).topics[0].key == 1
    calendar = tmp_path / "agenda.ics"
    assert demonstration("export", "dublin-2013", "--as", "ical", "-o", str(calendar)).exit_code == 0
    assert calendar.read_bytes().count(b"BEGIN:VEVENT") == 16


def test_a_plan_is_described_in_votes_first_and_in_cost_below(demonstration: Run) -> None:
    planned = demonstration("plan", "dublin-2013")

    assert planned.stdout.splitlines() == [
        "91% of votes can be attended. This is the best possible agenda.",
        "Details: This agenda costs 500 (loss 50). No agenda can cost less.",
    ]


def test_the_published_agenda_goes_out_in_every_kind(demonstration: Run) -> None:

    def exported(kind: str) -> bytes:
        return demonstration("export", "dublin-2013", "--as", kind).stdout_bytes

    schedule = json.loads(exported("frab-json"))["schedule"]["conference"]
    titles = {each["title"] for each in json.loads(exported("json"))["agenda"]["sessions"]}
    assert len(titles) == 16
    assert exported("ical").count(b"BEGIN:VEVENT") == 16
    assert {
        row["title"] for row in DictReader(StringIO(exported("agenda-csv").decode("utf-8-sig")))
    } == titles
    assert {row["title"] for row in DictReader(StringIO(exported("csv").decode("utf-8-sig")))} == titles
    assert {
        each.findtext("title")
        for each in ET.fromstring(exported("frab-xml")).iter("event")  # noqa: S314 -- our own file
    } == titles
    assert schedule["url"] == "http://127.0.0.1:8000/dublin-2013/"
    assert exported("pdf").startswith(b"%PDF-1.7")


def test_an_exported_page_comes_in_again_and_changes_nothing(demonstration: Run, tmp_path: Path) -> None:
    for kind in ("markdown", "csv", "json"):
        page = str(tmp_path / kind)
        assert demonstration("export", "dublin-2013", "--as", kind, "-o", page).exit_code == 0
        again = demonstration("import", page, "--event", "dublin-2013")
        assert (kind, again.exit_code, again.stdout) == (kind, 0, "nothing new\n")


def test_json_makes_the_same_event_on_another_machine(demonstration: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.json"
    page.write_bytes(demonstration("export", "dublin-2013", "--as", "json").stdout_bytes)
    other = {"HACKATHON_INSTANCE": str(tmp_path / "other")}

    made = CliRunner(env=other).invoke(main, ["import", str(page)], catch_exceptions=False)
    again = CliRunner(env=other).invoke(
        main, ["export", "dublin-2013", "--as", "json"], catch_exceptions=False
    )

    assert made.exit_code == 0
    assert json.loads(again.stdout)["page"]["topics"] == json.loads(page.read_bytes())["page"]["topics"]


def test_a_fresh_demonstration_has_nothing_of_the_one_before(demonstration: Run, page: str) -> None:
    changed = Path(page).read_text(encoding="utf-8").replace("Xen perf support", "Xen on a toaster")
    Path(page).write_text(changed, encoding="utf-8")
    assert demonstration("import", page, "--event", "dublin-2013").exit_code == 0
    assert "Xen on a toaster" in demonstration("export", "dublin-2013", "--as", "csv").stdout

    assert demonstration("demo", "--no-serve", "--fresh").exit_code == 0

    anew = demonstration("export", "dublin-2013", "--as", "csv").stdout
    assert "Xen on a toaster" not in anew
    assert "Xen perf support" in anew
