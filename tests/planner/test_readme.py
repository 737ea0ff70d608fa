"""The examples in the planner's README run, and print what their comments say."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import hackathon.planner

README = Path(hackathon.planner.__path__[0]) / "README.md"


def test_the_example_runs_and_prints_what_it_says() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    printed = StringIO()

    with redirect_stdout(printed):
        exec(compile(example, str(README), "exec"), {})  # noqa: S102 -- our own text

    lines = printed.getvalue().splitlines()
    assert lines[0] == "optimal 10 10"
    assert sorted(line.split()[0] for line in lines[1:4]) == ["Arm", "Docs", "Fuzzing"]
    assert lines[4].startswith("Confirmed: the agenda keeps every rule")
