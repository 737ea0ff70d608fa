"""The report of an event as Markdown and wikitext."""

from collections.abc import Callable, Iterator

from hackathon.core.text.markdown import plain
from hackathon.outcomes.domain import ActionLine, EventReport, PromiseCounts, TopicOutcome
from hackathon.planning.drafts.queries.published_share import PublishedShare


def markdown_report(report: EventReport, share: PublishedShare | None = None) -> str:
    """Return the report in Markdown, with the share of votes that could be attended, if given."""
    return (
        "\n".join(_lines(report, share, heading=lambda level, text: f"{'#' * level} {text}", bullet="- "))
        + "\n"
    )


def wikitext_report(report: EventReport, share: PublishedShare | None = None) -> str:
    """Return the report as MediaWiki markup, with all user text escaped."""
    lines = _lines(
        report,
        share,
        heading=lambda level, text: f"{'=' * level} {text} {'=' * level}",
        bullet="* ",
        is_wiki=True,
    )
    return "\n".join(lines) + "\n"


def _lines(
    report: EventReport,
    share: PublishedShare | None,
    *,
    heading: Callable[[int, str], str],
    bullet: str,
    is_wiki: bool = False,
) -> Iterator[str]:
    written = _wiki if is_wiki else _markdown
    yield heading(1, written(f"{report.title}: report"))  # not translated
    yield ""
    yield f"{bullet}{report.sessions} sessions, {report.with_outcomes} topics with outcomes"  # not translated
    actions = f"{len(report.actions)} actions, {report.open_actions} of them open"  # not translated
    yield f"{bullet}{report.decisions} decisions, {actions}"  # not translated
    came = f"{report.came} of {report.confirmed} confirmed people checked in"  # not translated
    yield f"{bullet}{came}; {report.votes} votes"  # not translated
    if share is not None:
        yield f"{bullet}{_share(share)}"
    if report.head_counts:
        yield f"{bullet}{_heads(report)}"
    if report.promises.all:
        yield f"{bullet}{_promises(report.promises)}"
    if report.rating is not None:
        answers = "answer" if report.feedback == 1 else "answers"
        yield f"{bullet}{report.rating:.1f} of 5 from {report.feedback} {answers}"  # not translated
    for topic in report.topics:
        if topic.has_any:
            yield from ("", heading(2, written(f"{topic.number}. {topic.title}")), "")
            yield from _topic(topic, bullet, written, site=report.site, is_wiki=is_wiki)
            yield from _minutes(topic, heading, is_wiki=is_wiki)


def _topic(
    topic: TopicOutcome, bullet: str, written: Callable[[str], str], *, site: str, is_wiki: bool
) -> Iterator[str]:
    if topic.achieved:
        why = f": {written(topic.achieved.sentence)}" if topic.achieved.sentence else ""
        yield f"{bullet}Promised outcomes {topic.achieved.result}{why}"  # not translated
    for decision in topic.decisions:
        yield f"{bullet}Decision: {written(decision)}"  # not translated
    for action in topic.actions:
        yield f"{bullet}{written(_action(action))}"
    files = ((name, site + path) for name, path in topic.files)
    for words, address in (*topic.links, *files):
        yield (
            f"{bullet}[{address} {written(words)}]" if is_wiki else f"{bullet}[{written(words)}](<{address}>)"
        )


def _minutes(topic: TopicOutcome, heading: Callable[[int, str], str], *, is_wiki: bool) -> Iterator[str]:
    for minutes in topic.minutes:
        yield ""
        if len(topic.minutes) > 1:
            yield from (heading(3, f"Session {minutes.occurrence}"), "")  # not translated
        yield _wiki(plain(minutes.text)) if is_wiki else minutes.text


def _share(share: PublishedShare) -> str:
    attended = f"{share.attended}% of votes could be attended"  # not translated
    if share.possible is None:
        return attended
    return f"{attended}; no agenda could have reached more than {share.possible}%"  # not translated


def _heads(report: EventReport) -> str:
    people = f"{report.counted} people counted, {report.expected_where_counted} expected"  # not translated
    return f"{people}, in {len(report.head_counts)} sessions"  # not translated


def _promises(counts: PromiseCounts) -> str:
    said = f"{counts.met} met, {counts.partly_met} partly met, {counts.not_met} not met"  # not translated
    all_said = f"{said}, {counts.not_assessed} not assessed"  # not translated
    return f"Promised outcomes of {counts.all} topics: {all_said}"  # not translated


def _action(action: ActionLine) -> str:
    state = "Done" if action.is_done else "Action"
    owner = f" ({action.owner})" if action.owner else ""
    due = f", by {action.due.isoformat()}" if action.due else ""
    return f"{state}: {action.text}{owner}{due}"


def _markdown(text: str) -> str:
    return " ".join(text.split()).replace("[", r"\[").replace("]", r"\]").replace("<", "&lt;")


def _wiki(text: str) -> str:
    return f"<nowiki>{' '.join(text.replace('<', '&lt;').split())}</nowiki>"
