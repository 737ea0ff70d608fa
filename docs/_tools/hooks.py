"""What `make docs` adds to MkDocs: folders in the navigation, and a list of external links."""

import re
from pathlib import Path
from typing import Any

EXTERNAL = re.compile(r'href="(https?://[^"]+)"')
external_links: dict[str, set[str]] = {}


def on_config(config: Any) -> Any:  # noqa: ANN401 -- MkDocs has no types
    """Replace `folder/*.md` in the navigation by the pages of that folder that it does not name."""
    docs = Path(config["docs_dir"])
    for section in config["nav"]:
        for pages in section.values():
            if isinstance(pages, list):
                pages[:] = [page for entry in pages for page in _expanded(docs, entry, pages)]
    return config


def _expanded(docs: Path, entry: Any, pages: list[Any]) -> list[Any]:  # noqa: ANN401
    if not (isinstance(entry, str) and entry.endswith("*.md")):
        return [entry]
    named = {page if isinstance(page, str) else next(iter(page.values())) for page in pages}
    found = sorted(file.relative_to(docs).as_posix() for file in docs.glob(entry))
    return [page for page in found if page not in named]


def on_page_content(html: str, page: Any, **_rest: object) -> str:  # noqa: ANN401
    """Note the links that lead out of the site."""
    for link in EXTERNAL.findall(html):
        external_links.setdefault(link, set()).add(page.file.src_uri)
    return html


def on_post_build(**_rest: object) -> None:
    """List the links that lead out of the site; nothing is fetched."""
    print(f"External links ({len(external_links)}), not fetched:")  # noqa: T201 -- the output of `make docs`
    for link, pages in sorted(external_links.items()):
        print(f"  {link}  ({', '.join(sorted(pages))})")  # noqa: T201
