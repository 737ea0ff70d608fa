"""The only door to Numba: functions that run as machine code, and where that code is kept."""

from collections.abc import Callable
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Return the function as machine code, made at its first call and kept for the next process.

    It is kept beside the source where that may be written, else in the user's cache; where neither
    may, each process makes it anew. While it runs, other threads go on.
    """
    try:
        made: Function = numba.njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:
        # Numba found no folder that may be written.
        made = numba.njit(function, nogil=True, error_model="numpy")
    return made


def is_kept(function: Any) -> bool:  # noqa: ANN401 -- what Numba made of it
    """Whether the machine code of a function was kept and fits the source as it is now."""
    kept = getattr(getattr(function, "_cache", None), "_cache_file", None)
    return kept is not None and bool(kept._load_index())
