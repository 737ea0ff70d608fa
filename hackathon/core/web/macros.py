"""Macros: how a template finds those of another one."""

from flask import Flask
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context


class SharedMacros(Template):
    """A template whose macros are loaded once.

    Jinja compares the globals of both templates at every `from ... import`, which takes a twentieth of a
    small page. Ours all have the same globals, those of the environment.
    """

    def _get_default_module(self, _importing: Context | None = None) -> TemplateModule:
        return super()._get_default_module(None)


def init_app(app: Flask) -> None:
    """Make the application's templates share their macros."""
    app.jinja_env.template_class = SharedMacros
