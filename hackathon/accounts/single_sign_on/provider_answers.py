"""HTTP requests to a provider, with limits on the total size and time of the response.

requests only limits the time of each read, so a trickling response could block a thread for hours.
"""

import io
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from authlib.integrations.flask_client import FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from requests import ConnectionError as NoAnswer
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from hackathon.core.text.messages import message

LONGEST = 1_000_000
"""The most bytes read from a response, counted after decompression."""
PIECE = 65_536


class Watch:
    """The connections opened during one sign-in, which are all closed when its time is up."""

    def __init__(self) -> None:
        self.is_over = False
        self._sockets: list[socket.socket] = []

    def over(self, connection: socket.socket) -> None:
        """Track a connection through a duplicate, because wrapping it in TLS detaches the original."""
        self._sockets.append(socket.socket(fileno=os.dup(connection.fileno())))

    def end(self) -> None:
        """Shut down all connections, even while they are in use."""
        self.is_over = True
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the duplicates."""
        for each in self._sockets:
            each.close()


_AT_WORK: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def all_within(seconds: float) -> Iterator[None]:
    """Limit the total time of all requests made inside; after that they fail as if there were no answer."""
    watch = Watch()
    timer = threading.Timer(seconds, watch.end)
    timer.start()
    token = _AT_WORK.set(watch)
    try:
        yield
    finally:
        _AT_WORK.reset(token)
        timer.cancel()
        watch.close()


class BoundedApp(FlaskOAuth2App):  # type: ignore[misc]  # authlib is published without types
    """Authlib's client of a provider, with bounded requests."""


class BoundedSession(OAuth2Session):  # type: ignore[misc]  # authlib is published without types
    """Authlib's HTTP session, with bounded requests."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- authlib's own
        super().__init__(*args, **kwargs)
        for scheme in ("https://", "http://"):
            self.mount(scheme, _BoundedAdapter())


BoundedApp.client_cls = BoundedSession


class _BoundedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- requests' own
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _EncryptedPool}

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 -- requests' own
        """Send the request and read the response, including redirects."""
        watch = _AT_WORK.get()
        answer = super().send(request, *args, **{**kwargs, "stream": True})
        try:
            content = _read(answer)
        except HTTPError as error:
            raise NoAnswer(error, request=request) from error
        finally:
            answer.raw.close()
        if watch is not None and watch.is_over:
            raise NoAnswer(message("it took too long"), request=request)
        answer.raw = io.BytesIO(content)
        return answer


def _read(answer: Response) -> bytes:
    content = bytearray()
    for piece in answer.raw.stream(PIECE, decode_content=True):
        content += piece
        if len(content) > LONGEST:
            raise NoAnswer(
                message("the answer has more than %(longest)s bytes", longest=LONGEST), request=answer.request
            )
    return bytes(content)


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _watched(super()._new_conn())


class _EncryptedConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _watched(super()._new_conn())


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _EncryptedConnection


def _watched(connection: socket.socket) -> socket.socket:
    watch = _AT_WORK.get()
    if watch is not None:
        watch.over(connection)
    return connection
