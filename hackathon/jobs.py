"""What is done later, beside the server; importing this room lets the worker know its jobs."""

from hackathon.agenda.paper import jobs as paper
from hackathon.mail.jobs import mail
from hackathon.operations import jobs as upkeep
from hackathon.planning.runs import jobs as planning
from hackathon.publication.timed import jobs as publishing

__all__ = ["mail", "paper", "planning", "publishing", "upkeep"]
