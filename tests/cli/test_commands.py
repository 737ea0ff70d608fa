"""The commands, as a person with a shell meets them."""

import json
from pathlib import Path

import pytest

from hackathon.cli import main
from hackathon.planner.model.problem import Person, Problem, Room, Slot, Topic
from tests.cli.conftest import Run


@pytest.fixture
def problem(tmp_path: Path) -> str:
    """Return the name of a small problem file: two topics, one room, two slots, one person who wants both."""
    small = Problem(
        slots=(Slot(block=0), Slot(block=0)),
        rooms=(Room(key=1, capacity=10),),
        topics=(Topic(key=1), Topic(key=2)),
        people=(Person(key=1, votes=((0, 2), (1, 1))),),
    )
    file = tmp_path / "problem.json"
    file.write_text(small.to_json(), encoding="utf-8")
    return str(file)


def test_a_bench_of_the_planner_tells_cost_bound_and_time_of_each_problem(
    run: Run, problem: str, tmp_path: Path
) -> None:
    reference = tmp_path / "reference.json"
    reference.write_text('{"problem": {"best_seen": 10, "bound": 0}}')

    table = run("bench", "planner", str(tmp_path), "--seconds", "1", "--against", str(reference))
    document = run("bench", "planner", problem, "--seconds", "1", "--json")

    head, row = table.stdout.splitlines()
    assert (table.exit_code, head.split()[:4]) == (0, ["problem", "status", "cost", "bound"])
    assert row.split()[:6] == ["problem", "optimal", "0", "0", "0.00", "%"]
    assert row.split()[-4:] == ["10", "-100.0", "%", "0"]
    (found,) = json.loads(document.stdout)["problems"]
    assert (found["cost"], found["bound"], found["refused"], found["recounted"]) == (0, 0, "", True)
    assert found["memory"] > 0


def test_a_dry_run_says_what_the_page_holds_and_makes_no_file(run: Run, page: str, tmp_path: Path) -> None:
    result = run("import", page, "--dry-run", "--json")

    read = json.loads(result.stdout)
    assert result.exit_code == 0
    assert len(read["topics"]) == 16
    assert len(read["attendees"]["confirmed"]) == 36
    assert read["unplaced"] == []
    assert read["merge"]["changes_nothing"] is False
    assert not (tmp_path / "instance").exists()


def test_a_page_without_a_zone_is_refused_with_a_guess(run: Run, page: str) -> None:
    result = run("import", page)

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].endswith("try: --timezone Europe/Dublin")
    assert "Nobody here" in run("sign-in-link", "Lars Kurth").stderr


def test_importing_twice_changes_nothing(run: Run, page: str) -> None:
    first = run("import", page, "--timezone", "Europe/Dublin")
    second = run("import", page)

    assert first.stdout == "16 new topics, 10 new votes, 2 new comments, 38 new people\n"
    assert second.stdout == "nothing new\n"


def test_a_choice_is_made_by_its_key_and_an_import_undone(run: Run, page: str) -> None:
    run("import", page, "--timezone", "Europe/Dublin")
    text = Path(page).read_text(encoding="utf-8").replace("XAPI development process.", "XAPI releases")
    Path(page).write_text(text, encoding="utf-8")

    planned = run("import", page, "--event", "xen-hackathon-2013", "--dry-run", "--json")
    asked = {each["key"]: each for each in json.loads(planned.stdout)["merge"]["choices"]}
    assert asked["same-13"] == {"key": "same-13", "options": ["merge", "apart"], "default": "apart"}
    assert "may be #13 “XAPI development process.”, no longer on the page" in planned.stderr
    assert run("import", page, "--choose", "same-13=perhaps").exit_code == 1
    assert run("import", page, "--choose", "same-99=merge").exit_code == 1

    chosen = run("import", page, "--choose", "same-13=merge")
    assert chosen.stdout == "1 changed topic\n"
    assert run("undo-import", "xen-hackathon-2013").stdout == "Undone: 1 changed topic\n"
    kept_apart = run("import", page)
    assert kept_apart.stdout.startswith("1 new topic, ")
    assert "kept apart (same-13)" in kept_apart.stderr


def test_undoing_the_first_import_says_what_stays_and_removes_it_on_request(run: Run, page: str) -> None:
    run("import", page, "--timezone", "Europe/Dublin")

    undone = run("undo-import", "xen-hackathon-2013")
    assert undone.stdout.startswith("Undone: 16 new topics")
    assert undone.stderr == (
        "/xen-hackathon-2013/ is kept, with its days and opening hours; --with-event removes it, too.\n"
    )
    assert run("undo-import", "xen-hackathon-2013").exit_code == 1

    assert run("undo-import", "xen-hackathon-2013", "--with-event").exit_code == 0
    assert "no event" in run("undo-import", "xen-hackathon-2013").stderr.lower()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 99, b"just a letter to a friend", b"x" * 5_000_001]
)
def test_a_file_that_is_no_page_gets_one_clear_line(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd"
    file.write_bytes(content)

    result = run("import", str(file), "--timezone", "Europe/Dublin")

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert not (tmp_path / "instance").exists()


def test_an_event_is_created_and_its_organizer_let_in(run: Run) -> None:
    created = run(
        "event", "create", "berlin-2027", "--title", "Berlin", "--timezone", "Europe/Berlin",
        "--from", "2027-05-16", "--to", "2027-05-17",
    )  # fmt: skip
    link = run("sign-in-link", "olga@example.org", "--event", "berlin-2027", "--organizer")

    assert created.exit_code == 0
    assert link.stdout.startswith("http://127.0.0.1:8000/sign-in/")
    assert run("sign-in-link", "OLGA@example.org").exit_code == 0
    assert run("sign-in-link", "root@example.org").exit_code == 1
    assert run("sign-in-link", "root@example.org", "--administrator").exit_code == 0


def test_before_publication_there_is_no_agenda_to_export(run: Run) -> None:
    run(
        "event", "create", "berlin-2027", "--title", "Berlin", "--timezone", "Europe/Berlin",
        "--from", "2027-05-16", "--to", "2027-05-17",
    )  # fmt: skip
    result = run("export", "berlin-2027", "--as", "agenda-csv")

    assert run("export", "berlin-2027", "--as", "csv").exit_code == 0
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Berlin has no published agenda yet. Run: hackathon publish berlin-2027\n"


def test_a_problem_is_solved_and_the_solution_verified(run: Run, problem: str, tmp_path: Path) -> None:
    solution = tmp_path / "solution.json"

    assert run("solve", problem, "-o", str(solution)).exit_code == 0

    verified = run("verify", problem, str(solution))
    assert verified.exit_code == 0
    assert verified.stdout.startswith("Confirmed: the agenda keeps every rule and costs 0 ")


def test_an_altered_solution_is_refused(run: Run, problem: str, tmp_path: Path) -> None:
    altered = json.loads(run("solve", problem).stdout)
    altered["start"] = altered["start"][::-1][:1] * 2
    file = tmp_path / "altered.json"
    file.write_text(json.dumps(altered), encoding="utf-8")

    result = run("verify", problem, str(file))

    assert result.exit_code == 1
    assert result.stderr.startswith("Refuted:")


def test_a_problem_that_is_none_is_refused(run: Run, page: str) -> None:
    result = run("solve", page)

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_an_unknown_event_is_refused_naming_those_there_are(run: Run) -> None:
    assert run("publish", "nowhere").stderr == "There is no event 'nowhere'. There are: none yet.\n"


def test_doctor_hides_secrets(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HACKATHON_SECRET_KEY", "hush-hush")
    monkeypatch.setenv("HACKATHON_DATABASE_URL", "postgresql://me:hush-hush@127.0.0.1:1/nothing")

    result = run("doctor")

    assert result.exit_code == 1
    assert "start it, or set HACKATHON_DATABASE_URL" in result.stdout
    assert "hush-hush" not in result.output


def test_doctor_says_whether_the_mail_server_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HACKATHON_SMTP_URL", "smtp://me:hush-hush@127.0.0.1:1")

    result = run("doctor")

    assert "missing  mail: 127.0.0.1 does not accept email: " in result.stdout
    assert "hush-hush" not in result.output


def test_the_database_is_found_as_the_models_ask(run: Run) -> None:
    assert "Run: hackathon db upgrade" in run("db", "check").stderr
    assert run("db", "upgrade").exit_code == 0
    assert run("db", "check").stdout == "The tables match the models.\n"


def test_every_command_explains_itself(run: Run) -> None:
    for name in main.commands:
        assert run(name, "--help").stdout.startswith(f"Usage: hackathon {name}")
