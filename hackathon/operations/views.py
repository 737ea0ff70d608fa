"""Health checks for monitoring and load balancers."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.operations.queries import readiness

bp = Blueprint("operations", __name__, url_prefix="/health")


@bp.get("/live")
@open_to(Access.ANYONE)
def live() -> ResponseReturnValue:
    """Report that the process is running; if it stops answering, restart it."""
    return {"status": "ok"}, KEPT_NOWHERE


@bp.get("/ready")
@open_to(Access.ANYONE)
def ready() -> ResponseReturnValue:
    """Report whether the server is ready for requests, and any other problem; 503 if it is not."""
    checks = readiness.checks(current_time())
    is_ready = all(check.is_good for check in checks if check.is_vital)
    said = {
        "status": "ok" if is_ready else "not ready",  # not translated
        "checks": {check.name: {"ok": check.is_good, "what": check.words} for check in checks},
    }
    return said, 200 if is_ready else 503, KEPT_NOWHERE
