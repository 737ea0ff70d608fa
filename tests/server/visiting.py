"""A person with a browser that has no JavaScript, over real HTTP."""

import re
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Visit:
    """Keeps cookies, follows redirects, and remembers the last page."""

    def __init__(self) -> None:
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.text = ""

    def get(self, address: str) -> int:
        """Open an address; return the status."""
        return self._open(address, None)

    def post(self, address: str, **fields: str) -> int:
        """Send a form of the last page, with its token; return the status of the page that follows."""
        token = TOKEN.search(self.text)
        assert token, "the last page has no form"
        return self._open(address, urlencode({**fields, "csrf_token": token[1]}).encode())

    def _open(self, address: str, body: bytes | None) -> int:
        try:
            answer = self._opener.open(address, body, timeout=30)
        except HTTPError as error:
            with error:
                self.text = error.read().decode()
            return error.code
        with answer:
            self.text = answer.read().decode()
            status: int = answer.status
            return status


def signed_in(link: str) -> Visit:
    """Open a sign-in link and press its button."""
    visit = Visit()
    assert visit.get(link) == 200
    assert visit.post(link) == 200
    return visit
