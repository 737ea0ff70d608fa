"""Reads the list of topics of a Discourse category."""

from typing import Any

from hackathon.pages.readers.tool_exports.json_values import (
    JsonObject,
    first_text,
    object_in,
    objects_in,
    person_in,
    text_in,
    texts_in,
    without_html,
)
from hackathon.pages.readers.tool_exports.sessions import Export, ExportedSession


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether this is such a list."""
    return bool(_topics(document))


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the topics that are not pinned by the forum itself; their contact is who began them."""
    people = {
        text_in(each.get("id")): person
        for each in objects_in(object_in(document).get("users"))
        if (person := person_in({**each, "name": first_text(each, "name", "username")}))
    }
    return Export(
        tool="Discourse",
        sessions=tuple(
            ExportedSession(
                title=text_in(topic["title"]),
                key=first_text(topic, "id") or None,
                people=tuple(person for key in _beginners(topic) if (person := people.get(key))),
                texts=(without_html(text_in(topic.get("excerpt"))),),
                further=(
                    ("Tags", ", ".join(texts_in(topic.get("tags")))),
                    ("Votes", text_in(topic.get("vote_count") or topic.get("like_count") or "")),
                ),
                is_service=None,
            )
            for topic in _topics(document)
            if text_in(topic.get("title"))
        ),
    )


def _topics(document: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    return objects_in(object_in(object_in(document).get("topic_list")).get("topics"))


def _beginners(topic: JsonObject) -> list[str]:
    posters = objects_in(topic.get("posters"))
    return [
        text_in(each.get("user_id")) for each in posters if "Original" in text_in(each.get("description"))
    ]
