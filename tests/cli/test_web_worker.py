"""What a web worker does with connections that take too long, hold too much, or are too many."""

import socket
from collections.abc import Callable, Iterable, Iterator

import pytest

from hackathon.cli import web_worker
from hackathon.cli.web_worker import Connection, WaitressServer

HEADERS = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n"
ENOUGH = 50


def hello(environ: dict[str, str], start_response: Callable[..., object]) -> Iterable[bytes]:
    if "HTTP_IF_NONE_MATCH" in environ:
        start_response("304 NOT MODIFIED", [("ETag", '"1"')])
        return []
    start_response("200 OK", [("Content-Length", "5")])
    return [b"hello"]


@pytest.fixture
def server() -> Iterator[WaitressServer]:
    """Return a server whose loop the test turns."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = WaitressServer(hello, listening, threads=1)
        yield made
        made.finish(1, made.look)
        made.trigger.close()


@pytest.fixture
def clients() -> Iterator[list[socket.socket]]:
    """Return the clients of a test, which are closed at its end."""
    made: list[socket.socket] = []
    yield made
    for each in made:
        each.close()


def connected(
    server: WaitressServer, clients: list[socket.socket], said: bytes
) -> tuple[socket.socket, Connection]:
    """Connect a client that says something; return it and what the server knows of it."""
    before = set(server.active_channels.values())
    client = socket.create_connection(("127.0.0.1", server.effective_port), timeout=10)
    clients.append(client)
    client.sendall(said)
    turn(server, lambda: bool(set(server.active_channels.values()) - before))
    (made,) = set(server.active_channels.values()) - before
    if said:
        turn(server, lambda: made.request is not None)
    return client, made


def turn(server: WaitressServer, until: Callable[[], bool]) -> None:
    """Turn the server's loop until something has happened."""
    for _ in range(ENOUGH):
        if until():
            return
        server.look()
    raise AssertionError("it did not happen")


def is_closed(server: WaitressServer, connection: Connection) -> bool:
    """Look at all connections, and return whether this one was closed."""
    server.maintenance(connection.last_activity)
    if connection.will_close:
        turn(server, lambda: connection not in server.active_channels.values())
    return connection not in server.active_channels.values()


@pytest.mark.parametrize(
    ("said", "longest"),
    [
        (b"", web_worker.LONGEST_HEADERS),
        (HEADERS[:20], web_worker.LONGEST_HEADERS),
        (HEADERS, web_worker.LONGEST_REQUEST),
        (HEADERS + b"x" * 100, web_worker.LONGEST_REQUEST),
    ],
    ids=["nothing", "half the headers", "no body", "half the body"],
)
def test_a_request_must_arrive_in_time(
    server: WaitressServer, clients: list[socket.socket], said: bytes, longest: int
) -> None:
    client, connection = connected(server, clients, said)
    connection.waits_since -= longest - 5
    assert not is_closed(server, connection)

    connection.waits_since -= 10

    assert is_closed(server, connection)
    assert client.recv(1) == b""


def test_a_request_that_is_being_answered_may_take_any_time(
    server: WaitressServer, clients: list[socket.socket]
) -> None:
    _, connection = connected(server, clients, HEADERS)
    connection.requests = [connection.request]
    connection.waits_since -= 10_000

    assert not is_closed(server, connection)
    connection.requests = []


def test_where_there_are_too_many_the_one_that_waited_longest_gives_way(
    server: WaitressServer, clients: list[socket.socket]
) -> None:
    server.most_connections = 3
    first, second, third = (connected(server, clients, HEADERS)[1] for _ in range(3))
    second.waits_since -= 5

    _, fourth = connected(server, clients, HEADERS)

    assert set(server.active_channels.values()) == {first, third, fourth}


def test_where_too_much_is_held_the_one_that_waited_longest_gives_way(
    server: WaitressServer, clients: list[socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_worker, "MOST_HELD", 2500)
    first, second, third = (connected(server, clients, HEADERS + b"x" * 1000)[1] for _ in range(3))
    turn(server, lambda: first.held + second.held + third.held == 3000)

    assert is_closed(server, first)
    assert not is_closed(server, second)
    assert not is_closed(server, third)


def test_an_answer_says_nothing_of_the_server(server: WaitressServer, clients: list[socket.socket]) -> None:
    client = socket.create_connection(("127.0.0.1", server.effective_port), timeout=10)
    clients.append(client)
    client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    turn(server, lambda: bool(server.active_channels))
    turn(server, lambda: not server.active_channels)
    answer = client.recv(1000)

    assert answer.endswith(b"hello")
    assert b"Server:" not in answer


def test_a_connection_stays_open_after_an_answer_that_has_no_body(
    server: WaitressServer, clients: list[socket.socket]
) -> None:
    request = b'GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: "1"\r\n\r\n'
    client, connection = connected(server, clients, b"")

    for _ in range(2):
        client.sendall(request)
        turn(server, lambda: connection.request is not None or bool(connection.requests))
        turn(server, lambda: connection.is_idle)
        answer = client.recv(web_worker.KILOBYTE)
        assert answer.startswith(b"HTTP/1.1 304")
        assert b"Connection" not in answer

    client.sendall(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    turn(server, lambda: connection not in server.active_channels.values())
    assert b"Connection: close" in client.recv(web_worker.KILOBYTE)
