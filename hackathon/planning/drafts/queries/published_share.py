"""The share of votes that the published agenda serves, and the most any agenda could."""

from dataclasses import dataclass
from datetime import datetime

from hackathon.core.domain.agenda import Agenda
from hackathon.events.models import Event
from hackathon.planner.model.problem import Placement
from hackathon.planning.drafts.queries.placement_counts import count_placement
from hackathon.planning.drafts.queries.proven_bounds import loss_bound
from hackathon.planning.problem import messages
from hackathon.planning.problem.queries import case_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedShare:
    """Percentages of all counted votes: those that could be attended, and the most possible.

    `possible` is None if nothing is proven about the current votes.
    """

    attended: int
    possible: int | None


def published_share(event: Event, published: Agenda, now: datetime) -> PublishedShare | None:
    """Return the share of votes that the published agenda lets people attend; None without votes."""
    case = case_cache.load_case(event, draft=None, published=published, now=now)
    problem, size = case.problem, len(case.problem.topics)
    start, room = [-1] * size, [-1] * size
    for each in problem.previous:
        if each.start >= 0 and each.room >= 0:
            start[each.topic], room[each.topic] = each.start, each.room
    placement = Placement(start=tuple(start), room=tuple(room))
    loss = count_placement(case, placement, zone=event.zone).report.loss
    attended, bound = messages.percent_attended(problem, loss), loss_bound(event, case)
    if attended is None:
        return None
    possible = messages.percent_possible(problem, bound, loss=loss) if bound is not None else None
    return PublishedShare(attended=attended, possible=possible)
