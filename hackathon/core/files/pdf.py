"""Rendering HTML to tagged PDF."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from hackathon.core.files import fonts

if TYPE_CHECKING:
    from weasyprint import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A PDF file, and the characters in it for which this machine has no glyph."""

    content: bytes
    missing: tuple[str, ...]


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause garbage collection while a PDF is rendered: its many boxes stay in use until the end.

    Scanning them again and again as their number grows takes a tenth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@uncollected()
def laid_out(html: str, assets: Path) -> "Document":
    from weasyprint import HTML, urls  # noqa: PLC0415 -- slow import

    folder = assets.resolve()

    class OwnAssets(urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Loads assets from the document or our assets folder, and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> urls.URLFetcherResponse:
            parts = urlsplit(url)
            is_asset = parts.scheme == "file" and not parts.netloc
            if is_asset and Path(url2pathname(parts.path)).resolve().is_relative_to(folder):
                return super().fetch(url, headers)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            raise ValueError(f"'{url}' is not among the assets")

    try:
        page = HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=OwnAssets(fail_on_errors=True))
        return page.render(pdf_variant="pdf/ua-1")
    except urls.FatalURLFetchingError as error:
        raise ValueError(f"a sheet was not drawn: {error}: {error.__cause__}") from error


@uncollected()
def written(document: "Document") -> Sheet:
    content = document.write_pdf(pdf_variant="pdf/ua-1")
    missing = {chr(code) for font in document.fonts.values() for code in font.missing}
    return Sheet(content=content, missing=fonts.undrawn(missing))
