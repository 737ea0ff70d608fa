"""Macros are loaded once, whoever imports them."""

from typing import Any

from flask import Flask


def test_two_imports_get_the_same_macros(app: Flask) -> None:
    source = "{% from 'ui/forms.html' import field %}{{ keep(field) }}"
    kept: list[Any] = []
    with app.test_request_context():
        for _ in range(2):
            app.jinja_env.from_string(source).render(keep=kept.append)

    first, second = kept
    assert first is second
