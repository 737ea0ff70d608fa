"""The votes and comments of a page, held against those that are here."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from hackathon.domain.votes import Choice
from hackathon.domain.wiki.merging.known import Known, KnownTopic, SaidKey
from hackathon.domain.wiki.merging.outcomes import Change
from hackathon.domain.wiki.merging.plan import SaidPlan
from hackathon.domain.wiki.merging.records import Said, said_under
from hackathon.domain.wiki.page import PageTopic


def all_new(topic: PageTopic) -> tuple[SaidPlan, ...]:
    """Return what was said under a topic that is not here."""
    return _plans(said_under(topic), lambda _said: Change.NEW)


def compared(topic: PageTopic, known: KnownTopic, here: Known) -> tuple[SaidPlan, ...]:
    """Return what was said under a topic that we have."""
    read_before = _read_before(known)
    return _plans(said_under(topic), lambda said: _change(said, known, here, read_before))


def gone(topic: PageTopic, known: KnownTopic, here: Known) -> Iterator[SaidPlan]:
    """Yield what stood on the page when it was last read, does no more, and is still here."""
    on_page = {said.key for said in said_under(topic)}
    voters = {author for author, _, said in on_page if said in [*Choice]}
    for author, at, said in sorted(_read_before(known) - on_page):
        moment = datetime.fromisoformat(at) if at else None
        name = here.canonical(author)
        if author and said in [*Choice]:
            if author not in voters and name in known.votes:
                vote = Said(author=author, at=moment, text="", choice=Choice(said), line=0, reply_to=None)
                yield SaidPlan(said=vote, change=Change.GONE)
        elif (name, at, said) in known.comments:
            comment = Said(author=author or None, at=moment, text=said, choice=None, line=0, reply_to=None)
            yield SaidPlan(said=comment, change=Change.GONE)


def _read_before(known: KnownTopic) -> set[SaidKey]:
    return {(author, at, said) for author, at, said in known.as_read["said"]} if known.as_read else set()


def _plans(said: Iterable[Said], change_of: Callable[[Said], Change]) -> tuple[SaidPlan, ...]:
    """Return a plan for each thing said; of several votes by one person the last counts, and only that."""
    all_said = tuple(said)
    last_vote = {each.key[0]: each for each in sorted(all_said, key=_moment) if each.choice}
    return tuple(
        SaidPlan(said=each, change=change_of(each))
        for each in all_said
        if not each.choice or last_vote[each.key[0]] is each
    )


def _moment(said: Said) -> str:
    return said.at.isoformat() if said.at else ""


def _change(said: Said, known: KnownTopic, here: Known, read_before: set[SaidKey]) -> Change:
    # What was read before and is not here any more was taken back here, and is not brought again.
    if said.key in read_before:
        return Change.SAME
    author = here.canonical(said.key[0])
    if not said.choice:
        return Change.SAME if (author, *said.key[1:]) in known.comments else Change.NEW
    ours: datetime | None = known.votes.get(author)
    if ours is None:
        return Change.NEW
    return Change.CHANGED if said.at and said.at > ours else Change.SAME
