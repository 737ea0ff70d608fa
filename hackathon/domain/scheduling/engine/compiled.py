"""The only door to Numba: functions that run as machine code, and where that code is kept."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba

# What a source says that becomes machine code.
MARK = b"engine.compiled import"

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Return the function as machine code, made at its first call and kept for the next process.

    It is kept beside the source where that may be written, else in the user's cache; where neither
    may, each process makes it anew. While it runs, other threads go on.
    """
    return _made(function)


def lean(function: Function) -> Function:
    """Return a function as machine code that counts no references, and so can make no arrays.

    To count them takes longer than a short function itself: a tuple of arrays is counted one by one.
    """
    return _made(function, _nrt=False)


def woven(function: Function) -> Function:
    """Return a lean function that becomes part of every function that calls it.

    To hand over a tuple of arrays takes longer than a short function itself, too.
    """
    return _made(function, _nrt=False, forceinline=True)


def _made(function: Function, **chosen: bool) -> Function:
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", **chosen}
    try:
        made: Function = numba.njit(function, cache=True, **options)
    except RuntimeError:
        # Numba found no folder that may be written.
        made = numba.njit(function, **options)
    file = _file(made)
    if file is not None:
        # Numba looks at the function's own file alone; what is woven in comes from others too.
        file._source_stamp = _stamp()
    return made


@cache
def _stamp() -> str:
    """Return the digest of all sources that become machine code, and of this one."""
    sources = [file.read_bytes() for file in sorted(Path(__file__).parent.rglob("*.py"))]
    own = Path(__file__).read_bytes()
    return hashlib.sha256(own + b"".join(each for each in sources if MARK in each)).hexdigest()


def _file(function: Any) -> Any:  # noqa: ANN401 -- what Numba made of it
    return getattr(getattr(function, "_cache", None), "_cache_file", None)


def is_kept(function: Any) -> bool:  # noqa: ANN401 -- what Numba made of it
    """Whether the machine code of a function was kept and fits the source as it is now."""
    kept = _file(function)
    return kept is not None and bool(kept._load_index())
