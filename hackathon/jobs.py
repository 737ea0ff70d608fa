"""All background tasks; workers import this module to know them."""

from hackathon.agenda.paper import jobs as paper
from hackathon.attendance.badges import jobs as badges
from hackathon.mail.jobs import mail
from hackathon.operations import jobs as upkeep
from hackathon.planning.runs import jobs as planning
from hackathon.publication.timed import jobs as publishing

__all__ = ["badges", "mail", "paper", "planning", "publishing", "upkeep"]
