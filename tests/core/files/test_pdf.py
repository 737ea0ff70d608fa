"""Rendering HTML to PDF."""

import gc
from pathlib import Path

import pytest

from hackathon.core.files.pdf import laid_out, written


def test_garbage_is_collected_again_after_a_sheet_was_drawn_or_refused(tmp_path: Path) -> None:
    assert written(laid_out("<p>Agenda</p>", tmp_path)).content.startswith(b"%PDF")
    assert gc.isenabled()

    with pytest.raises(ValueError, match="not drawn"):
        laid_out('<img src="https://elsewhere.example/logo.png">', tmp_path)
    assert gc.isenabled()
