"""The report of an event as Markdown and wikitext: whole, as a section of another page, and as an email."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from hackathon.core.first_use import on_first_use
from hackathon.core.text import markdown
from hackathon.outcomes.domain import ActionLine, EventReport, PromiseCounts, TopicOutcome
from hackathon.planning.drafts.queries.published_share import PublishedShare

SECTION = "Report"
"""The heading of the report where it is a part of another page."""
LONGEST_MAIL = 18_000
"""Characters; an announcement may have a few more, and whoever sends it may want to add to it."""

# Its parser of wikitext is slow to import, and only reports need it.
markdown_source = on_first_use("hackathon.pages.writers.wikitext.markup:markdown_source")

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s+(.*?))?\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_OPENS_TAG = re.compile(r"<(?!https?://[^<>\s]+>)")
_PLACEHOLDER = re.compile(r"\{(name|link)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Markup:
    """How headings, items, words of users, links and minutes are written."""

    heading: Callable[[int, str], str]
    bullet: str
    words: Callable[[str], str]
    link: Callable[[str, str], str]
    minutes: Callable[[str], str]


def markdown_report(report: EventReport, share: PublishedShare | None = None) -> str:
    """Return the report in Markdown, with the share of votes that could be attended, if given."""
    return "\n".join(_lines(report, share, _MARKDOWN)) + "\n"


def wikitext_report(report: EventReport, share: PublishedShare | None = None) -> str:
    """Return the report as MediaWiki markup, with all user text escaped."""
    return "\n".join(_lines(report, share, _WIKITEXT)) + "\n"


def markdown_section(report: EventReport, share: PublishedShare | None = None) -> str:
    """Return the report as the last section of a page in Markdown, with no other heading in it.

    Headings could be read as topics when the page is imported again.
    """
    heading = f"## {SECTION}"
    markup = replace(_MARKDOWN, heading=lambda _, text: f"**{text}**", minutes=_without_headings)
    return "\n".join(chain([heading], list(_lines(report, share, markup))[1:])) + "\n"


def wikitext_section(report: EventReport, share: PublishedShare | None = None) -> str:
    """Return the same as MediaWiki markup."""
    heading = f"== {SECTION} =="
    markup = replace(_WIKITEXT, heading=lambda _, text: f"'''{text}'''")
    return "\n".join(chain([heading], list(_lines(report, share, markup))[1:])) + "\n"


def mail_text(report: EventReport, address: str, share: PublishedShare | None = None) -> str:
    """Return the report as the text of an announcement, in Markdown and without minutes.

    As many topics are in it as an email can have; `address` is that of the whole report.
    """
    text = "\n".join(_numbers(report, share, _MARKDOWN))
    ending = f"\n\nThe whole report, with minutes: <{address}>\n"  # not translated
    for topic in report.topics:
        if not topic.has_any:
            continue
        lines = [f"**{_markdown(topic.title)}**", "", *_topic(topic, _MARKDOWN, site=report.site)]
        longer = "\n".join([text, "", *lines]) if len(lines) > 2 else text
        if len(longer) > LONGEST_MAIL or markdown.has_too_much_markup(longer + ending):
            text = f"{text}\n\nMore topics are in the report."  # not translated
            break
        text = longer
    return _PLACEHOLDER.sub(r"(\1)", text) + ending


def _lines(report: EventReport, share: PublishedShare | None, markup: _Markup) -> Iterator[str]:
    yield markup.heading(1, markup.words(f"{report.title}: report"))  # not translated
    yield ""
    yield from _numbers(report, share, markup)
    for topic in report.topics:
        if topic.has_any:
            yield from ("", markup.heading(2, markup.words(f"{topic.number}. {topic.title}")), "")
            yield from _topic(topic, markup, site=report.site)
            yield from _minutes(topic, markup)


def _numbers(report: EventReport, share: PublishedShare | None, markup: _Markup) -> Iterator[str]:
    bullet = markup.bullet
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


def _topic(topic: TopicOutcome, markup: _Markup, *, site: str) -> Iterator[str]:
    bullet, words = markup.bullet, markup.words
    if topic.achieved:
        why = f": {words(topic.achieved.sentence)}" if topic.achieved.sentence else ""
        yield f"{bullet}Promised outcomes {topic.achieved.result}{why}"  # not translated
    for decision in topic.decisions:
        yield f"{bullet}Decision: {words(decision)}"  # not translated
    for action in topic.actions:
        yield f"{bullet}{words(_action(action))}"
    files = ((name, site + path) for name, path in topic.files)
    for name, address in (*topic.links, *files):
        yield f"{bullet}{markup.link(words(name), address)}"


def _minutes(topic: TopicOutcome, markup: _Markup) -> Iterator[str]:
    for minutes in topic.minutes:
        yield ""
        if len(topic.minutes) > 1:
            yield from (markup.heading(3, f"Session {minutes.occurrence}"), "")  # not translated
        yield markup.minutes(minutes.text)


def _share(share: PublishedShare) -> str:
    attended = f"{share.attended}% of votes could be attended"  # not translated
    if share.possible is None:
        return attended
    if share.possible <= share.attended:
        return f"{attended}; no agenda could have reached more"  # not translated
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


def _wiki_minutes(text: str) -> str:
    # Reading more markup than anyone may save would take too long.
    return _wiki(text) if markdown.has_too_much_markup(text) else str(markdown_source(text))


def _without_headings(text: str) -> str:
    """Return minutes in Markdown with bold lines for headings, every fence closed, and no HTML."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        marks = _FENCE.match(line)
        if fence:
            is_end = marks is not None and marks[1].startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if is_end else fence
            lines.append(line)
        elif marks:
            fence = marks[1]
            lines.append(line)
        elif heading := _HEADING.match(line):
            lines.append(f"**{_OPENS_TAG.sub('&lt;', heading[1])}**" if heading[1] else "")
        elif not _UNDERLINE.match(line):
            lines.append(_OPENS_TAG.sub("&lt;", line))
    return "\n".join([*lines, fence] if fence else lines)


_MARKDOWN = _Markup(
    heading=lambda level, text: f"{'#' * level} {text}",
    bullet="- ",
    words=_markdown,
    link=lambda words, address: f"[{words}](<{address}>)",
    minutes=str,
)
_WIKITEXT = _Markup(
    heading=lambda level, text: f"{'=' * level} {text} {'=' * level}",
    bullet="* ",
    words=_wiki,
    link=lambda words, address: f"[{address} {words}]",
    minutes=_wiki_minutes,
)
