"""Functions that are imported when they are first called."""

import subprocess
import sys

from hackathon.core.first_use import on_first_use


def test_a_function_named_by_its_module_takes_and_returns_what_it_always_does() -> None:
    assert on_first_use("textwrap:shorten")("one two three", width=9, placeholder="...") == "one..."


def test_its_module_is_imported_by_the_first_call_and_not_before() -> None:
    code = (
        "import sys; from hackathon.core.first_use import on_first_use\n"
        "convert = on_first_use('colorsys:rgb_to_hsv'); before = 'colorsys' in sys.modules\n"
        "convert(0, 0, 0); print(before, 'colorsys' in sys.modules)"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert ran.stdout.split() == ["False", "True"]
