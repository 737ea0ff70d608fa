"""What is done once a minute, whether or not anybody asks for a page."""

from datetime import UTC, datetime

from hackathon.background import later
from hackathon.extensions import settings
from hackathon.services import activity, badges, signing_in, upkeep


@later.errand
def keep_up() -> None:
    """Move the waiting lists up, and delete what was kept for a while only."""
    now = datetime.now(UTC)
    upkeep.move_waiting_lists_up(now=now)
    upkeep.delete_needs(now=now)
    signing_in.forget(now=now)
    badges.forget(now=now)
    activity.forget(before=now - settings().log_kept_for)
