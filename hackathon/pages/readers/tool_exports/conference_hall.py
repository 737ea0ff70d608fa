"""Reads the export of Conference Hall: proposals that name their speakers, categories and formats by key."""

from typing import Any

from hackathon.pages.readers.tool_exports.json_values import (
    JsonObject,
    first_text,
    object_in,
    objects_in,
    people_in,
    person_in,
    text_in,
    texts_in,
)
from hackathon.pages.readers.tool_exports.sessions import Export, ExportedSession


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether this has talks and the speakers whom they name."""
    event = object_in(document)
    talks, speakers = objects_in(event.get("talks")), objects_in(event.get("speakers"))
    return bool(talks) and bool(speakers) and "uid" in speakers[0] and "speakers" in talks[0]


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the talks."""
    event = object_in(document)
    people = {text_in(each.get("uid")): person for each in objects_in(event.get("speakers"))
              if (person := person_in(each))}  # fmt: skip
    names = {first_text(each, "id"): text_in(each) for key in ("categories", "formats")
             for each in objects_in(event.get(key))}  # fmt: skip
    return Export(
        tool="Conference Hall",
        sessions=tuple(
            ExportedSession(
                title=text_in(talk["title"]),
                key=first_text(talk, "id") or None,
                people=tuple(people[key] for key in texts_in(talk.get("speakers")) if key in people)
                or people_in(talk.get("speakers")),
                area=_named(talk, "categories", names),
                texts=(text_in(talk.get("abstract")),),
                difficulty=text_in(talk.get("level")) or None,
                links=tuple(texts_in(talk.get("references"))),
                further=(
                    ("Format", _named(talk, "formats", names) or ""),
                    ("Language", text_in(talk.get("language"))),
                ),
                state=text_in(talk.get("state")) or None,
            )
            for talk in objects_in(event.get("talks"))
            if text_in(talk.get("title"))
        ),
        private=("comments to the organizers",)
        if any(talk.get("comments") for talk in objects_in(event.get("talks")))
        else (),
    )


def _named(talk: JsonObject, key: str, names: dict[str, str]) -> str | None:
    chosen = talk.get(key)
    keys = texts_in(chosen) if isinstance(chosen, list) else [text_in(chosen)]
    return ", ".join(names.get(each, "") or each for each in keys if each) or None
