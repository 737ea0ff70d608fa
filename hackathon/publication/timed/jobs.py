"""The background task that publishes drafts at their set time."""

from hackathon.core.background import BackgroundTask, background_tasks
from hackathon.core.web.clock import current_time
from hackathon.publication.timed import services


@background_tasks.periodic_task(BackgroundTask("publish_on_time"))
def publish_on_time() -> None:
    """Publish the drafts that are due."""
    services.publish_due(now=current_time())
