"""The background task that publishes drafts at their set time."""

from hackathon.core.background import later
from hackathon.core.web.clock import current_time
from hackathon.publication.timed import services


@later.errand
def publish_on_time() -> None:
    """Publish the drafts that are due."""
    services.publish_due(now=current_time())
