"""Tables that only link to other pages, with a link in each cell."""

from collections.abc import Iterator

from hackathon.pages.document.blocks import Cell, Table
from hackathon.pages.recognition.collections.sections import PageSection

_FEWEST_CELLS = 3


def tables_of_links(root: PageSection) -> Iterator[tuple[PageSection, Table, list[Cell]]]:
    """Yield each table of nothing but links, with its section and its cells."""
    for section in root.walk():
        for table in section.blocks:
            if isinstance(table, Table):
                cells = [cell for row in table.rows for cell in row.cells if cell.text.strip()]
                if len(cells) >= _FEWEST_CELLS and all(map(_is_link, cells)):
                    yield section, table, cells


def _is_link(cell: Cell) -> bool:
    """Whether a cell is one link to another page, and nothing else."""
    runs = [run for line in cell.lines for run in line.runs if run.text.strip()]
    return len(cell.lines) == 1 and len(runs) == 1 and not (runs[0].link or "#").startswith("#")
