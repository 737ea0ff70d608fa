"""A fingerprint of a page's structure, the same for pages that differ only in content."""

import hashlib

from hackathon.pages.document.blocks import Document, Heading, ListBlock, Table, TemplateCall
from hackathon.pages.recognition.labels.field_labels import normalized_label
from hackathon.pages.recognition.labels.label_lines import LabelBook, first_lines, labelled_line

_MOST_LABELS = 40


def layout_fingerprint(document: Document) -> str:
    """Return the fingerprint of a page's layout: its notation, kinds of headings, labels and columns."""
    marks = {f"format {document.format}"}
    labels: dict[str, int] = {}
    book = LabelBook()
    for block in document.blocks:
        match block:
            case Heading(level=level):
                marks.add(f"heading {level}")
            case Table(header=header) if header:
                marks.add("columns " + "|".join(normalized_label(cell.text) for cell in header.cells))
            case TemplateCall(name=name):
                marks.add(f"template {name.casefold()}")
            case ListBlock():
                marks.add("list")
            case _:
                pass
        for line in first_lines(block):
            label = labelled_line(line, book)
            if label:
                key = normalized_label(label.label)
                labels[key] = labels.get(key, 0) + 1
    often = sorted(key for key, count in labels.items() if count > 1)
    marks |= {f"label {key}" for key in often[:_MOST_LABELS]}
    marks |= {f"metadata {key}" for key in document.metadata if document.format == "markdown"}
    return hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest()[:16]
