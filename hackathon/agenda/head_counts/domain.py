"""The numbers offered as buttons when counting people in a session."""

from collections.abc import Sequence

MOST_BUTTONS = 60
STEPS = (1, 2, 5, 10, 25, 50, 100)


def numbers_to_tap(seats: int, expected: int) -> Sequence[int]:
    """Return numbers from zero to a fifth more than expected, as fine-grained as the space allows."""
    most = max(seats, expected, 1) * 6 // 5 + 1
    step = next((each for each in STEPS if most // each <= MOST_BUTTONS), -(-most // MOST_BUTTONS))
    return range(0, most + step, step)
