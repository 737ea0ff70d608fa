"""The forms of a page, as a browser reads them: what stands in each field, and what is sent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = ("text", "search", "email", "url", "tel", "textarea")
CHOSEN = ("select", "checkbox", "radio")


@dataclass
class Control:
    """One field: its kind, what stands in it, and what may be chosen."""

    name: str
    kind: str
    value: str = ""
    is_on: bool = True
    options: list[str] = field(default_factory=list)


@dataclass
class SentForm:
    """A form with its controls, in their order."""

    action: str
    controls: list[Control] = field(default_factory=list)

    def kinds(self, *kinds: str) -> Iterator[Control]:
        """Yield the controls of those kinds."""
        return (each for each in self.controls if each.kind in kinds)

    @property
    def data(self) -> dict[str, list[str]]:
        """What a browser would send by the first button."""
        sent: dict[str, list[str]] = {}
        button = next(self.kinds("submit"), None)
        for each in self.controls:
            if each.is_on and each.kind != "file" and (each.kind != "submit" or each is button):
                sent.setdefault(each.name, []).append(each.value)
        return sent


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.open = page, False
        self.forms: list[SentForm] = []
        self.text: Control | None = None
        self.select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = said.get("method", "get").lower() == "post"
            if self.open:
                self.forms.append(SentForm(action=said.get("action") or self.page))
        if not self.open or "disabled" in said:
            return
        name = said.get("name", "")
        if tag == "textarea":
            self.text = Control(name=name, kind="textarea")
            self._add(self.text)
        elif tag == "select":
            self.select = Control(name=name, kind="select")
            self._add(self.select)
        elif tag == "option" and self.select is not None:
            self.select.options.append(said.get("value", ""))
            if "selected" in said or len(self.select.options) == 1:
                self.select.value = said.get("value", "")
        elif tag in ("input", "button"):
            kind = said.get("type", "text" if tag == "input" else "submit")
            is_on = kind not in ("checkbox", "radio") or "checked" in said
            self._add(Control(name=name, kind=kind, value=said.get("value", ""), is_on=is_on))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = False
        elif tag == "textarea":
            if self.text is not None:
                self.text.value = self.text.value.removeprefix("\n").removeprefix("\r\n")
            self.text = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.value += data

    def _add(self, control: Control) -> None:
        if control.name:
            self.forms[-1].controls.append(control)


def forms_of(html: str, page: str) -> list[SentForm]:
    """Return the forms of a page that are posted; one without an address goes to the page itself."""
    reader = _Reader(page)
    reader.feed(html)
    return reader.forms
