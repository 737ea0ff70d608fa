"""Sending the emails in the outbox."""

import time
from functools import partial

from hackathon.core.background import background_tasks
from hackathon.core.database import liveness
from hackathon.core.database.transactions import end_reading
from hackathon.core.extensions import settings
from hackathon.core.web.clock import current_time
from hackathon.mail.domain import Verdict
from hackathon.mail.jobs.smtp import Post, PostClosed, post_of
from hackathon.mail.services import delivery
from hackathon.mail.services.outbox import SEND_MAIL

LONGEST_ROUND = 5.0
"""Seconds after which a round ends, so that a worker that is asked to stop can stop soon."""


@background_tasks.periodic_task(SEND_MAIL)
def send_mail() -> None:
    """Send due emails over one connection; if the server closes it, the rest wait for the next round."""
    delivery.tidy(now=current_time())
    if not delivery.is_due(current_time()):
        return
    end_reading()
    try:
        with liveness.living() as worker, post_of(settings()) as post:
            closed = _send(post, worker)
    except PostClosed as error:
        closed = str(error)
    if closed:
        delivery.put_off(words=closed, now=current_time())
    elif delivery.is_due(current_time()):
        background_tasks.call(SEND_MAIL)


def _send(post: Post, worker: int) -> str:
    """Send emails while the server accepts them; return the reason if it stopped."""
    ends = time.monotonic() + LONGEST_ROUND
    claim, answer = delivery.claim(worker=worker, now=current_time()), None
    while claim:
        answer = post.deliver(claim.outgoing, partial(_hand_over, claim))
        goes_on = post.is_open and time.monotonic() < ends
        claim = delivery.record_outcome(claim=claim, answer=answer, claims_next=goes_on, now=current_time())
    return answer.words if answer and answer.verdict is Verdict.CLOSED else ""


def _hand_over(claim: delivery.DeliveryClaim) -> bool:
    return delivery.hand_over(claim=claim, now=current_time())
