"""Tasks that run every minute."""

from hackathon.accounts.sign_in.services import signing_in, wrong_codes
from hackathon.activity import services as activity
from hackathon.agenda.reminders import services as reminding
from hackathon.attendance.badges import services as badges
from hackathon.core.background import BackgroundTask, background_tasks
from hackathon.core.database import claims, schema, used_once
from hackathon.core.extensions import settings
from hackathon.core.web.clock import current_time
from hackathon.my_account.account_deletion.services import EMPTY_LOG
from hackathon.my_account.own_account import services as own_account
from hackathon.operations.services import periodic_tasks
from hackathon.outcomes import services as outcomes


@background_tasks.periodic_task(BackgroundTask("keep_up"))
def keep_up() -> None:
    """Advance the waitlists, and delete expired data."""
    now = current_time()
    periodic_tasks.move_waiting_lists_up(now=now)
    reminding.send_due(now=now)
    outcomes.remind_hosts(now=now)
    periodic_tasks.delete_needs(now=now)
    signing_in.forget(now=now)
    own_account.forget(now=now)
    wrong_codes.forget(now=now)
    used_once.forget(now=now)
    badges.forget(now=now)
    claims.forget(now=now)
    activity.forget(before=now - settings().log_kept_for)


@background_tasks.periodic_task(EMPTY_LOG)
def empty_log() -> None:
    """Write SQLite's log into the main file, because deleted data stays in the log until then."""
    schema.checkpoint()
