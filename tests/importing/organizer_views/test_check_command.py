"""What was corrected in the browser can be repeated by the command that the page prints."""

import json
import re
import shlex
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import select

from hackathon.cli import main
from hackathon.core.extensions import db
from hackathon.importing.models import WaitingPage
from tests.conftest import Visitor
from tests.dublin import Dublin

IMPORT = "/dublin-2013/organize/import"
CHECK = f"{IMPORT}/check"
PAGE = "# Gull days\n\n## Boats\n\nSteersman: Ada Quill\n\n## Rafts\n\nSteersman: Cleo Marsh\n"


def test_what_was_corrected_in_the_browser_is_printed_as_a_command_that_reads_the_same(
    visitor: Visitor, dublin: Dublin, tmp_path: Path
) -> None:
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    db.session.commit()
    lars = visitor.signed_in_as(dublin.lars)
    page = tmp_path / "gulls.md"
    page.write_text(PAGE, encoding="utf-8")
    lars.post(IMPORT, data={"text": PAGE})
    lars.post(CHECK, data={"action": "apply", "role:heading:2": "topics"})
    lars.post(CHECK, data={"action": "apply", "field:Steersman": "contact"})
    waiting = db.session.scalars(select(WaitingPage)).one()
    shown = unescape(lars.get(CHECK).text)
    (options,) = re.findall(r"hackathon import FILE --event dublin-2013 ([^<]*)</code>", shown)

    read = CliRunner().invoke(main, ["import", str(page), "--dry-run", "--json", *shlex.split(options)])

    assert waiting.reading
    assert read.exit_code == 0
    of_command, of_browser = (
        [(topic["title"], topic["contact"]["people"][0]["name"]) for topic in topics]
        for topics in (json.loads(read.stdout)["topics"], waiting.reading["page"]["topics"])
    )
    assert of_command == of_browser == [("Boats", "Ada Quill"), ("Rafts", "Cleo Marsh")]
