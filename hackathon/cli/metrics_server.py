"""The separate address where Prometheus reads the counts of all processes and of waiting work."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError

from hackathon.core import metrics
from hackathon.core.extensions import settings
from hackathon.core.web.clock import current_time
from hackathon.operations.queries import readiness

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

log = logging.getLogger(__name__)


@contextmanager
def served() -> Iterator[None]:
    """Serve metrics to Prometheus in a thread until this context ends, if the settings contain an address."""
    if not metrics.prepare(settings()):
        yield
        return
    from prometheus_client import CollectorRegistry, start_http_server  # noqa: PLC0415 -- slow import
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415 -- slow import

    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(metrics.folder(settings())))  # type: ignore[no-untyped-call]
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy's own
    registry.register(_State(app))
    host, port = settings().metrics_address
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError as error:
        # Background work matters more than metrics.
        log.error("Metrics can't be served on port %s: %s", port, error.strerror)
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _State:
    """Checks the server's state on request, as `/health/ready` does."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> Iterator["Metric"]:
        """Return whether each check passes, and how much work is waiting."""
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 -- slow import

        is_good = GaugeMetricFamily("hackathon_check", "1 if the check passes.", labels=["check"])
        waits = GaugeMetricFamily(
            "hackathon_waiting", "How many are waiting for the worker.", labels=["what"]
        )
        with self._app.app_context():
            checks = readiness.checks(current_time())
            for check in checks:
                is_good.add_metric([check.name], float(check.is_good))
            try:
                for what, number in readiness.waiting().items():
                    waits.add_metric([what], number)
            except DBAPIError:
                log.warning("The database does not respond, so the amount of waiting work is unknown")
        yield from (is_good, waits)
