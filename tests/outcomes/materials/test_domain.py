"""What files are called, and as what they are sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.outcomes.materials.domain import LONGEST_NAME, MEDIA_TYPES, file_name, media_type


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Ian\\Folien für Xen.pdf", "Folien für Xen.pdf"),
        ("..hidden.pdf", "hidden.pdf"),
        ("slides\u202efdp.exe.pdf", "slidesfdp.exe.pdf"),
        ('a"b;c\r\nX: y.png', "abcX y.png"),
        ("x" * 300 + ".tar.gz", "x" * 93 + ".tar.gz"),
        ("...", ""),
    ],
)
def test_a_name_loses_folders_and_what_means_something_to_a_system(sent: str, kept: str) -> None:
    assert file_name(sent) == kept or (len(kept) > 90 and len(file_name(sent)) <= LONGEST_NAME)


@pytest.mark.parametrize(
    "name",
    ["page.html", "page.pdf.htm", "drawing.svg", "run.exe", "code.js", "x.xhtml", "x.xml", "pdf", ".pdf"],
)
def test_what_a_browser_or_a_system_would_run_is_not_taken(name: str) -> None:
    assert media_type(name) is None


def test_nothing_is_sent_as_a_page_or_a_script() -> None:
    assert not {
        kind for kind in MEDIA_TYPES.values() if any(word in kind for word in ("html", "svg", "script"))
    }


@given(st.text())
def test_a_name_that_was_tidied_stays_as_it_is(sent: str) -> None:
    kept = file_name(sent)

    assert file_name(kept) == kept
    assert len(kept) <= LONGEST_NAME
    assert not set(kept) & set('/\\<>:"|?*;%#&\r\n\0')
