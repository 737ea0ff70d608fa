"""The event as files for any web server."""

import io
import re
import zipfile
from urllib.parse import unquote

from hackathon.cli.site import site_of
from hackathon.core.extensions import db
from hackathon.outcomes.materials import services as materials
from tests.agendas import few
from tests.dublin import NOON, Dublin
from tests.published import freeze


def test_the_site_has_every_public_page_and_nothing_private_or_dead(dublin: Dublin) -> None:
    freeze(dublin.event, few())
    dublin.ian.email = "ian@xen.example"
    dublin.ian.is_administrator = True
    db.session.commit()
    materials.add_material(
        topic=dublin.portathon, name="Folien für ARM.pdf", content=b"%PDF", form_key="key",
        attendance=None, by=dublin.ian, now=NOON,
    )  # fmt: skip

    archive = zipfile.ZipFile(io.BytesIO(site_of(dublin.event)))
    pages = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")}

    assert {
        "dublin-2013/index.html",
        "dublin-2013/agenda/index.html",
        "dublin-2013/topics/2-xen-on-arm-portathon/index.html",
        "dublin-2013/people/ian-campbell/index.html",
    } <= pages.keys()
    assert "dublin-2013/agenda.ics" in archive.namelist()
    outcome = pages["dublin-2013/topics/2-xen-on-arm-portathon/outcome/index.html"]
    (file,) = re.findall(r'href="/([^"]+/files/[^"]+)"', outcome)
    assert archive.read(unquote(file)) == b"%PDF"
    for page in pages.values():
        assert re.search(r"<form|<script|@xen\.example|csrf", page) is None
        for sheet in re.findall(r'<link rel="stylesheet"[^>]*href="/([^"?]+)', page):
            assert sheet in archive.namelist()
