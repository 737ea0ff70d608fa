"""The changes since a page was rendered, as a few bytes of JSON."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hackathon.agenda.domain.changes import AgendaChange
from hackathon.agenda.live.domain import LiveState, notice_digest
from hackathon.core.text.shortening import shortened

MOST_BYTES = 1_900
LONGEST_TITLE = 60


def document(state: LiveState, changes: Iterable[tuple[AgendaChange, str]], now: datetime) -> bytes:
    """Return the state and as many changes of sessions that are not over as fit; `more` counts the rest."""
    told: dict[str, Any] = {
        "revision": state.revision,
        "notice": state.notice_in_short,
        "noticed": notice_digest(state.notice),
        "changes": [],
        "more": 0,
    }
    for change, words in changes:
        if change.session.ends <= now:
            continue
        told["changes"].append(_entry(change, words))
        if len(_encoded(told)) > MOST_BYTES:
            told["changes"].pop()
            told["more"] += 1
    return _encoded(told)


def _entry(change: AgendaChange, words: str) -> dict[str, str]:
    session = change.session
    return {
        "key": f"{session.topic}-{session.occurrence}",
        "topic": session.address,
        "title": shortened(session.name, LONGEST_TITLE),
        "kind": change.kind.value,
        "words": words,
    }


def _encoded(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
