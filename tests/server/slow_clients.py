"""Clients that are in the middle of sending a request."""

import socket

from tests.server.serving import Serving

POST = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def connected(running: Serving, said: str = "") -> socket.socket:
    """Connect to the server and begin a request."""
    made = socket.create_connection(("127.0.0.1", running.port), timeout=30)
    made.sendall(said.encode())
    return made
