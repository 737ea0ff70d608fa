"""What a page says that refuses somebody: its status and its heading."""

import re
from html import unescape

from werkzeug.test import TestResponse

from hackathon.core.web.errors import TITLES, WORDS

Refused = tuple[int, str]

SIGN_IN_FIRST: Refused = (401, str(WORDS[401][0]))
NOT_ALLOWED: Refused = (403, str(WORDS[403][0]))
NOT_FOUND: Refused = (404, str(WORDS[404][0]))
CALENDAR_GONE: Refused = (410, str(WORDS[410][0]))
LINK_SPENT: Refused = (410, str(TITLES[410]))


def refusal(answer: TestResponse) -> Refused:
    """Return the status of an answer and the heading of its page."""
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    words = re.sub(r"<[^>]+>", "", heading[1]) if heading else ""
    return answer.status_code, unescape(words).strip()
