"""A small OpenID Connect provider that answers over HTTP, and keeps the rules that a real one keeps."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import StartResponse, WSGIEnvironment

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

CLIENT, SECRET = "hackathon", "between the two of us"


@dataclass(kw_only=True)
class Provider:
    """Signs everybody in as the person of `claims`; what it says wrongly is set by a test."""

    claims: dict[str, Any]
    url: str = ""
    wrong: dict[str, Any] = field(default_factory=dict)
    """Claims that the token has in place of true ones."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}, auto_kid=False))
    shown_key: RSAKey | None = None
    """The key that it tells others to check its tokens by; its own, unless a test says otherwise."""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:  # noqa: ANN401 -- WSGI's own
        """Answer a request."""
        request = Request(environ)
        answers = {
            "/.well-known/openid-configuration": self._description,
            "/keys": self._keys,
            "/authorize": self._authorize,
            "/token": self._token,
        }
        return answers[request.path](request)(environ, start_response)

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
        asked = self.asked.pop(request.form["code"], None)
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
        server.shutdown()
        thread.join()
        server.server_close()
