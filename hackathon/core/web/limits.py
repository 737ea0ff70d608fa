"""Rate limits for requests that send mail, check secrets or write.

A whole hackathon can share one IP address, so limits per address are high; limits per person allow what a
person in a hurry does. Read-only pages are only limited if they compute something for one person. Emails to
one address and guesses at one code are counted in the database by the services, so those limits don't depend
on the number of web workers.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import Any, TypeVar, cast

from flask import Response, request

from hackathon.core.extensions import limiter
from hackathon.core.text.messages import message
from hackathon.core.web import access, known_browsers
from hackathon.core.web.networks import counted

V = TypeVar("V", bound=Callable[..., object])


def _address() -> str:
    """Return the client's address; for IPv6, its network."""
    return counted(request.remote_addr)[0]


def _household() -> str:
    """Return the client's network, as large as a provider assigns to a household."""
    return counted(request.remote_addr)[1]


def _site() -> str:
    """Return the client's network, as large as a provider assigns to an office."""
    return counted(request.remote_addr)[2]


def _person() -> str:
    """Return the current person or, for visitors, the client's address."""
    person = access.speaker()
    return f"person {person.id}" if person else _address()


def _is_wrong(answer: Response) -> bool:
    """Whether a secret URL was not found, as for anyone who guesses."""
    return answer.status_code in (404, 410)


def _by_network(per_hour: int, words: str, **more: Any) -> Callable[[V], V]:  # noqa: ANN401 -- the limiter's
    """Limit a route per client network, with higher limits for the larger networks around it."""
    limits = [
        limiter.limit(f"{number} per hour", key_func=network, error_message=words, **more)
        for number, network in ((per_hour, _address), (2 * per_hour, _household), (4 * per_hour, _site))
    ]

    def limited(view: V) -> V:
        for each in limits:
            view = cast("V", each(view))
        return view

    return limited


def _is_known() -> bool:
    """Whether the email is for someone who signed in with this browser before; these are not limited."""
    return known_browsers.knows(request.form.get("email"))


mails = _by_network(
    300, str(message("Too many sign-in emails were requested from your network.")), exempt_when=_is_known
)
codes = _by_network(600, str(message("Too many codes were entered from your network.")))
# A calendar that hourly requests a replaced URL may be one of many behind this address.
secrets = limiter.shared_limit(
    "600 per hour",
    scope="secrets",
    key_func=_address,
    deduct_when=_is_wrong,
    error_message=str(message("Too many invalid links were opened from your network.")),
)
answers = limiter.limit(
    "600 per hour",
    key_func=_address,
    error_message=str(message("Too many invitations were answered from your network.")),
)
invitations = limiter.limit(
    "300 per hour",
    key_func=_person,
    error_message=str(message("You sent invitations 300 times within an hour.")),
)
votes = limiter.limit(
    "600 per 10 minutes",
    key_func=_person,
    error_message=str(message("You voted 600 times within ten minutes.")),
)
addresses = limiter.limit(
    "10 per hour",
    key_func=_person,
    error_message=str(message("You requested a new address 10 times within an hour.")),
)
comments = limiter.limit(
    "30 per 10 minutes",
    key_func=_person,
    error_message=str(message("You posted 30 comments within ten minutes.")),
)
proposals = limiter.limit(
    "60 per hour", key_func=_person, error_message=str(message("You sent 60 proposals within an hour."))
)
feedback = _by_network(
    300, str(message("300 answers came from your network within an hour.")), methods=["POST"]
)
minutes = limiter.limit(
    "1200 per hour",
    key_func=_person,
    error_message=str(message("You saved minutes 1200 times within an hour.")),
)
drafts = limiter.limit(
    "600 per hour",
    key_func=_person,
    error_message=str(message("Your draft was saved 600 times within an hour.")),
)

reasons = limiter.limit(
    "60 per 10 minutes",
    key_func=_person,
    error_message=str(message("You asked “Why not at another time?” 60 times within ten minutes.")),
)


def wait() -> timedelta:
    """Return how long to wait after a request that exceeded a limit."""
    reached = limiter.current_limit
    seconds = reached.reset_at - time.time() if reached else 60
    return timedelta(seconds=max(1, ceil(seconds)))
