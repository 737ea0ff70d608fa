"""What is done later, beside the server; importing this room lets the worker know its jobs."""

from hackathon.jobs import paper, planning

__all__ = ["paper", "planning"]
