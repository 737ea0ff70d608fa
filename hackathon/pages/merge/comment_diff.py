"""Compares the votes and comments on a page with those of the event."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from hackathon.core.domain.votes import Choice
from hackathon.core.text.addresses import without_addresses
from hackathon.pages.merge.existing import ExistingEvent, ExistingTopic, ResponseKey
from hackathon.pages.merge.outcomes import Change
from hackathon.pages.merge.plan import ResponsePlan
from hackathon.pages.merge.records import Response, topic_responses
from hackathon.pages.model.page import PageTopic


def new_responses(topic: PageTopic) -> tuple[ResponsePlan, ...]:
    """Return all votes and comments on a new topic."""
    return _plans(topic_responses(topic), lambda _response: Change.NEW)


def compare_responses(
    topic: PageTopic, known: ExistingTopic, here: ExistingEvent
) -> tuple[ResponsePlan, ...]:
    """Return the votes and comments on an existing topic, each with whether it is new."""
    read_before = _read_before(known)
    return _plans(topic_responses(topic), lambda response: _change(response, known, here, read_before))


def missing_responses(topic: PageTopic, known: ExistingTopic, here: ExistingEvent) -> Iterator[ResponsePlan]:
    """Yield votes and comments that were on the page when it was last read and are now only in the event."""
    on_page = {response.key for response in topic_responses(topic)}
    voters = {author for author, _, text in on_page if text in [*Choice]}
    for author, written_at, text in sorted(_read_before(known) - on_page):
        moment = datetime.fromisoformat(written_at) if written_at else None
        name = here.canonical(author)
        if author and text in [*Choice]:
            if author not in voters and name in known.votes:
                vote = Response(author=author, at=moment, text="", choice=Choice(text), line=0, reply_to=None)
                yield ResponsePlan(response=vote, change=Change.NOT_ON_PAGE)
        elif (name, written_at, text) in known.comments:
            comment = Response(
                author=author or None, at=moment, text=text, choice=None, line=0, reply_to=None
            )
            yield ResponsePlan(response=comment, change=Change.NOT_ON_PAGE)


def _read_before(known: ExistingTopic) -> set[ResponseKey]:
    return (
        {(author, written_at, without_addresses(text)) for author, written_at, text in known.as_read["said"]}
        if known.as_read
        else set()
    )


def _plans(
    responses: Iterable[Response], change_of: Callable[[Response], Change]
) -> tuple[ResponsePlan, ...]:
    """Return a plan for each vote and comment. Of several votes by one person only the last counts."""
    all_responses = tuple(responses)
    last_vote = {
        response.key[0]: response for response in sorted(all_responses, key=_moment) if response.choice
    }
    return tuple(
        ResponsePlan(response=response, change=change_of(response))
        for response in all_responses
        if not response.choice or last_vote[response.key[0]] is response
    )


def _moment(response: Response) -> str:
    return response.at.isoformat() if response.at else ""


def _change(
    response: Response, known: ExistingTopic, here: ExistingEvent, read_before: set[ResponseKey]
) -> Change:
    # What was read before and is not here any more was taken back here, and is not brought again.
    if response.key in read_before:
        return Change.SAME
    author = here.canonical(response.key[0])
    if not response.choice:
        return Change.SAME if (author, *response.key[1:]) in known.comments else Change.NEW
    ours: datetime | None = known.votes.get(author)
    if ours is None:
        return Change.NEW
    return Change.CHANGED if response.at and response.at > ours else Change.SAME
