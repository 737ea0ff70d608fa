"""Messages about a server that was restored from a backup."""

from hackathon.operations.queries.restorations import HeldWork


def hold_message(held: HeldWork) -> str:
    """Describe what is on hold, and name the command that releases it."""
    return (
        f"This server was restored from a backup of {held.backed_up_at:%Y-%m-%d %H:%M} UTC. "
        f"{_counted(held.mails, 'unsent email')} and {_counted(held.offers, 'waitlist offer')} from before "
        "are on hold, and earlier invitation links don't work yet. Some of it may have been sent or answered "
        "already. Release it with: hackathon release --mail send (or --mail drop)"
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
