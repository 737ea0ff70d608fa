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
from tests.pages.workbooks import rows, workbook

IMPORT = "/dublin-2013/organize/import"
INVITE = "/dublin-2013/organize/people/invitations"
FORM = "sep=;\nTimestamp;Title;Topic\n1 May;Kühle Räume;Ports\n"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


WORKBOOK = workbook(("Ideas", "", rows(("Title", "Topic", "Lead"), ("Kühle Räume", "Ports", "Ann Lee"))))


@pytest.mark.parametrize(
    ("file", "name"), [(FORM.encode("cp1252"), "answers.csv"), (WORKBOOK, "answers.xlsx")]
)
def test_where_two_columns_could_be_the_title_a_button_says_which_is_meant(
    lars: Visitor, file: bytes, name: str
) -> None:
    lars.post(IMPORT, data={"upload": (BytesIO(file), name)})
    asked = lars.get(f"{IMPORT}/check")
    button = re.search(r'value="(answer:columns:\d+=Topic)"', asked.text)

    assert "Several columns could be the title: Title and Topic. Which one is it?" in asked.text
    assert "“Title”, such as “Kühle Räume”" in asked.text
    assert button

    shown = lars.post(f"{IMPORT}/check", data={"action": button[1]}, follow_redirects=True)

    assert "Several columns could be the title" not in shown.text
    assert re.search(r'<th scope="row" dir="auto">\s*Ports', shown.text)
    assert db.session.scalars(select(func.count(Topic.id))).one() == 5


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
