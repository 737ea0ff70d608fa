"""What is done later, beside the server; importing this room lets the worker know its jobs."""

from hackathon.jobs import mail, paper, planning, upkeep

__all__ = ["mail", "paper", "planning", "upkeep"]
