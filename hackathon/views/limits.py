"""How often what sends mail, guesses secrets or writes may be asked for.

A whole hackathon comes from one address, so what is counted by address is wide; what is counted by
person is as much as a person in a hurry does. Pages that only show something are not limited. How
many mails one e-mail address gets, and how often one code is guessed, is counted in the database by
the services: those limits hold however many web workers there are.
"""

import time
from datetime import timedelta
from ipaddress import ip_network
from math import ceil

from flask import Response, request

from hackathon.extensions import limiter
from hackathon.views import access


def _address() -> str:
    """Return where a request comes from; what one household has of the newer addresses counts as one."""
    address = request.remote_addr or "0.0.0.0"  # noqa: S104 -- nothing is bound to it
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


def _person() -> str:
    """Return who is speaking, or where they speak from."""
    person = access.speaker()
    return f"person {person.id}" if person else _address()


def _is_wrong(answer: Response) -> bool:
    """Whether a secret address led nowhere, as it does for whoever guesses."""
    return answer.status_code in (404, 410)


mails = limiter.limit(
    "300 per hour", key_func=_address, error_message="Very many sign-in mails were asked for from here."
)
codes = limiter.limit(
    "600 per hour", key_func=_address, error_message="Very many codes were typed from here."
)
# A calendar that asks at a renewed address every hour is one of many behind this address.
secrets = limiter.shared_limit(
    "600 per hour",
    scope="secrets",
    key_func=_address,
    deduct_when=_is_wrong,
    error_message="Very many secret addresses that do not exist were opened from here.",
)
answers = limiter.limit(
    "600 per hour", key_func=_address, error_message="Very many invitations were answered from here."
)
invitations = limiter.limit(
    "300 per hour", key_func=_person, error_message="You sent invitations 300 times within the hour."
)
votes = limiter.limit(
    "600 per 10 minutes", key_func=_person, error_message="You voted 600 times within ten minutes."
)
comments = limiter.limit(
    "30 per 10 minutes", key_func=_person, error_message="You wrote 30 comments within ten minutes."
)
proposals = limiter.limit(
    "60 per hour", key_func=_person, error_message="You sent 60 proposals within the hour."
)
drafts = limiter.limit(
    "600 per hour", key_func=_person, error_message="Your proposal was kept 600 times within the hour."
)


def wait() -> timedelta:
    """Return after what time a request that was one too many may be made again."""
    reached = limiter.current_limit
    seconds = reached.reset_at - time.time() if reached else 60
    return timedelta(seconds=max(1, ceil(seconds)))
