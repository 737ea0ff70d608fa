"""Reads issues of GitHub, GitLab and Gitea, from their APIs and tools, and the items of a GitHub project."""

from collections.abc import Iterator
from typing import Any

from hackathon.pages.model.page import NamedPerson
from hackathon.pages.readers.tool_exports.json_values import (
    JsonObject,
    first_text,
    object_in,
    objects_in,
    text_in,
    texts_in,
)
from hackathon.pages.readers.tool_exports.sessions import Export, ExportedSession

_MARKS = frozenset(
    {
        "assignees", "labels", "body", "author", "user", "number", "iid", "reactions", "reactionGroups",
        "web_url", "html_url", "url", "description", "state",
    }
)  # fmt: skip
_FEWEST_MARKS = 4


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether these are issues: numbered titles with labels or people of a tracker."""
    entries = _entries(document)
    return bool(entries) and all(_is_issue(entry) for entry in entries[:20])


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the issues; their contacts are those to whom they are assigned, else who wrote them."""
    return Export(tool="an issue tracker", sessions=tuple(_session(entry) for entry in _entries(document)))


def _entries(document: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    items = objects_in(object_in(document).get("items"))
    if items and "totalCount" in document and all("title" in item for item in items):
        # What a project says of an item stands beside what its issue says.
        return [{**object_in(item.get("content")), **item, "number": _number(item)} for item in items]
    return [entry for entry in objects_in(document) if isinstance(document, list)]


def _number(item: JsonObject) -> Any:  # noqa: ANN401 -- JSON
    return object_in(item.get("content")).get("number") or item.get("id")


def _is_issue(entry: JsonObject) -> bool:
    has_number = isinstance(entry.get("number", entry.get("iid")), int | str)
    is_project = text_in(object_in(entry.get("content")).get("type")).endswith("Issue")
    return bool(text_in(entry.get("title"))) and has_number and (
        is_project or (len(_MARKS & entry.keys()) >= _FEWEST_MARKS)
    )  # fmt: skip


def _session(entry: JsonObject) -> ExportedSession:
    labels = [each if isinstance(each, str) else text_in(each) for each in _listed(entry.get("labels"))]
    is_request = "pull_request" in entry or text_in(entry.get("type")) == "PullRequest"
    link = first_text(entry, "html_url", "web_url", "url") or text_in(
        object_in(entry.get("content")).get("url")
    )
    votes = _votes(entry)
    return ExportedSession(
        title=text_in(entry["title"]),
        key=first_text(entry, "number", "iid") or None,
        people=tuple(_people(entry)),
        texts=(first_text(entry, "body", "description"),),
        links=(link,) if link.startswith("http") else (),
        further=(
            ("Labels", ", ".join(filter(None, labels))),
            ("Status", text_in(entry.get("status"))),
            ("Votes", str(votes) if votes else ""),
        ),
        state="pull request" if is_request else "confidential" if entry.get("confidential") else None,
        is_service=False,
    )


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 -- JSON
    return value if isinstance(value, list) else []


def _people(entry: JsonObject) -> Iterator[NamedPerson]:
    people = [_person(each) for each in _listed(entry.get("assignees"))]
    assigned = [person for person in people if person]
    author = _person(entry.get("author") or entry.get("user"))
    yield from dict.fromkeys(assigned or ([author] if author else []))


def _person(value: Any) -> NamedPerson | None:  # noqa: ANN401 -- JSON
    handle = value.strip() if isinstance(value, str) else first_text(object_in(value), "login", "username")
    name = text_in(object_in(value).get("name")) or handle
    return NamedPerson(name=" ".join(name.split()), handle=handle or None) if name else None


def _votes(entry: JsonObject) -> int:
    """Return the thumbs up."""
    groups = [
        object_in(group.get("users")).get("totalCount")
        for group in objects_in(entry.get("reactionGroups"))
        if "THUMBS_UP" in texts_in([group.get("content")])
    ]
    found = [object_in(entry.get("reactions")).get("+1"), entry.get("upvotes"), *groups]
    return max((number for number in found if isinstance(number, int)), default=0)
