"""The demonstration as a person starts it: a process of its own, with its server and its worker."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STARTED = re.compile(r"Serving")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


@dataclass(kw_only=True)
class Demo:
    """A running demonstration: its three addresses, its folder, its process."""

    public: str
    organizer: str
    attendee: str
    instance: Path
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        """The address of the server."""
        return self.public.rsplit("/", 2)[0]

    def kill(self) -> None:
        """End the server and all that it started, at once and without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            self.process.wait(timeout=60)


@contextmanager
def demo(
    instance: Path, *options: str, clock: str = "", variables: Mapping[str, str] | None = None
) -> Iterator[Demo]:
    """Start the demonstration on a free port, and stop it afterwards.

    `clock` is where its clock starts; `variables` are added to its environment.
    """
    environ = {name: value for name, value in os.environ.items() if not name.startswith("HACKATHON_")}
    command = [sys.executable, "-m", "hackathon", "demo", "--port", str(_free_port()), *options]
    process = subprocess.Popen(
        command,
        env={
            **environ,
            **(variables or {}),
            "HACKATHON_INSTANCE": str(instance),
            "HACKATHON_CLOCK": clock,
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    said = _until_started(process)
    public, organizer, attendee = ADDRESS.findall(said)
    running = Demo(public=public, organizer=organizer, attendee=attendee, instance=instance, process=process)
    try:
        yield running
    finally:
        running.stop()
        if process.stdout is not None:
            process.stdout.close()


def _until_started(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if STARTED.search(line):
            return said
    raise AssertionError(f"the demonstration ended with status {process.wait()}: {said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
