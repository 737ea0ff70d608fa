"""Reads a Trello board: its cards, with members, labels, lists, checklists and votes."""

from collections.abc import Iterator, Mapping
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


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether this is a board with its cards and lists."""
    board = object_in(document)
    cards = objects_in(board.get("cards"))
    return isinstance(board.get("lists"), list) and bool(cards) and "idList" in cards[0]


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the cards as sessions; the first label of a card is its area."""
    board = object_in(document)
    lists = {text_in(each.get("id")): each for each in objects_in(board.get("lists"))}
    members = {text_in(each.get("id")): person for each in objects_in(board.get("members"))
               if (person := _person(each))}  # fmt: skip
    checklists = {text_in(each.get("id")): each for each in objects_in(board.get("checklists"))}
    return Export(
        tool="Trello",
        sessions=tuple(
            _session(card, lists, members, checklists)
            for card in objects_in(board.get("cards"))
            if text_in(card.get("name"))
        ),
    )


def _session(
    card: JsonObject,
    lists: Mapping[str, JsonObject],
    members: Mapping[str, NamedPerson],
    checklists: Mapping[str, JsonObject],
) -> ExportedSession:
    column = object_in(lists.get(text_in(card.get("idList"))))
    labels = [label for each in objects_in(card.get("labels")) if (label := first_text(each, "name"))]
    todo = [checklists[key] for key in texts_in(card.get("idChecklists")) if key in checklists]
    voters = [members[key].name for key in texts_in(card.get("idMembersVoted")) if key in members]
    count = object_in(card.get("badges")).get("votes")
    return ExportedSession(
        title=text_in(card["name"]),
        key=first_text(card, "shortLink", "id") or None,
        people=tuple(members[key] for key in texts_in(card.get("idMembers")) if key in members),
        area=labels[0] if labels else None,
        texts=(text_in(card.get("desc")), *map(_checklist, todo)),
        links=tuple(
            link for each in objects_in(card.get("attachments")) if (link := text_in(each.get("url")))
        ),
        voters=tuple(voters),
        further=(
            ("List", text_in(column)),
            ("Labels", ", ".join(labels[1:])),
            # A board shows how many voted to people who may not see who they are.
            ("Votes", str(count) if isinstance(count, int) and count > len(voters) else ""),
        ),
        state="archived" if card.get("closed") or column.get("closed") else None,
        is_service=False,
    )


def _person(member: JsonObject) -> NamedPerson | None:
    handle = text_in(member.get("username"))
    name = first_text(member, "fullName") or handle
    return NamedPerson(name=" ".join(name.split()), handle=handle or None) if name else None


def _checklist(checklist: JsonObject) -> str:
    return "\n".join((f"{text_in(checklist)}:\n", *_items(checklist)))


def _items(checklist: JsonObject) -> Iterator[str]:
    for item in objects_in(checklist.get("checkItems")):
        if words := text_in(item):
            yield f"- {words}"
