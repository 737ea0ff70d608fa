"""A table on the command line, where nobody can be asked."""

import json
from pathlib import Path

from click.testing import CliRunner

from hackathon.cli import main


def test_a_table_with_two_possible_titles_is_refused_until_one_is_said(
    tmp_path: Path,
) -> None:
    page = tmp_path / "answers.csv"
    page.write_text("Title;Topic;Area\na;b;c\n", encoding="utf-8")
    command = ["import", str(page), "--event", "dublin-2013"]

    refused = CliRunner().invoke(main, command, catch_exceptions=False)
    told = CliRunner().invoke(main, [*command, "--dry-run", "--json", "--map", "Topic=title"])

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        "Several columns could be the title: Title and Topic. Which one is it? "
        "Choose one: --map Title=title or --map Topic=title\n"
    )
    assert [topic["title"] for topic in json.loads(told.stdout)["topics"]] == ["b"]


def test_a_page_is_corrected_by_options_that_it_names_itself(tmp_path: Path) -> None:
    page = tmp_path / "gulls.md"
    page.write_text("# Gull days\n\n## Boats\n\nSteersman: Ada Quill\n\n## Rafts\n\nNone\n", encoding="utf-8")
    command = ["import", str(page), "--dry-run", "--json"]

    refused = CliRunner().invoke(main, command)
    corrected = CliRunner().invoke(main, [*command, "--topics", "heading:2", "--map", "Steersman=contact"])

    assert refused.exit_code == 1
    assert "--topics heading:2" in refused.stderr
    topics = json.loads(corrected.stdout)["topics"]
    assert [topic["title"] for topic in topics] == ["Boats", "Rafts"]
    assert topics[0]["contact"]["people"][0]["name"] == "Ada Quill"


def test_columns_that_nobody_knows_are_named_with_the_options_that_explain_them(tmp_path: Path) -> None:
    page = tmp_path / "gulls.csv"
    page.write_text("Foo,Bar\nBoats,Ada Quill\nRafts,Cleo Marsh\n", encoding="utf-8")
    command = ["import", str(page), "--dry-run"]

    refused = CliRunner().invoke(main, command)
    corrected = CliRunner().invoke(main, [*command, "--map", "Foo=title", "--map", "Bar=contact"])

    assert refused.exit_code == 1
    *unknown, refusal = refused.stderr.splitlines()
    assert unknown == [
        "Unknown: “Foo” (2 cells). Say what it means: --map Foo=FIELD",
        "Unknown: “Bar” (2 cells). Say what it means: --map Bar=FIELD",
    ]
    assert refusal.startswith(
        "This is a table, but none of its columns seems to be a title or a name: “Foo”, “Bar”"
    )
    assert corrected.stdout == "2 new topics\n"
