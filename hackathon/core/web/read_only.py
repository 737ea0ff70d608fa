"""Read-only pages of an event, without buttons that would be refused."""

import re
from html import unescape
from urllib.parse import urlsplit

from flask import request
from markupsafe import Markup

from hackathon.core.web import access

_FORM = re.compile(r"<form\b(?P<says>[^>]*)>.*?</form>", re.DOTALL)
_BUTTON = re.compile(r"<button\b(?P<says>[^>]*)>.*?</button>\s*", re.DOTALL)


def without_refused_buttons(page: Markup) -> Markup:
    """Return a part of a page without submit buttons that an archived event would refuse.

    The guard itself is asked, so that the two never differ. Our templates need no parser: attributes contain
    no ">", and forms are not nested.
    """
    place = access.here_if_any()
    if place is None or not place.event.is_archived:
        return page
    refused = {_said(form["says"], "id") for form in _FORM.finditer(page) if _is_refused(form["says"])}
    text = _FORM.sub(
        lambda form: _BUTTON.sub(_kept_in_place, form[0]) if _is_refused(form["says"]) else form[0], page
    )
    return Markup(  # noqa: S704 -- it was drawn by a template, and something was taken away
        _BUTTON.sub(lambda button: "" if _form_of(button) in refused - {None} else button[0], text)
    )


def _kept_in_place(button: re.Match[str]) -> str:
    """Return a button of a refused form only if it submits nothing, or submits another form."""
    return button[0] if _said(button["says"], "type") in ("button", "reset") or _form_of(button) else ""


def _form_of(button: re.Match[str]) -> str | None:
    return _said(button["says"], "form")


def _is_refused(says: str) -> bool:
    """Whether the form with these attributes would be refused."""
    if (_said(says, "method") or "get").lower() != "post":
        return False
    address = _said(says, "action") or request.path
    return access.is_refused_when_archived(urlsplit(address).path)


def _said(attributes: str, name: str) -> str | None:
    found = re.search(rf'(?<![\w-]){name}="([^"]*)"', attributes)
    return unescape(found[1]) if found else None
