"""How many random examples a test draws: few daily, all in `make test-long`, more in `make fuzz`."""

from typing import Any

from hypothesis import settings


def examples(number: int, **options: Any) -> settings:  # noqa: ANN401 -- Hypothesis' own options
    """Return settings for that many examples in `make test-long`, and in proportion elsewhere."""
    share = settings().max_examples / 100
    return settings(max_examples=max(1, round(number * share)), **options)
