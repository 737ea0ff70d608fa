"""Parts of pages that many requests share, rendered once for equal values.

`draw_part` renders a template from the given values only: it has no access to the reader, the event or the
time, a missing name is an error, and endpoints must be named in full. So the result depends on these values,
the language and where the application is mounted, and is reused whenever all of them are equal. A page whose
rows hardly ever change, such as the grid of a schedule, then costs little more than loading the values.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from threading import Lock

from flask import current_app, request
from markupsafe import Markup

from hackathon.core.translation import current_language

MOST_KEPT = 4_000_000
"""The most characters cached in a process."""


class DrawnParts:
    """A process's cache of rendered parts, limited by characters; the least recently used are dropped."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: OrderedDict[Hashable, Markup] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, key: Hashable) -> Markup | None:
        """Return the cached part for a key, if any."""
        with self._lock:
            found = self._parts.get(key)
            if found is not None:
                self._parts.move_to_end(key)
            return found

    def keep(self, key: Hashable, part: Markup) -> None:
        """Cache a part under a key."""
        with self._lock:
            self._size += len(part) - len(self._parts.pop(key, ""))
            self._parts[key] = part
            while self._size > self._most:
                _, oldest = self._parts.popitem(last=False)
                self._size -= len(oldest)


_kept = DrawnParts(MOST_KEPT)


def draw_part(template: str, **values: Hashable) -> Markup:
    """Render a part of a page; its template may use these values and what is the same for all requests."""
    key = (template, current_language(), request.script_root, *values.items())
    found = _kept.find(key)
    if found is None:
        found = _draw(template, values)
        _kept.keep(key, found)
    return found


def draw_rows(template: str, rows: Iterable[Hashable], **shared: Hashable) -> Markup:
    """Render each row like `draw_part`, one after the other; the template calls its own `row`."""
    beginning = (template, current_language(), request.script_root, *shared.items())
    found = []
    for row in rows:
        part = _kept.find((beginning, row))
        if part is None:
            part = _draw(template, {"row": row, **shared})
            _kept.keep((beginning, row), part)
        found.append(part)
    return Markup("".join(found))  # noqa: S704 -- each is escaped


def _draw(template: str, values: Mapping[str, Hashable]) -> Markup:
    # Not `render_template`, which would also give it the reader and the event.
    return Markup(current_app.jinja_env.get_template(template).render(values))  # noqa: S704 -- escaped there
