"""Code is compiled by one process at a time, and compiled anew where the cache is out of date."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hackathon.planner import jit_cache
from hackathon.planner.local_search.annealing import MULTI_SLOT, SINGLE_SLOT, Kernel

MODULE = """
import sys
from hackathon.planner.jit import exclusive_compilation, is_cached, njit

@njit
def twice(number):
    return 2 * number

print("ready", flush=True)
sys.stdin.readline()
with exclusive_compilation(twice):
    was_cached = is_cached(twice)
    twice(1)
print(was_cached)
"""


def test_of_two_processes_that_start_together_one_compiles_and_the_other_loads_from_the_cache(
    tmp_path: Path,
) -> None:
    program = tmp_path / "program.py"
    program.write_text(MODULE, encoding="utf-8")
    environ = {
        **os.environ,
        "NUMBA_CACHE_DIR": str(tmp_path / "cache"),
        "NUMBA_DISABLE_JIT": "0",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    both = [
        subprocess.Popen(
            [sys.executable, str(program)],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for each in both:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in both:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    said = [each.communicate()[0].strip() for each in both]

    assert sorted(said) == ["False", "True"]


RENAMED = """
from typing import NamedTuple
import numpy as np
from hackathon.planner.jit import njit

class {name}(NamedTuple):
    numbers: np.ndarray

@njit
def total(row):
    return row.numbers.sum()

print(total({name}(np.ones(2))))
"""


def test_a_cache_that_names_a_class_that_is_gone_is_made_anew(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    main = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import program"
    environ = {
        **os.environ,
        "NUMBA_CACHE_DIR": str(tmp_path / "cache"),
        "NUMBA_DISABLE_JIT": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    for name in ("Before", "Afterwards"):
        program.write_text(RENAMED.format(name=name), encoding="utf-8")
        command = [sys.executable, "-c", main]

        assert subprocess.check_output(command, env=environ, text=True) == "2.0\n"


def test_the_two_halves_that_compile_side_by_side_hold_every_part_once() -> None:
    names = [part.name for half in jit_cache.HALVES for part in half]

    assert sorted(names) == sorted(jit_cache.PARTS)
    functions = [function for part in jit_cache.PARTS.values() for function in part.entry_points]
    assert len(set(functions)) == len(functions)


@pytest.mark.parametrize("kernel", [SINGLE_SLOT, MULTI_SLOT], ids=["single-slot", "multi-slot"])
def test_a_search_waits_for_its_own_kernel(kernel: Kernel) -> None:
    assert {kernel.load, kernel.anneal} <= set(jit_cache.part_of(kernel).entry_points)
