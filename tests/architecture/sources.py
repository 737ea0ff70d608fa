"""The code of the product as text and as a tree, read once for all tests of this folder."""

import ast
from functools import cache
from pathlib import Path


@cache
def text_of(file: Path) -> str:
    """Return a file's text."""
    return file.read_text(encoding="utf-8")


@cache
def tree_of(file: Path) -> ast.Module:
    """Return a module's syntax tree, which nobody may change."""
    return ast.parse(text_of(file))
