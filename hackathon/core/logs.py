"""The log, as text or JSON; both leave out addresses and secrets."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

from hackathon.config import LogFormat, Settings
from hackathon.core.web import request_ids

REQUESTS = "hackathon.requests"
"""The logger for requests; its lines are only written in JSON."""
FIELDS = ("route", "method", "status", "ms")
_TEXT = "[%(asctime)s] %(levelname)s in %(name)s, request %(request_id)s: %(message)s"

_HIDDEN = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*"), "[mail address]"),
    # Probably secrets: long strings with capitals, small letters and digits, and long hexadecimal ones.
    (re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{16,}(?![\w-])"), "[secret]"),
    (re.compile(r"(?<![\w-])[0-9a-f]{24,}(?![\w-])"), "[secret]"),
    # The paths of secret links, whatever the secret looks like.
    (re.compile(r"(/(?:sign-in|i|calendars|confirm|account/address)/)[\w.~-]+"), r"\1[secret]"),
    (re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"), "[network]"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}(?::|[0-9a-fA-F]{1,4})[0-9a-fA-F:]*"), "[network]"),
)


def without_secrets(words: str) -> str:
    """Return the text without personal data and secrets."""
    for pattern, instead in _HIDDEN:
        words = pattern.sub(instead, words)
    return words


class TextLines(logging.Formatter):
    """Lines for people."""

    def __init__(self) -> None:
        super().__init__(_TEXT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the traceback if there is one."""
        record.request_id = request_ids.current_id()
        return without_secrets(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object to a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": getattr(record, "request", None) or request_ids.current_id(),
            "message": without_secrets(record.getMessage()),
            **{name: getattr(record, name) for name in FIELDS if hasattr(record, name)},
        }
        if record.exc_info:
            told["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def formatter(settings: Settings) -> logging.Formatter:
    """Return the formatter for these settings."""
    return JsonLines() if settings.log_format is LogFormat.JSON else TextLines()


def set_up(settings: Settings) -> None:
    """Make all loggers of this process and its forks write such lines to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(settings))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    if settings.log_format is LogFormat.JSON:
        logging.getLogger(REQUESTS).setLevel(logging.INFO)
