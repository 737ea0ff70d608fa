"""The links and forms of a page, as a browser knows them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(kw_only=True)
class Control:
    """One thing in a form that can be filled in."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    is_chosen: bool = False


@dataclass(kw_only=True)
class PageForm:
    """A form: where it goes, and what is in it."""

    method: str
    action: str
    controls: list[Control] = field(default_factory=list)


class PageReader(HTMLParser):
    """Collects links and forms."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self.links: list[str] = []
        self.forms: list[PageForm] = []
        self._named: dict[str, PageForm] = {}
        self._open: PageForm | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins here."""
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and found.get("href", "").startswith("/"):
            self.links.append(found["href"].partition("#")[0])
        elif tag == "form":
            method = found.get("method", "get").lower()
            self._open = PageForm(method=method, action=found.get("action") or self._address)
            self.forms.append(self._open)
            self._named[found.get("id", "")] = self._open
        elif tag in ("input", "textarea", "select", "button"):
            self._add(tag, found)
        elif tag == "option" and self._select is not None:
            self._select.options.append(found.get("value", ""))
            if "selected" in found:
                self._select.value = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Note what ends here."""
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None

    def _add(self, tag: str, found: dict[str, str]) -> None:
        form = self._named.get(found["form"]) if "form" in found else self._open
        if form is None or not found.get("name") or "disabled" in found:
            return
        kind = found.get("type", "text" if tag == "input" else tag)
        control = Control(
            name=found["name"], kind=kind, value=found.get("value", ""), is_chosen="checked" in found
        )
        form.controls.append(control)
        if tag == "select":
            self._select = control


def read(address: str, text: str) -> PageReader:
    """Read a page."""
    reader = PageReader(address)
    reader.feed(text)
    return reader
