"""Sending what is in the outbox."""

import time
from datetime import UTC, datetime

from hackathon.background import later
from hackathon.domain.mail import Verdict
from hackathon.extensions import settings
from hackathon.jobs.smtp import Post, PostClosed, post_of
from hackathon.services import delivery

LONGEST_ROUND = 5.0
"""Seconds after which a round ends, so that a worker that is told to stop soon does."""


@later.errand
def send_mail() -> None:
    """Send what is due, over one connection; what is left when that ends is another round."""
    delivery.tidy(now=_now())
    if not delivery.is_due(_now()):
        return
    try:
        with post_of(settings()) as post:
            closed = _send(post)
    except PostClosed as error:
        closed = str(error)
    if closed:
        delivery.put_off(words=closed, now=_now())
    elif delivery.is_due(_now()):
        later.soon(send_mail.__name__)


def _send(post: Post) -> str:
    """Send while the post takes mail; return why it takes none any more, if it said so."""
    ends = time.monotonic() + LONGEST_ROUND
    claim, answer = delivery.claim(now=_now()), None
    while claim:
        answer = post.deliver(claim.outgoing)
        goes_on = post.is_open and time.monotonic() < ends
        claim = delivery.settle(claim=claim, answer=answer, claims_next=goes_on, now=_now())
    return answer.words if answer and answer.verdict is Verdict.CLOSED else ""


def _now() -> datetime:
    return datetime.now(UTC)
