"""Numba decorators, and where compiled code is cached: the only module that uses Numba.

    njit                compiled; may create arrays
    njit_no_refcount    compiled without reference counting; may not create arrays
    inline_njit         the same, and inlined into every caller

With `NUMBA_DISABLE_JIT=1` in the environment every function runs as the plain Python that it is.

Private parts of Numba that are used here, and nowhere else (the version is pinned):

- the undocumented option `_nrt=False`, which leaves out reference counting;
- `Dispatcher._cache`, with its `_cache_file._source_stamp`, `._load_index()` and `._cache_path`.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba

# What a module contains that compiled code depends on: decorators, or the arrays that it works on.
MARKS = (b"planner.jit import", b"(NamedTuple):")

Function = TypeVar("Function", bound=Callable[..., object])


def njit(function: Function) -> Function:
    """Compile the function at its first call, and cache the result for later processes.

    The cache is beside the source if that is writable, else in the user's cache folder; if neither
    is, every process compiles again. Compiled code releases the global interpreter lock.
    """
    return _compile(function)


def njit_no_refcount(function: Function) -> Function:
    """Compile the function without reference counting; it cannot create arrays.

    Numba counts references to every array of a tuple at every call, which takes longer than a short
    function itself.
    """
    return _compile(function, _nrt=False)


def inline_njit(function: Function) -> Function:
    """Compile the function into each of its callers, without reference counting.

    Passing a tuple of arrays takes longer than a short function itself, too.
    """
    return _compile(function, _nrt=False, forceinline=True)


def _compile(function: Function, **extra: bool) -> Function:
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", **extra}
    try:
        dispatcher: Function = numba.njit(function, cache=True, **options)
    except RuntimeError:
        # Numba found no writable folder.
        dispatcher = numba.njit(function, **options)
    cache_file = _cache_file(dispatcher)
    if cache_file is not None:
        # Numba checks only the function's own file; inlined code comes from other files too.
        cache_file._source_stamp = _source_digest()
        cache_file._load_index = _forgiving(cache_file._load_index)
    return dispatcher


def _forgiving(load_index: Callable[[], Any]) -> Callable[[], Any]:
    """Return the function that loads a cache's index, with none where it names classes that are gone.

    Numba reads the whole index of an older source before it sees that the source has changed.
    """

    def load() -> object:
        try:
            return load_index()
        except (AttributeError, ImportError):
            return {}

    return load


@cache
def _source_digest() -> str:
    """Return the digest of this module and of all modules that compiled code depends on."""
    sources = [file.read_bytes() for file in sorted(Path(__file__).parent.rglob("*.py"))]
    own = Path(__file__).read_bytes()
    return hashlib.sha256(
        own + b"".join(source for source in sources if any(mark in source for mark in MARKS))
    ).hexdigest()


def _cache_file(dispatcher: Any) -> Any:  # noqa: ANN401 -- Numba has no types
    return getattr(getattr(dispatcher, "_cache", None), "_cache_file", None)


@contextmanager
def exclusive_compilation(dispatcher: Any) -> Iterator[None]:  # noqa: ANN401 -- Numba has no types
    """Hold the lock that lets one process on this machine compile at a time.

    Without a cache each process compiles for itself, and none waits.
    """
    cache_file = _cache_file(dispatcher)
    if cache_file is None:
        yield
        return
    folder = Path(cache_file._cache_path)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "machine-code.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed or the process ends
        yield


def can_cache(dispatcher: Any) -> bool:  # noqa: ANN401 -- Numba has no types
    """Whether there is a folder for the compiled function."""
    return _cache_file(dispatcher) is not None


def is_cached(dispatcher: Any) -> bool:  # noqa: ANN401 -- Numba has no types
    """Whether the compiled function is cached and its sources are unchanged."""
    cache_file = _cache_file(dispatcher)
    return cache_file is not None and bool(cache_file._load_index())


def is_compiled(dispatcher: Any) -> bool:  # noqa: ANN401 -- Numba has no types
    """Whether a call does not have to compile the function first."""
    return bool(numba.config.DISABLE_JIT or dispatcher.signatures) or is_cached(dispatcher)
