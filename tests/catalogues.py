"""The catalogues of translations, as they are written and as the application reads them."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[1] / "hackathon" / "translations"


def sources() -> Sequence[Path]:
    """Return the catalogues that translators write, one for each language."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))


def read(source: Path) -> Catalog:
    """Return a catalogue; its folder says which language it is for."""
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3])


def write_compiled(catalogue: Catalog, compiled: Path) -> None:
    """Write a catalogue as the application reads it, at once: another process may be reading it."""
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=compiled.parent, delete=False) as file:
        write_mo(file, catalogue)
    Path(file.name).replace(compiled)


def compile_changed() -> None:
    """Compile the catalogues that have changed since they were compiled last."""
    for source in sources():
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            write_compiled(read(source), compiled)
