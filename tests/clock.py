"""The clock of the application, set to a moment of a test."""

from datetime import UTC, datetime

from flask import Flask

from hackathon.core.web.clock import AHEAD


def set_clock(app: Flask, moment: datetime) -> None:
    """Let the pages of the event be drawn for that moment. After the test the clock is right again."""
    app.config[AHEAD] = moment - datetime.now(UTC)
