"""Reading the mails that were written, as those who get them do."""

import re

from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.mail.models import Mail


def mails() -> list[Mail]:
    """Every mail, in the order in which they were written."""
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def link(mail: Mail) -> str:
    """The path of the sign-in link in the mail."""
    found = re.search(r"https?://[^/\s]+(/sign-in/\S+)", mail.text)
    assert found, mail.text
    return found[1]


def secret(mail: Mail) -> str:
    """The secret of the sign-in link in the mail."""
    return link(mail).rpartition("/")[2]


def code(mail: Mail) -> str:
    """The code in the mail, as its digits."""
    found = re.search(r"^ {4}(\d{3}) (\d{3})$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1] + found[2]


def wrong(right: str) -> str:
    """Another code."""
    return f"{(int(right) + 1) % 10**6:06}"
