"""A small OpenID Connect provider that answers over HTTP, and keeps the rules that a real one keeps."""

import base64
import gzip
import hashlib
import json
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import StartResponse, WSGIEnvironment

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

CLIENT, SECRET = "hackathon", "between the two of us"


@cache
def _first_key() -> RSAKey:
    """Return the key of every provider: making one takes most of a test's time."""
    return RSAKey.generate_key(2048, {"kid": "first"}, auto_kid=False)


@cache
def _packed() -> bytes:
    """Return a small file that becomes a huge one when it is read."""
    return gzip.compress(b" " * 400_000_000, 1)


@dataclass(kw_only=True)
class Provider:
    """Signs everybody in as the person of `claims`; what it says wrongly is set by a test."""

    claims: dict[str, Any]
    url: str = ""
    wrong: dict[str, Any] = field(default_factory=dict)
    """Claims that the token has in place of true ones."""
    key: RSAKey = field(default_factory=_first_key)
    shown_key: RSAKey | None = None
    """The key that it tells others to check its tokens by; its own, unless a test says otherwise."""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    gives_codes_again: bool = False
    """Whether it takes a code twice, which no provider ought to."""
    odd: dict[str, str] = field(default_factory=dict)
    """How it answers at a path, if not well: "endless", "packed", "dripping" and more."""
    bytes_sent: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:  # noqa: ANN401 -- WSGI's own
        """Answer a request."""
        request = Request(environ)
        answers = {
            "/.well-known/openid-configuration": self._description,
            "/keys": self._keys,
            "/authorize": self._authorize,
            "/token": self._token,
        }
        answer = answers[request.path](request)
        if way := self.odd.get(request.path):
            answer = self._odd(way, answer)
        return answer(environ, start_response)

    def _odd(self, way: str, answer: Response) -> Response:
        """Return an answer without an end, or one that takes very long."""
        if way == "packed":
            packed = _packed()
            self.bytes_sent += len(packed)
            return Response(packed, headers={"Content-Encoding": "gzip"}, mimetype="application/json")
        if way == "endless":
            return Response(self._counted(b" " * 65_536 for _ in range(6_000)), mimetype="application/json")
        if way == "dripping head":
            self.is_over.wait(30)
            return answer
        dripping = Response(self._dripping(answer.get_data()), mimetype="application/json")
        if way == "dripping":
            dripping.headers["Content-Length"] = str(len(answer.get_data()))
        return dripping

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.bytes_sent += len(piece)
            yield piece

    def _dripping(self, content: bytes) -> Iterator[bytes]:
        for at in range(len(content)):
            if self.is_over.wait(0.1):
                return
            yield content[at : at + 1]

    def _description(self, _request: Request) -> Response:
        return _json(
            issuer=self.url,
            authorization_endpoint=f"{self.url}/authorize",
            token_endpoint=f"{self.url}/token",
            jwks_uri=f"{self.url}/keys",
            response_types_supported=["code"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=["RS256"],
        )

    def _keys(self, _request: Request) -> Response:
        return _json(keys=[(self.shown_key or self.key).as_dict(private=False)])

    def _authorize(self, request: Request) -> Response:
        """Remember what was asked, and send the browser back with a code."""
        asked = request.args.to_dict()
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{back}"})

    def _token(self, request: Request) -> Response:
        """Give a token for a code, once, to whoever asked for it and can prove it."""
        asked = self.asked.get(request.form["code"])
        if not self.gives_codes_again:
            self.asked.pop(request.form["code"], None)
        known = request.authorization
        proof = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if known is None or (known.username, known.password) != (CLIENT, SECRET):
            return self._refuse("invalid_client")
        if asked is None or asked["code_challenge"] != challenge or asked["code_challenge_method"] != "S256":
            return self._refuse("invalid_grant")
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60, "nonce": asked["nonce"],
            **self.claims, **self.wrong,
        }  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "first"}, claims, self.key)
        return _json(access_token="unused", token_type="Bearer", expires_in=60, id_token=token)  # noqa: S106 -- it opens nothing

    def _refuse(self, error: str) -> Response:
        self.refusals.append(error)
        return Response(json.dumps({"error": error}), status=400, mimetype="application/json")


def _json(**content: Any) -> Response:  # noqa: ANN401 -- what JSON holds
    return Response(json.dumps(content), mimetype="application/json")


@contextmanager
def provider(**claims: Any) -> Iterator[Provider]:  # noqa: ANN401 -- what a token holds
    """Run a provider on a free port of this machine."""
    running = Provider(claims=claims)
    server = make_server("127.0.0.1", 0, running, threaded=True)
    running.url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield running
    finally:
        running.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()
