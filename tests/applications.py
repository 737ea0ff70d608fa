"""Applications for tests: many in one process, which compile each template once."""

from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from hackathon.app import create_app
from hackathon.config import Settings


class _Memory(BytecodeCache):
    """Keeps compiled templates as long as the process lives."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_TEMPLATES = _Memory()


def application_for(settings: Settings, **config: Any) -> Flask:  # noqa: ANN401 -- Flask's own
    """Return an application whose faults are raised and whose forms need no token."""
    app = create_app(settings, **{"TESTING": True, "WTF_CSRF_ENABLED": False, **config})
    app.jinja_env.bytecode_cache = _TEMPLATES
    return app
