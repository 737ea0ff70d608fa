"""Stands in for the process that reads a page, and ends as the word in its environment says."""

import os
import signal
import sys

if __name__ == "__main__":
    sys.stdin.buffer.readline()
    if os.environ["READING_ENDS"] == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    sys.exit("a fault of ours")
