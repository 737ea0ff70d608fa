"""What `hackathon doctor` says of characters that sheets had to leave blank."""

from sqlalchemy import update

from hackathon.agenda.models import RevisionFile
from hackathon.cli import checks
from hackathon.core.extensions import db
from tests.agendas import FEW, few, publish
from tests.dublin import Dublin
from tests.published import freeze, print_it

POPPER = "\N{PARTY POPPER}"


def leave_blank(characters: str) -> None:
    print_it(b"%PDF-1.7")
    db.session.execute(update(RevisionFile).where(RevisionFile.name == "agenda.pdf").values(notes=characters))
    db.session.commit()


def test_doctor_names_the_package_of_what_is_missing_and_of_nothing_else(dublin: Dublin) -> None:
    freeze(dublin.event, few())
    assert checks._glyphs().is_good

    leave_blank(POPPER)

    finding = checks._glyphs()
    assert "U+1F389 party popper" in finding.words
    # On a machine where the font came since, it is enough to print again.
    assert ("apt-get install fonts-noto-color-emoji, then" in finding.fix) is not checks._has_font(POPPER)
    assert finding.fix.endswith("publish or create the badges again")


def test_doctor_looks_at_the_sheets_of_now(dublin: Dublin) -> None:
    first = few()
    freeze(dublin.event, first)
    leave_blank(POPPER)
    freeze(dublin.event, publish(*FEW[:3], previous=first))

    assert checks._glyphs().is_good


def test_doctor_says_so_where_no_package_has_a_character(dublin: Dublin) -> None:
    freeze(dublin.event, few())
    leave_blank("\U0010fffd")

    finding = checks._glyphs()
    assert "No Debian package that we know of has" in finding.words
    assert finding.fix == ""
