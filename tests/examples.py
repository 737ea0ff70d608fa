"""How much a test tries: less daily, all of it in `make test-long`, more in `make fuzz`."""

from typing import Any

import pytest
from hypothesis import settings

LENGTHS = pytest.mark.parametrize("length", [200_000, pytest.param(1_000_000, marks=pytest.mark.long)])
"""Of texts whose reading must not take forever; quadratic work shows in the shorter ones already."""


def examples(number: int, **options: Any) -> settings:  # noqa: ANN401 -- Hypothesis' own options
    """Return settings for that many examples in `make test-long`, and in proportion elsewhere."""
    share = settings().max_examples / 100
    return settings(max_examples=max(1, round(number * share)), **options)
