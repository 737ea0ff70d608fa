"""Counts for Prometheus: requests by route and jobs by name, with nothing about who sent them.

Every process on this machine counts in files of one folder, and the background worker adds them up on
request. So the counts are complete, and a killed process loses nothing.
"""

import os
import shutil
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hackathon.config import Settings

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The library's environment variable for the folder; it is read once, on import."""
BUCKETS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
METHODS = frozenset(("GET", "HEAD", "POST"))


def folder(settings: Settings) -> Path:
    """Return the folder for the counts of this machine's processes."""
    return settings.instance_path / "metrics"


def begin_anew(settings: Settings) -> None:
    """Delete the counts of a previous server; only a starting server may do this."""
    shutil.rmtree(folder(settings), ignore_errors=True)


def prepare(settings: Settings) -> bool:
    """Let this process count if metrics are on; return whether they are."""
    if not settings.metrics:
        return False
    if "prometheus_client" not in sys.modules:
        folder(settings).mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[FOLDER] = str(folder(settings))
    return True


def note_request(*, route: str, method: str, status: int, seconds: float) -> None:
    """Count a response. The route is an endpoint's name, never a URL, which might contain secrets."""
    requests, durations, _jobs = _counters()
    requests.labels(route, method if method in METHODS else "other", str(status)).inc()
    durations.labels(route).observe(seconds)


def note_job(*, job: str, is_done: bool) -> None:
    """Count a finished job of the background worker."""
    _requests, _durations, jobs = _counters()
    jobs.labels(job, "done" if is_done else "broke").inc()


@lru_cache(maxsize=1)
def _counters() -> tuple["Counter", "Histogram", "Counter"]:
    from prometheus_client import Counter, Histogram  # noqa: PLC0415 -- slow import, and only if wanted

    requests = Counter("hackathon_requests", "Answers", ("route", "method", "status"))
    durations = Histogram("hackathon_request_seconds", "Seconds", ("route",), buckets=BUCKETS)
    return requests, durations, Counter("hackathon_jobs", "Jobs", ("job", "outcome"))
