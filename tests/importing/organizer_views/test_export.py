"""The event as files, from the organizer area."""

import json

import pytest
from markupsafe import escape

from hackathon.core.extensions import db
from hackathon.importing.services import importing
from hackathon.pages.readers.formats import read_bytes
from hackathon.pages.writers.formats import WRITERS, Writer
from hackathon.pages.writers.json_document import schema
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.refusals import NOT_ALLOWED, NOT_FOUND, refusal

PAGE = "/dublin-2013/organize/export"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def test_the_page_offers_every_kind(lars: Visitor) -> None:
    page = lars.get(PAGE).text

    for writer in WRITERS.values():
        assert f'href="{PAGE}/page.{writer.suffix}"' in page
        assert escape(str(writer.holds)) in page


@pytest.mark.parametrize("writer", WRITERS.values(), ids=lambda writer: writer.kind)
def test_each_file_comes_under_its_name_and_changes_nothing_when_it_comes_in_again(
    lars: Visitor, dublin: Dublin, writer: Writer
) -> None:
    answer = lars.get(f"{PAGE}/page.{writer.suffix}")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="dublin-2013.{writer.suffix}"'
    assert answer.headers["Content-Type"] == writer.media_type
    assert "@xen.example" not in answer.text
    assert importing.plan(read_bytes(answer.data), dublin.event).summary() == "nothing new"


def test_the_schema_is_there_for_programs(lars: Visitor) -> None:
    answer = lars.get(f"{PAGE}/page.schema.json")

    assert json.loads(answer.text) == schema()


def test_there_is_no_other_kind(lars: Visitor) -> None:
    assert refusal(lars.get(f"{PAGE}/page.exe")) == NOT_FOUND


@pytest.mark.parametrize("address", ["", "/page.json", "/page.schema.json"])
def test_only_organizers_take_it_along(visitor: Visitor, dublin: Dublin, address: str) -> None:
    assert refusal(visitor.signed_in_as(dublin.ian).get(PAGE + address)) == NOT_ALLOWED


def test_a_file_reads_the_same_few_rows_however_many_vote(
    lars: Visitor, dublin: Dublin, queries: list[str]
) -> None:
    counts = []
    for voters in (2, 5):
        dublin.crowd(voters, voting=dublin.network if voters == 2 else dublin.roadmap)
        db.session.commit()
        queries.clear()
        assert lars.get(f"{PAGE}/page.json").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
