"""Identifies files without topics: a calendar, a feed, an error page, other JSON.

Someone who picked the wrong file learns which file they picked, not what our pages look like.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from hackathon.core.text.messages import Message, message

_LOOKED_AT = 200_000
_MOST_NAMED = 5
# A page may begin with a link: "[[Category:Ideas]]", "[![status](...)](...)", "[1]: https://..."
_JSON = re.compile(
    r'\s*(?:\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\})'
    r'|\[\s*(?:[{"]|\[\s*[\[{"0-9]|\]\s*\Z|-?\d[\d.]*\s*[,\]]\s*(?:[-\d]|\Z)))'
)
_ROOT = re.compile(
    r"(?:\s+|<\?[^>]{0,2000}\?>|<!--.{0,5000}?-->|<![A-Za-z][^>]{0,5000}>)*<([A-Za-z_][\w:.-]{0,60})",
    re.DOTALL,
)
_FEEDS = ("rss", "feed", "rdf:rdf")
_NOT_HTML = (*_FEEDS, "svg", "urlset", "sitemapindex", "opml", "plist")
_ADDRESS = re.compile(r"\s*<?https?://\S+\s*")
_MAIL_BEGINS = re.compile(r"(?m)^From \S+@?\S* {1,2}\w{3} \w{3} [ \d]\d \d\d:\d\d")
_BEGINNINGS: Mapping[str, Message] = {
    "BEGIN:VCALENDAR": message(
        "This is a calendar (iCalendar): it has times, but no topics to talk about. Export the sessions as "
        "CSV, JSON or schedule.xml instead."
    ),
    "BEGIN:VCARD": message("This is an address book (vCard). Save the people as a table instead."),
    "{\\rtf": message("This is a text document in RTF. Save it as DOCX, ODT or HTML."),
}
_ERROR_KEYS = ("error", "errors", "detail", "message")
_TITLE = re.compile(r"<(title|h1)\b[^>]{0,300}>([^<]{1,300})</\1", re.IGNORECASE)
_PASSWORD = re.compile(r"type\s*=\s*[\"']?password", re.IGNORECASE)
_SIGN_IN = re.compile(r"\b(?:sign|log)[ -]?(?:in|on)\b|\banmelden\b|\bauthenticat", re.IGNORECASE)
_ERROR = re.compile(
    r"\b(?:404|403|401|410|50[0234])\b|not found|forbidden|access denied|unauthori[sz]ed|bad gateway"
    r"|service unavailable|internal server error",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"<script\b|<noscript\b", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<(script|style|noscript|template|head)\b.*?</\1\s*>|<[^>]{0,5000}>", re.IGNORECASE | re.DOTALL
)
_FEWEST_WORDS = 40


def other_kind(text: str) -> Message | None:
    """Return a description of a text that is certainly not a page; None if it may be one."""
    start = text.lstrip("\ufeff \t\r\n")
    for beginning, words in _BEGINNINGS.items():
        if start[: len(beginning)].upper() == beginning.upper():
            return words
    if _ADDRESS.fullmatch(text):
        return message(
            "This is only an address, and nothing is loaded from it. Open it in a browser, copy the whole "
            "page, and paste its text."
        )
    mails = len(_MAIL_BEGINS.findall(text[:_LOOKED_AT]))
    if mails > 1 and start.startswith("From "):
        return message("This is a mailbox with several emails. Save the one with the topics.")
    if _JSON.match(text):
        return _json_kind(text)
    root = root_element(text)
    return xml_kind(root) if root in _NOT_HTML else None


def root_element(text: str) -> str | None:
    """Return the name of the first element of XML or HTML, in small letters; None for other texts."""
    found = _ROOT.match(text[:_LOOKED_AT])
    return found[1].lower() if found else None


def xml_kind(root: str | None) -> Message:
    """Return what XML is that begins with such an element."""
    if root in _FEEDS:
        return message("This is a news feed (RSS or Atom), not a page. Save the page itself.")
    if root == "svg":
        return message("This is a picture (SVG). Import the text that it shows.")
    if root in ("urlset", "sitemapindex"):
        return message("This is a site map: a list of addresses. Save the page itself.")
    return message(
        "This is XML that begins with <%(root)s>. We only read schedule.xml and files from "
        "MediaWiki's Special:Export.",
        root=root or "?",
    )


def _json_kind(text: str) -> Message:
    try:
        document = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        return message(
            "This JSON is incomplete or broken at line %(line)s. Please export it again.", line=line
        )
    except RecursionError:
        return message("This JSON is nested more deeply than any export.")
    return _document_kind(document)


def _document_kind(document: Any) -> Message:  # noqa: ANN401 -- JSON
    entries = _entries(document)
    if entries is not None and not entries:
        return message(
            "This export has no entries. If there should be some, sign in or change the filter, and export "
            "it again."
        )
    if isinstance(document, dict):
        said = next((words for key in _ERROR_KEYS if (words := _error_words(document.get(key)))), "")
        if said and len(document) <= _MOST_NAMED:
            return message("This is a server's error message instead of an export: “%(error)s”", error=said)
        return _of_fields(document)
    first = entries[0] if entries else None
    if isinstance(first, dict):
        return message(
            "This is a list of JSON objects, but none of their fields seems to be a title or a name: "
            "%(fields)s.",
            fields=_named(first),
        )
    return message("This is JSON, but not a list of topics or an export from a tool that we know.")


def _of_fields(document: Mapping[str, Any]) -> Message:
    return message(
        "This is a different kind of JSON, with the fields %(fields)s. We read exports from conference "
        "tools and issue trackers, lists of rows, and our own. If this one has topics, export it as CSV.",
        fields=_named(document),
    )


def _named(fields: Mapping[str, Any]) -> str:
    named = ", ".join(f"“{key[:40]}”" for key in list(fields)[:_MOST_NAMED])
    return f"{named}, …" if len(fields) > _MOST_NAMED else named


def _entries(document: Any) -> list[Any] | None:  # noqa: ANN401 -- JSON
    """Return the entries of a list, or of an answer that has one and nothing else of weight."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    lists = {key: value for key, value in document.items() if isinstance(value, list)}
    if "results" in lists or "sessions" in lists:
        return lists.get("results", lists.get("sessions"))
    return None


def _error_words(value: Any) -> str:  # noqa: ANN401 -- JSON
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = next((value[key] for key in ("info", "message", "detail", "title") if key in value), "")
    return value[:200] if isinstance(value, str) else ""


def html_kind(text: str) -> Message | None:
    """Return what HTML is on which nothing was found; None where only its parts can be named."""
    titles = [words for _, words in _TITLE.findall(text[:_LOOKED_AT])]
    named = " ".join(titles)
    if _PASSWORD.search(text) or _SIGN_IN.search(named):
        return message(
            "This looks like the HTML of a sign-in page. Please sign in, open the page itself, and save it "
            "again."
        )
    words = len(_UNSEEN.sub(" ", text[:_LOOKED_AT]).split())
    if _ERROR.search(named) and words < 10 * _FEWEST_WORDS:
        return message(
            "This looks like the HTML of an error page (“%(title)s”). Open the page itself, and save it "
            "again.",
            title=" ".join(titles[0].split())[:80],
        )
    if _SCRIPT.search(text) and words < _FEWEST_WORDS:
        return message(
            "The text of this page is added by a script, so the saved HTML has hardly any. Open it in a "
            "browser, copy the whole page, and paste its text."
        )
    return None
