"""Tables two columns of which could be the same: the page asks which is meant."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from hackathon.core.extensions import db
from hackathon.mail.models import Mail
from hackathon.topics.models import Topic
from tests.conftest import Visitor
from tests.dublin import Dublin

IMPORT = "/dublin-2013/organize/import"
INVITE = "/dublin-2013/organize/people/invitations"
FORM = "sep=;\nTimestamp;Title;Topic\n1 May;Kühle Räume;Ports\n"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def test_where_a_column_appears_twice_the_page_asks_which_is_meant(lars: Visitor) -> None:
    asked = lars.post(IMPORT, data={"upload": (BytesIO(FORM.encode("cp1252")), "answers.csv")})

    assert asked.status_code == 422
    assert "Which column is the title?" in asked.text
    assert re.search(r'name="column-title"\s+value="1"', asked.text)
    assert re.search(r'name="column-title"\s+value="2"', asked.text)
    assert "<bdi>Kühle Räume</bdi>" in asked.text
    # What came as a file is in the form, so that only the answer is missing.
    assert "1 May;Kühle Räume;Ports" in asked.text

    shown = lars.post(IMPORT, data={"text": FORM, "column-title": "2"}, follow_redirects=True)

    assert shown.status_code == 200
    assert "Ports" in shown.text
    assert db.session.scalars(select(func.count(Topic.id))).one() == 5


@pytest.mark.parametrize("answer", ["0", "9", "-1", "x", "", "9" * 30])
def test_an_answer_that_is_none_is_asked_for_again(lars: Visitor, answer: str) -> None:
    asked = lars.post(IMPORT, data={"text": FORM, "column-title": answer})

    assert asked.status_code == 422
    assert "Which column is the title?" in asked.text


def test_where_a_table_has_two_columns_of_addresses_the_page_asks_which_is_meant(lars: Visitor) -> None:
    table = "Name;E-mail;Email\nAnn Lee;ann@xen.example;lee@xen.example\n"

    asked = lars.post(INVITE, data={"upload": (BytesIO(table.encode()), "people.csv")})
    told = lars.post(INVITE, data={"text": table, "column-email": "2"})

    assert asked.status_code == 422
    assert "Which column is the email?" in asked.text
    assert "Ann Lee;ann@xen.example;lee@xen.example" in asked.text
    assert told.status_code == 200
    assert "lee@xen.example" in told.text
    assert db.session.scalars(select(func.count(Mail.id))).one() == 0
