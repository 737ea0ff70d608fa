"""The web worker: gunicorn starts, watches and stops the process; waitress speaks HTTP in it.

The main loop reads complete requests and sends complete responses. However slowly a client sends or reads, a
thread is only busy while the application works.
"""

import logging
import math
import os
import resource
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher, WSGITask
from waitress.utilities import RequestEntityTooLarge

from hackathon.app import MOST_SENT

KILOBYTE = 1000
MEGABYTE = 1000 * KILOBYTE

LONGEST_HEADERS = 20
"""Seconds in which a connection must send the headers of its next request."""
LONGEST_REQUEST = 120
"""Seconds in which a whole request must arrive."""
LONGEST_ANSWER = 600
"""Seconds in which a client must receive a whole response."""
LONGEST_SILENCE = 30
"""Seconds for which a client may neither send nor receive anything."""
LONGEST_AT_STOP = 5
"""Seconds that an unfinished request gets to arrive when the server stops."""

LONGEST_UNTIL_ASKED = 2
"""Seconds that a new connection gets to begin a request when the server stops."""

MOST_CONNECTIONS = 1000
"""The most connections per process; beyond that, the one that has kept it waiting longest is closed."""
MOST_HELD = 200 * MEGABYTE
"""The most bytes of unfinished requests and unsent responses per process, in memory or files."""
MOST_DISCARDED = 100 * MEGABYTE
"""The most bytes read of a request that is too large, so that its sender gets the error response."""

SETTINGS: dict[str, Any] = {
    "max_request_header_size": 64 * KILOBYTE,
    "max_request_body_size": MOST_DISCARDED,
    # Larger ones are buffered in a file until they are complete, or sent.
    "inbuf_overflow": 64 * KILOBYTE,
    "outbuf_overflow": MEGABYTE,
    # No thread waits for a client to receive a response.
    "outbuf_high_watermark": 1000 * MEGABYTE,
    "recv_bytes": 64 * KILOBYTE,
    "channel_timeout": LONGEST_SILENCE,
    "cleanup_interval": 1,
    # Our own limit applies first.
    "connection_limit": 10 * MOST_CONNECTIONS,
    # The application decides which headers of a proxy to trust.
    "clear_untrusted_proxy_headers": False,
    "ident": None,
    "log_socket_errors": False,
    "server_name": "localhost",
}


class _Nowhere:
    """Counts the bytes written to it, and discards them."""

    size = 0

    def append(self, data: bytes) -> None:
        self.size += len(data)

    def __len__(self) -> int:
        return self.size

    def getfile(self) -> BytesIO:
        return BytesIO()

    def close(self) -> None:
        pass


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress is published without types
    """An incoming request; if its body is too large, it is read and discarded.

    The application recognizes this by the length, and responds with a page that explains it.
    """

    error: object
    completed: bool

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the headers, and decide how to handle the body."""
        super().parse_header(header_plus)
        if self.content_length > MOST_SENT:
            self.body_rcv = FixedStreamReceiver(self.content_length, _Nowhere())

    def received(self, data: bytes) -> int:
        """Process received data; return how much of it belongs to this request."""
        taken: int = super().received(data)
        if self.chunked and self.body_bytes_received > MOST_SENT and not self.error:
            self.error, self.completed = RequestEntityTooLarge(f"more than {MOST_SENT} bytes"), True
        return taken


class Task(WSGITask):  # type: ignore[misc]  # waitress is published without types
    """The response to one request."""

    def set_close_on_finish(self) -> None:
        """Close the connection after the response, unless the response consists of headers only.

        Waitress closes it after every 304, as after any response without a length.
        """
        wants_close = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or self.version != "1.1" or wants_close:
            super().set_close_on_finish()


class Connection(HTTPChannel):  # type: ignore[misc]  # waitress is published without types
    """A client's connection, which knows how long it has kept us waiting."""

    parser_class = Request
    task_class = Task

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 -- waitress's own
        super().__init__(*arguments, **named)
        self.waits_since = time.monotonic()
        self.is_new = True
        """Whether nothing has been answered yet, so that a request is on its way."""

    def service(self) -> None:
        """Answer one request, in a thread."""
        self.waits_since = math.inf  # now we wait for the client
        super().service()
        self.is_new = False
        self.waits_since = time.monotonic()

    def writable(self) -> bool:
        """Whether the main loop has something to send, or to close."""
        # A thread sends what it writes itself; meanwhile the loop would only spin.
        is_sent_by_thread = self.requests and self.total_outbufs_len < self.adj.outbuf_high_watermark
        return bool(self.will_close or (not is_sent_by_thread and super().writable()))

    @property
    def held(self) -> int:
        """The number of bytes kept for this client."""
        receiver = self.request.body_rcv if self.request else None
        is_kept = receiver is not None and not isinstance(receiver.getbuf(), _Nowhere)
        arrived: int = self.request.body_bytes_received if is_kept else 0
        return arrived + int(self.total_outbufs_len)

    @property
    def is_idle(self) -> bool:
        """Whether no request has begun, and no response is being sent."""
        return not (self.requests or self.request or self.total_outbufs_len)

    def is_overdue(self, now: float) -> bool:
        """Whether the client has exceeded the time limit of its current step."""
        if self.total_outbufs_len:
            longest = LONGEST_ANSWER
        elif self.request is not None and self.request.headers_finished:
            longest = LONGEST_REQUEST
        else:
            longest = LONGEST_HEADERS
        return now - self.waits_since > longest


class WaitressServer(TcpWSGIServer):  # type: ignore[misc]  # waitress is published without types
    """Waitress on a socket that several processes listen on, with limits on time and size."""

    channel_class = Connection

    def __init__(self, app: object, listening: Any, threads: int) -> None:  # noqa: ANN401 -- gunicorn's socket
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(threads)
        name = (listening.family, listening.type, listening.proto, listening.getsockname())
        super().__init__(
            app, {}, True, listening, dispatcher, Adjustments(**SETTINGS), name, bind_socket=False
        )
        self.most_connections = min(MOST_CONNECTIONS, _possible_connections())

    def look(self) -> None:
        """Read and send as much as possible, or wait up to a second."""
        wasyncore.poll2(1, self._map)

    def handle_accept(self) -> None:
        """Accept a connection; if there are too many, it replaces the one that has waited longest."""
        if len(self.active_channels) >= self.most_connections and (waiting := self._waiting()):
            waiting[0].handle_close()
        super().handle_accept()

    def maintenance(self, now: float) -> None:
        """Close connections that are silent, take too long, or hold too much; called every second."""
        super().maintenance(now)
        waiting, moment = self._waiting(), time.monotonic()
        held = sum(each.held for each in waiting)
        for each in waiting:
            if each.is_overdue(moment) or (held > MOST_HELD and each.held):
                held -= each.held
                each.will_close = True

    def finish(self, seconds: float, look: Callable[[], None]) -> None:
        """Accept no more connections, answer the open requests, then end."""
        wasyncore.dispatcher.close(self)
        begun = time.monotonic()
        look()  # requests that have arrived by now are answered
        while self.active_channels and (passed := time.monotonic() - begun) < seconds:
            for each in self._waiting():
                # A new connection is about to send a request, which would fail if it were closed.
                is_done = each.is_idle and (not each.is_new or passed > LONGEST_UNTIL_ASKED)
                if is_done or (passed > LONGEST_AT_STOP and not each.total_outbufs_len):
                    each.will_close = True
            look()
        self.task_dispatcher.shutdown(timeout=1)

    def _waiting(self) -> list[Connection]:
        """Return the connections that wait for their client, longest first."""
        waiting = [each for each in self.active_channels.values() if not each.requests]
        return sorted(waiting, key=lambda each: each.waits_since)


class WebWorker(Worker):  # type: ignore[misc]  # gunicorn is published without types
    """Runs waitress in a gunicorn process."""

    def run(self) -> None:
        """Serve until told to stop, or until the parent process ends."""
        # Waitress warns when a request waits for a thread, which is normal here.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        server = WaitressServer(self.wsgi, self.sockets[0].sock, self.cfg.threads)
        _Woken(self.PIPE[0], server._map)

        notified = 0.0

        def look() -> None:
            nonlocal notified
            if (now := time.monotonic()) - notified > 1:
                notified = now
                self.notify()
            server.look()

        while self.alive and self.ppid == os.getppid():
            look()
        server.finish(self.cfg.graceful_timeout - 1, look)


class _Woken(wasyncore.file_dispatcher):  # type: ignore[misc]  # waitress is published without types
    """Ends a wait when a signal arrives."""

    def writable(self) -> bool:
        return False

    def handle_read(self) -> None:
        self.recv(KILOBYTE)


def _possible_connections() -> int:
    """Return how many connections a process may have open, with two files for each."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * MOST_CONNECTIONS
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(10, (soft - 100) // 3)
