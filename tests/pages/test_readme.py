"""The examples in the library's README work as printed."""

import doctest
from pathlib import Path

from hackathon import pages

README = Path(pages.__file__).with_name("README.md")


def test_the_examples_in_the_readme_work() -> None:
    result = doctest.testfile(
        str(README),
        module_relative=False,
        encoding="utf-8",
        optionflags=doctest.ELLIPSIS | doctest.REPORT_NDIFF,
    )

    assert result.attempted > 15
    assert result.failed == 0
