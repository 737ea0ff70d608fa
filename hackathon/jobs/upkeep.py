"""What is done once a minute, whether or not anybody asks for a page."""

from datetime import UTC, datetime

from hackathon.background import later
from hackathon.services import upkeep


@later.errand
def keep_up() -> None:
    """Move the waiting lists up, and delete what was kept for a while only."""
    now = datetime.now(UTC)
    upkeep.move_waiting_lists_up(now=now)
    upkeep.delete_needs(now=now)
