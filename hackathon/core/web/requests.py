"""Reading requests: without the characters that no text may contain, and whether a reader opened a page."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Request, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from hackathon.core.text.characters import clean_text


class CleanValues(ImmutableMultiDict[str, Any]):
    """The fields of a form, a query string or a cookie, without characters that databases reject."""

    def __init__(self, values: Any = ()) -> None:  # noqa: ANN401 -- whatever a MultiDict takes
        super().__init__(list(_cleaned_pairs(ImmutableMultiDict(values))))


class CleanRequest(Request):
    """A request with cleaned text everywhere: path, query, form, file names, JSON, cookies."""

    parameter_storage_class = CleanValues
    dict_storage_class = CleanValues

    def __init__(self, environ: dict[str, Any], *arguments: Any, **named: Any) -> None:  # noqa: ANN401 -- Flask's own
        path = environ.get("PATH_INFO", "")
        if not path.isprintable() or not path.isascii():
            # WSGI passes bytes decoded as Latin-1.
            text = clean_text(path.encode("latin-1").decode(errors="replace"))
            environ["PATH_INFO"] = text.encode().decode("latin-1")
        super().__init__(environ, *arguments, **named)

    def get_json(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- Flask's own
        """Return the submitted JSON."""
        return _cleaned(super().get_json(*arguments, **named))


def is_opened_by_reader() -> bool:
    """Whether the browser requests a page to show it; older browsers, which don't say, are taken to do so."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def _cleaned_pairs(values: ImmutableMultiDict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items(multi=True):
        yield clean_text(name), _cleaned(value)


def _cleaned(value: Any) -> Any:  # noqa: ANN401 -- JSON, a text or a file
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, FileStorage) and value.filename:
        value.filename = clean_text(value.filename)
    if isinstance(value, Mapping):
        return {_cleaned(name): _cleaned(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return value
